"""Records the Graphviz text of the rules in ``tests/map/rules`` anew: ``python -m tests.map.record``."""

from pathlib import Path

from prazo.compiler.map.dot import dot_of
from prazo.compiler.map.sheets import sheets_of
from prazo.dsl.api import load_text
from prazo.dsl.core.nodes import Program
from prazo.dsl.report.words.language import Language
from prazo.dsl.report.words.phrase import LANGUAGES

HERE = Path(__file__).parent


def program_of(rules: Path) -> Program:
    return load_text(rules.read_text("utf-8"), rules.name).program


def expected() -> dict[Path, str]:
    """The file and the text of every map that is recorded."""
    return {
        HERE / "golden" / f"{rules.stem}.{lang}.dot": dot_of(
            sheets_of(program_of(rules), Language(lang)), language=Language(lang)
        )
        for rules in sorted((HERE / "rules").glob("*.prazo"))
        for lang in LANGUAGES
    }


if __name__ == "__main__":
    for path, text in expected().items():
        path.write_text(text, "utf-8")
        print(f"recorded {path.name}")
