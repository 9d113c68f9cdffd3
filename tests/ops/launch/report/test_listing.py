"""``--list``."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ops.launch.findings import Finding
from ops.launch.registry import Check
from ops.launch.report import Options, listing


def judge() -> Iterator[Finding]:
    yield from ()


def check(id: str, stage: int, title: str, essential: bool = False) -> Check:
    return Check(
        id=id,
        stage=stage,
        title=title,
        about="Why.",
        needs=("mail",),
        essential=essential,
        judge=judge,
    )


CHECKS = [
    check("settings.debug", 3, "DEBUG is off"),
    check("email.spf.single", 2, "There is one SPF record and not two or three of them", True),
    check("dns.apex", 2, "The root has an address"),
]


def test_checks_are_listed_by_stage_and_id() -> None:
    assert listing(CHECKS, options=Options(width=60)) == (
        "Stage 2, Domain and email: 2 checks\n"
        "dns.apex          The root has an address\n"
        "email.spf.single  There is one SPF record and not two or\n"
        "                  three of them (a launch depends on it)\n"
        "\n"
        "Stage 3, Production deployment: 1 check\n"
        "settings.debug    DEBUG is off\n"
    )


def test_a_program_gets_the_same_list() -> None:
    data = json.loads(listing(CHECKS, "json"))
    assert [entry["id"] for entry in data["checks"]] == [
        "dns.apex",
        "email.spf.single",
        "settings.debug",
    ]
    assert data["checks"][1] == {
        "id": "email.spf.single",
        "stage": 2,
        "stage_name": "Domain and email",
        "title": "There is one SPF record and not two or three of them",
        "about": "Why.",
        "essential": True,
        "needs": ["mail"],
    }


def test_no_checks_make_an_empty_list() -> None:
    assert listing([]).strip() == ""
