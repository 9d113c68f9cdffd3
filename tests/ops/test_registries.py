"""The seams: rooms above bring panels, handlers, probes and checks, and the ground floor asks."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.checks import Error, Warning
from pytest_django import Settings

from ops import lifecycle, panels, privacy, readiness
from ops.environment import Environment, Variable
from ops.logs import redaction
from ops.panels import Content, Panel
from ops.readiness import ProbeResult
from ops.system_checks import environment_is_usable


def test_a_panel_is_seen_by_who_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_panels", [])
    panel = Panel(permission="leads.view_lead", content=lambda: Content(title="New leads"))
    panels.register(panel)
    assert panels.all_panels() == [panel]
    assert panel.visible_to(User(is_active=True, is_superuser=True))
    assert not panel.visible_to(AnonymousUser())


def test_people_come_before_what_can_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_panels", [])
    check = Panel(permission="x.check", content=lambda: Content(title="Check"), order=10)
    leads = Panel(permission="x.leads", content=lambda: Content(title="Leads"))
    panels.register(check)
    panels.register(leads)
    assert panels.all_panels() == [leads, check]


def test_a_handler_of_personal_data_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "_handlers", {})
    privacy.register("leads", export=lambda email: [{"email": email}], erase=lambda email: 1)
    handler = privacy.handlers()["leads"]
    assert handler.export("a@b.co") == [{"email": "a@b.co"}]
    assert handler.erase("a@b.co") == 1
    assert (handler.count("a@b.co"), handler.title) == (1, "Leads")


def test_a_probe_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "_probes", {})
    readiness.register("llm", lambda: ProbeResult("skipped"))
    assert readiness.probes()["llm"]().status == "skipped"


def test_what_fails_to_start_does_not_keep_the_rest_from_starting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def breaks() -> None:
        raise RuntimeError

    monkeypatch.setattr(lifecycle, "_starting", [breaks, lambda: done.append("second")])
    lifecycle.start()
    assert done == ["second"]
    assert "breaks failed" in caplog.text


def test_parts_are_stopped_in_reverse_order(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(
        lifecycle, "_stopping", [lambda: done.append("a"), lambda: done.append("b")]
    )
    lifecycle.stop()
    assert done == ["b", "a"]


def manifest(source: Mapping[str, str]) -> Environment:
    variables = [
        Variable(name="KEY", purpose="A key.", secret=True, source="Make one."),
        Variable(name="NOTE", purpose="A note."),
    ]
    return Environment(variables=variables, source=source)


def test_problems_of_the_environment_are_found_by_the_deploy_check(settings: Settings) -> None:
    environment = manifest({})
    environment.report("KEY", "is missing")
    environment.report("NOTE", "is odd", fatal=False)
    settings.ENVIRONMENT = environment
    key, note = environment_is_usable()
    assert isinstance(key, Error)
    assert isinstance(note, Warning)
    assert (key.id, key.msg, key.hint) == ("ops.env.KEY", "KEY is missing", "Make one.")


def test_the_secrets_of_this_process_are_hidden_in_its_log(settings: Settings) -> None:
    assert settings.SECRET_KEY not in redaction.redact(f"oh no: {settings.SECRET_KEY}")
    assert settings.OPS_TOKEN not in redaction.redact(f"oh no: {settings.OPS_TOKEN}")
