"""Run a generated checker on facts and compare its report with the interpreter's, byte for byte.

Usage: python same_report.py CHECKER.py FACTS.json DAY INTERPRETER.json REPORT.json
"""

import json
import sys
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path


def main(checker: str, facts: str, day: str, interpreter: str, report: str) -> int:
    """Write the checker's report to ``report``; 0 where it is the bytes of ``interpreter``, else 1."""
    spec = spec_from_file_location("checker", checker)
    if spec is None or spec.loader is None:
        print(f"{checker} is not a Python file", file=sys.stderr)
        return 2
    module = module_from_spec(spec)
    sys.modules["checker"] = module
    spec.loader.exec_module(module)
    made = module.check(module.from_json(Path(facts).read_text("utf-8")), on=date.fromisoformat(day))
    expected = Path(interpreter).read_text("utf-8")
    text = json.dumps(made, ensure_ascii=False, indent=2) + "\n"
    Path(report).write_text(text, "utf-8")
    if text != expected:
        print(f"The generated checker's report differs from the interpreter's: compare {report} and {interpreter}.")
        return 1
    print(f"The generated checker gives the interpreter's report: {len(text.encode()):,} bytes, every one the same.")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
