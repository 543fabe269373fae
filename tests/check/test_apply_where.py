"""``apply`` within a scope, brackets open at both ends, and marks of a consequence."""

from datetime import date

from prazo.dsl.api import check_text, load_text

HEAD = """
instrument LAW "Law"
  authority Office
  amounts in MOP
  time counted by calendar_days
  version first from 2000-01-01

provision 1 "Fit"
provision 2 "Agents"
provision 3 "Fine"

party Office "office"

party P "person"
  local     yes or no
  years     number
  officers  list of Officer
  agents    list of Agent

record Officer "officer"
  fit  decision by Office

record Agent "agent"
  fit  decision by Office

requirement fitness "Fit persons"
  cites 1
  on P about each Officer in officers
  fit
"""
DAY = date(2021, 6, 30)


def test_apply_has_a_scope_of_its_own() -> None:
    rules = load_text(HEAD + "\napply 1 to each Agent in agents of P\n  cites 2\n  where not local\n")
    facts = {"party": "P", "id": "p", "officers": [], "agents": [{"id": "a", "fit": False}]}
    for local, status in ((True, "not_applicable"), (False, "breached")):
        report = rules.check({**facts, "local": local}, on=DAY)
        (agents,) = (one for one in report.subjects[0].verdicts if one.norm == "LAW/fitness@Agent")
        assert agents.status == status
        assert report["norms"]["LAW/fitness@Agent"]["title"] == "Fit persons (agent)"
    (agents,) = (one for one in rules.check(facts, on=DAY).subjects[0].verdicts if one.norm == "LAW/fitness@Agent")
    assert [need.path for need in agents.needs] == ["local"]


def test_a_scope_of_apply_is_about_the_subject() -> None:
    found = check_text(HEAD + "\napply 1 to each Agent in agents of P\n  cites 2\n  where lokal\n")
    assert [one.code for one in found] == ["P0127"]


def test_a_bracket_may_leave_out_both_ends() -> None:
    rates = "up to 3  1%\n    above 3 to below 5  2%\n    5 and above  3%"
    text = f"{HEAD}\ndefine rate of P is percent\n  cites 1\n  according to years\n    {rates}\n"
    assert check_text(text) == []
    overlap = check_text(text.replace("to below 5", "up to 5"))
    assert [one.code for one in overlap] == ["P0311"]


def test_an_unverified_amount_marks_the_consequence() -> None:
    bounds = 'from MOP 1 to MOP 2 unverified "read in part"'
    fine = f'\nconsequence fine "Fine"\n  cites 3\n  on P\n  for breach of kept\n  {bounds}\n'
    duty = "\nrequirement kept\n  cites 1\n  on P\n  local\n"
    report = load_text(HEAD + duty + fine).check({"party": "P", "id": "p", "local": False}, on=DAY)
    (effect,) = report.subjects[0].effects
    assert effect.marks == ("unverified",)
