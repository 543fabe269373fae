"""Build hook: puts the public face at ``prazo/__init__.py``, in the wheel and in an editable install."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("dsl", "grammar", "stdlib", "compiler")
FACE = {"dsl/face.py": "prazo/__init__.py", "py.typed": "prazo/py.typed"}


class PrazoBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Maps the top-level folders to one import name."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """For a wheel, add the face; for an editable build, make ``.dev/prazo`` with links to the folders."""
        root = Path(self.root)
        if version == "editable":
            self._link(root, {name: f"prazo/{name}" for name in FOLDERS} | FACE)
        else:
            build_data["force_include"].update({str(root / source): target for source, target in FACE.items()})

    def _link(self, root: Path, sources: dict[str, str]) -> None:
        package = root / ".dev" / "prazo"
        package.mkdir(parents=True, exist_ok=True)
        for source, target in sources.items():
            link = root / ".dev" / target
            # Relative links: the repository may be moved or mounted elsewhere.
            goal = Path("..", "..", source)
            if link.is_symlink() and link.readlink() == goal:
                continue
            link.unlink(missing_ok=True)
            link.symlink_to(goal)
