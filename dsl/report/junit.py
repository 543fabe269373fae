"""A report as JUnit's XML, so that a build server shows verdicts as it shows tests.

One suite a subject, one case a verdict: what the run is to fail on is a failure, what is not determined or does not
apply is skipped, the rest passes.  No time stands in it, for there is no clock.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final
from xml.etree import ElementTree as xml

from prazo.dsl.core import nodes as core
from prazo.dsl.diagnostics.visible import visible
from prazo.dsl.report.told import Told
from prazo.dsl.report.words import basics
from prazo.dsl.report.words.language import ENGLISH, Language

_SKIPPED: Final = ("undetermined", "not_applicable")


def report_junit(
    document: Mapping[str, Any],
    program: core.Program | None,
    failing: Collection[str],
    language: Language = ENGLISH,
) -> str:
    """The report (as data) as XML; ``failing``: the statuses that fail the run."""
    told = Told(document, program, language)
    suites = [_suite(told, subject, document, failing) for subject in document["subjects"]]
    root = xml.Element("testsuites", {"name": "prazo", **_counts(suites)})
    root.extend(suites)
    xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml.tostring(root, encoding="unicode") + "\n"


def _suite(
    told: Told, subject: Mapping[str, Any], document: Mapping[str, Any], failing: Collection[str]
) -> xml.Element:
    suite = xml.Element("testsuite", name=visible(f"{subject['party']} {subject['id']}"))
    properties = xml.SubElement(suite, "properties")
    for name, value in (("on", document["on"]), ("decision", document["decision"]), ("status", subject["status"])):
        xml.SubElement(properties, "property", name=name, value=str(value))
    for verdict in subject["verdicts"]:
        suite.append(_case(told, verdict, failing))
    cases = suite.findall("testcase")
    counted = {"failures": "failure", "skipped": "skipped"}
    suite.attrib |= {"tests": str(len(cases)), "errors": "0"}
    suite.attrib |= {many: str(sum(one.find(tag) is not None for one in cases)) for many, tag in counted.items()}
    return suite


def _case(told: Told, verdict: Mapping[str, Any], failing: Collection[str]) -> xml.Element:
    case = xml.Element(
        "testcase", classname=visible(verdict["norm"].replace("/", ".")), name=visible(told.title(verdict))
    )
    status = verdict["status"]
    lines = [visible(line) for line in told.details(verdict)] or [visible(told.because(verdict))]
    message = told.say(basics.COLON, before=told.language.status(status), after=lines[0])
    if status in failing:
        xml.SubElement(case, "failure", type=status, message=message).text = "\n".join(lines)
    elif status in _SKIPPED:
        xml.SubElement(case, "skipped", message=message)
    else:
        xml.SubElement(case, "system-out").text = "\n".join([message, *lines[1:]])
    return case


def _counts(suites: list[xml.Element]) -> dict[str, str]:
    return {
        name: str(sum(int(suite.get(name, "0")) for suite in suites))
        for name in ("tests", "failures", "errors", "skipped")
    }
