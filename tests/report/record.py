"""Records what a small law says in three languages anew: ``python -m tests.report.record``; read it first."""

from datetime import date
from functools import cache
from pathlib import Path

from prazo.dsl.api import Rules, load_text
from prazo.dsl.facts.read import structure
from prazo.dsl.meaning.check import check_subject
from prazo.dsl.report.document import norm_ranks, report_document
from prazo.dsl.report.echo import echo
from prazo.dsl.report.explain import explanations
from prazo.dsl.report.markdown import report_markdown
from prazo.dsl.report.text import report_text
from prazo.dsl.report.words.language import Language
from prazo.dsl.report.words.phrase import LANGUAGES

GOLDEN = Path(__file__).parent / "golden"
ON = date(2021, 6, 30)
FACTS = {
    "party": "Office",
    "id": "harbour",
    "kind": "online",
    "capital": "MOP 3500000",
    "exempted": False,
    "licensed": "2021-06-16",
    "open": "never",
    "sell": "2021-07-31",
    "tell": "never",
    "move": "2021-03-01",
    "approve": "2021-03-02",
    "agents": [{"id": "A", "resident": True, "accepted": True}, {"id": "B"}],
}


@cache
def rules() -> Rules:
    return load_text((GOLDEN / "offices.prazo").read_text("utf-8"), "offices.prazo")


def read(language: Language) -> str:
    program = rules().program
    every = [*norm_ranks(program), *(one.id for one in program.statements)]
    return "\n".join(echo(program, rules().times, id, language) for id in every)


def checked(language: Language) -> str:
    known = structure(rules().program, FACTS, day=ON)
    report = check_subject(rules().lookup, known.subjects[0], ON)
    document = report_document(rules().program, rules().times, [report], "", ON, {"readings": "all"})
    markdown = report_markdown({**document, "decision": "sha256:0", "tool": "0"}, rules().program, language)
    return report_text(document, rules().program, language=language) + markdown


def explained(language: Language) -> str:
    known = structure(rules().program, FACTS, day=ON)
    norms = [*norm_ranks(rules().program), *(one.id for one in rules().program.statements)]
    return "\n".join(explanations(rules().lookup, known.subjects[0], norms, ON, language=language))


def expected() -> dict[Path, str]:
    """The file and the text of everything that is recorded."""
    told = {"read": read, "check": checked, "explain": explained}
    return {GOLDEN / f"{name}.{code}.txt": tell(Language(code)) for name, tell in told.items() for code in LANGUAGES}


if __name__ == "__main__":
    for path, text in expected().items():
        path.write_text(text, "utf-8")
        print(f"recorded {path.name}")
