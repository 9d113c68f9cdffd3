"""schemathesis against every route of the API, on gunicorn: what the schema promises is kept.

For each route it sends what the schema allows and what it does not. No answer may be a 5xx, and
each must have a status, a content type and a body that the schema names.
"""

from __future__ import annotations

import functools
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ops.web.api_docs import schema
from tests.attack.attacker import Attacker, fresh_address

MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
LABELS = sorted(
    f"{method.upper()} {path}"
    for path, item in schema()["paths"].items()
    for method in item
    if path.startswith("/api/v1/")
)


@functools.cache
def operations() -> dict[str, Any]:
    """Each route of the API by its label, as schemathesis reads it."""
    api = schemathesis.openapi.from_dict(schema())
    found: list[Any] = list(api.get_all_operations())
    return {one.ok().label: one.ok() for one in found}


def known(attacker: Attacker, label: str) -> dict[str, str]:
    """A test conversation with a reply in it: its token, and the ids that ``label`` names."""
    opened = attacker.start(is_test=True)
    reply = attacker.say(opened, "What does coaching cost?").json()
    found = {"conversation_id": opened.id, "message_id": reply["id"], "token": opened.token}
    if "{email_id}" in label:
        path = f"/api/v1/conversations/{opened.id}/transcript/"
        to = {"email": "ana@example.org"}
        found["email_id"] = attacker.ask("POST", path, json=to, headers=opened.bearer).json()["id"]
    return found


def attack(attacker: Attacker, label: str, mode: GenerationMode, examples: int) -> set[int]:
    """Send ``examples`` cases and return the statuses that came back.

    Cases name a conversation that is there and bring its token, so that what else is in them is
    looked at. What is sent to no conversation at all is left as it was made.
    """
    seen: set[int] = set()
    opened: list[dict[str, str]] = []
    opens = "{conversation_id}" in label and (
        mode is GenerationMode.POSITIVE or operations()[label].body
    )

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operations()[label].as_strategy(generation_mode=mode))
    def send(case: Case[Any]) -> None:
        headers = {"X-Forwarded-For": fresh_address()}
        if opens:
            if not opened or label.startswith("DELETE"):
                opened.append(known(attacker, label))
            for name in ("conversation_id", "message_id", "email_id"):
                if name in case.path_parameters:
                    case.path_parameters[name] = opened[-1][name]
            headers["Authorization"] = f"Bearer {opened[-1]['token']}"
        if mode is GenerationMode.POSITIVE:
            _fill_in(case)
        response = case.call(base_url=attacker.site.url, headers=headers)
        seen.add(response.status_code)
        case.validate_response(response, checks=CHECKS)

    send()
    return seen


def _fill_in(case: Case[Any]) -> None:
    """What no schema can say: an address that exists, a yes that is one, a conversation of ours."""
    if isinstance(case.body, dict):
        if "email" in case.body:
            case.body["email"] = "ana@example.org"
        if "consent" in case.body:
            case.body |= {"consent": True, "conversation_id": None}
        case.body.pop("identity", None)
    case.query.pop("after", None)


@pytest.mark.parametrize("label", LABELS)
def test_what_the_schema_allows_is_answered_as_it_says(attacker: Attacker, label: str) -> None:
    seen = attack(attacker, label, GenerationMode.POSITIVE, 12)
    # Without IDENTITY_SECRET nobody can say who they are.
    wanted = {403} if label.endswith("/identify/") else {200, 201, 202, 204}
    assert seen & wanted, seen


@pytest.mark.parametrize("label", LABELS)
def test_what_the_schema_forbids_is_refused_as_it_says(attacker: Attacker, label: str) -> None:
    seen = attack(attacker, label, GenerationMode.NEGATIVE, 12)
    assert any(400 <= status < 500 for status in seen), seen


@pytest.mark.measure
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize("label", LABELS)
def test_the_same_for_a_long_time(attacker: Attacker, label: str, mode: GenerationMode) -> None:
    assert attack(attacker, label, mode, 1_000)


def test_every_route_is_attacked() -> None:
    assert set(operations()) >= set(LABELS)
    assert len(LABELS) >= 10
