"""The command `prazo`."""

import sys

import prazo


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"]:
        print(f"prazo {prazo.__version__}")
