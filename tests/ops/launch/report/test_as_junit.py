"""The report for a build server."""

from __future__ import annotations

from xml.etree import ElementTree as XML

from ops.launch.report import FORMATS, Options
from tests.ops.launch.report import samples


def read(text: str) -> XML.Element:
    return XML.fromstring(text)  # noqa: S314 - what we have just written


def test_each_stage_is_a_suite_and_each_check_a_case() -> None:
    root = read(FORMATS["junit"](samples.full(), Options()))
    assert [suite.get("name") for suite in root] == [
        "Stage 2: Domain and email",
        "Stage 3: Production deployment",
        "Stage 4: Performance",
    ]
    assert len(root.findall(".//testcase")) == 11
    counts = {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "11", "failures": "4", "errors": "2", "skipped": "2"}


def test_what_is_unknown_is_never_a_pass() -> None:
    root = read(FORMATS["junit"](samples.full(), Options()))
    outcome = {
        case.get("name"): [(child.tag, child.get("type")) for child in case]
        for case in root.findall(".//testcase")
    }
    assert outcome["http.canonical"] == [("error", "unknown")]
    assert outcome["dns.registration"] == [("skipped", "unknown")]
    assert outcome["http.links"] == [("error", "error")]
    assert outcome["email.spf.single"] == [("failure", "blocker")]
    assert outcome["settings.debug"] == [("skipped", "skipped")]
    assert outcome["dns.caa"] == [("system-out", None)]
    assert outcome["dns.apex"] == []


def test_hostile_text_leaves_it_valid() -> None:
    text = FORMATS["junit"](samples.hostile(), Options())
    assert text.encode().decode() == text
    assert len(read(text).findall(".//testcase")) == 4 * len(samples.HOSTILE)
