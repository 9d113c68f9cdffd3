"""The launch check behind its button."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ops.launch import admin_pages, registry
from ops.launch.findings import Report
from ops.launch.history import with_history
from ops.launch.runs import DEAD_AFTER, LaunchRun
from tests.ops.launch.report import samples
from tests.ops.launch.report.samples import finding, report, result

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "admin:ops_launchrun_changelist"
BEGIN = "admin:ops_launchrun_begin"
PAGE = "admin:ops_launchrun_change"

Progress = Callable[[str], None]


def signed_in(*permissions: str, **more: Any) -> Client:
    user = get_user_model()._default_manager.create_user(
        username="maya", password="x", is_staff=True, **more
    )
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def founder() -> Client:
    return signed_in(is_superuser=True)


def finished(work: Callable[[Progress], Report]) -> LaunchRun:
    """A run in the background, waited for."""
    run, thread = admin_pages.begin("maya", work)
    assert thread is not None
    thread.join(30)
    assert not thread.is_alive()
    run.refresh_from_db()
    return run


def page_of(client: Client, run: LaunchRun) -> str:
    response = client.get(reverse(PAGE, args=[run.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_has_the_button(founder: Client) -> None:
    page = founder.get(reverse(LIST)).content.decode()
    assert "Run the launch check" in page
    assert "csrfmiddlewaretoken" in page


def test_the_button_starts_a_run_and_leads_to_its_page(
    founder: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(progress: Progress) -> Report:
        progress("3 of 9; waiting for mail")
        begun.set()
        go_on.wait(30)
        return samples.full()

    monkeypatch.setattr(admin_pages, "run_here", slow)
    first = founder.post(reverse(BEGIN))
    assert begun.wait(30)
    run = LaunchRun.objects.get()
    assert first["Location"] == reverse(PAGE, args=[run.pk])
    assert run.started_by == "maya"
    running = page_of(founder, run)
    assert '<meta http-equiv="refresh" content="3">' in running
    assert "3 of 9; waiting for mail" in running

    twin = founder.post(reverse(BEGIN), follow=True)
    assert "is running already" in twin.content.decode()
    assert LaunchRun.objects.count() == 1

    go_on.set()
    for thread in threading.enumerate():
        if thread.name == "launch-check":
            thread.join(30)
    done = page_of(founder, run)
    assert "refresh" not in done
    assert "Not ready to launch" in done
    assert "Two SPF records contradict each other" in done


@pytest.mark.parametrize("path", [reverse(BEGIN)])
def test_only_a_post_with_its_token_starts_a_run(path: str) -> None:
    client = signed_in(is_superuser=True)
    assert client.get(path).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post(path).status_code == 403
    assert not LaunchRun.objects.exists()


def test_without_the_permission_nobody_starts_a_run() -> None:
    client = signed_in("view_launchrun")
    run = LaunchRun.objects.store(samples.full())
    assert client.post(reverse(BEGIN)).status_code == 403
    assert "Run the launch check" not in client.get(reverse(LIST)).content.decode()
    assert "Run it again" not in page_of(client, run)
    assert LaunchRun.objects.count() == 1


def test_without_any_permission_nobody_reads_a_report() -> None:
    client = signed_in("view_outboxmessage")
    run = LaunchRun.objects.store(samples.full())
    for address in (
        reverse(PAGE, args=[run.pk]),
        reverse(LIST),
        reverse("admin:ops_launchrun_download", args=[run.pk, "json"]),
    ):
        assert client.get(address).status_code == 403
        assert Client().get(address).status_code == 302


def test_who_may_start_a_run_may_see_it() -> None:
    client = signed_in("add_launchrun")
    run = LaunchRun.objects.store(samples.full())
    assert "Run it again" in page_of(client, run)
    assert client.get(reverse(LIST)).status_code == 200


def test_a_run_that_breaks_says_so(founder: Client) -> None:
    def breaks(progress: Progress) -> Report:
        raise KeyError("x")

    run = finished(breaks)
    assert run.state == LaunchRun.State.FAILED
    page = page_of(founder, run)
    assert "It did not finish" in page
    assert "It broke (KeyError)" in page
    assert finished(lambda progress: samples.full()).state == LaunchRun.State.DONE


def test_a_run_that_was_killed_did_not_finish(founder: Client) -> None:
    run = LaunchRun.objects.begin("https://example.com/", "maya")
    assert run is not None
    LaunchRun.objects.update(started_at=timezone.now() - DEAD_AFTER)
    page = page_of(founder, run)
    assert "It did not finish" in page
    assert "refresh" not in page
    assert "Did not finish" in founder.get(reverse(LIST)).content.decode()


def test_what_launch_toml_accepts_is_accepted_here_too(tmp_path: Path) -> None:
    check = registry.all_checks()[0].id
    file = tmp_path / "launch.toml"
    before = report(result(check, finding()))
    assert admin_pages.with_acceptances(before, file) == before
    file.write_text(f'[[accept]]\nid = "{check}"\nreason = "Later"\nuntil = 9999-12-31\n')
    assert admin_pages.with_acceptances(before, file).verdict == "ready"
    file.write_text("[[accept]]")
    after = admin_pages.with_acceptances(before, file)
    assert after.verdict == "not_ready"
    assert "launch.toml, line 1, entry 1: id is missing" in after.notes[0]


def test_the_page_says_what_changed_and_lists_the_other_runs(founder: Client) -> None:
    with_history(report(result("tls.names", finding()), result("dns.apex")))
    run = finished(lambda progress: report(result("tls.names"), result("dns.apex", finding())))
    page = page_of(founder, run)
    assert "1 new, 1 fixed, 0 unchanged" in page
    assert "Other runs" in page
    assert "Not ready: 1 launch blocker" in page


def test_what_servers_said_is_shown_as_text(founder: Client) -> None:
    page = page_of(founder, finished(lambda progress: samples.hostile()))
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<svg onload" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize(
    ("format", "kind", "begins"),
    [
        ("html", "text/html", "<!doctype html>"),
        ("markdown", "text/markdown", "# Launch check"),
        ("json", "application/json", "{"),
    ],
)
def test_a_report_can_be_taken_away(founder: Client, format: str, kind: str, begins: str) -> None:
    run = LaunchRun.objects.store(samples.full())
    response = founder.get(reverse("admin:ops_launchrun_download", args=[run.pk, format]))
    assert response["Content-Type"].startswith(kind)
    assert response["Content-Disposition"].startswith(
        'attachment; filename="launch-check-example.com-2026-11-25-0907.'
    )
    text = response.content.decode()
    assert text.startswith(begins)
    if format == "json":
        assert json.loads(text)["verdict"] == "not_ready"


def test_the_name_of_a_file_holds_nothing_of_a_hostile_target(founder: Client) -> None:
    run = LaunchRun.objects.store(report(target='https://a"\r\nX: y/../\u202e'))
    response = founder.get(reverse("admin:ops_launchrun_download", args=[run.pk, "html"]))
    assert "X" not in response
    assert response["Content-Disposition"].startswith('attachment; filename="launch-check-a-')


@pytest.mark.parametrize("format", ["text", "exe", "junit"])
def test_other_formats_are_not_found(founder: Client, format: str) -> None:
    run = LaunchRun.objects.store(samples.full())
    address = reverse("admin:ops_launchrun_download", args=[run.pk, format])
    assert founder.get(address).status_code == 404


def test_a_report_of_another_version_is_no_error(founder: Client) -> None:
    run = LaunchRun.objects.create(target="https://example.com/", report={"schema": 99})
    assert "written by another version" in page_of(founder, run)
    address = reverse("admin:ops_launchrun_download", args=[run.pk, "html"])
    assert founder.get(address).status_code == 404


def test_a_run_that_is_not_there_is_not_found(founder: Client) -> None:
    for name in ("7", "x", "9" * 40):
        assert founder.get(f"{reverse(LIST)}{name}/change/").status_code == 404


def test_the_first_page_says_what_the_last_run_said(founder: Client) -> None:
    assert "Run it before you send traffic" in founder.get(reverse("admin:index")).content.decode()
    LaunchRun.objects.store(report(result("tls.names", finding()), target="http://testserver/"))
    page = founder.get(reverse("admin:index")).content.decode()
    assert "Not ready" in page
    assert "1 launch blocker · 25 November 2026, 09:07 UTC" in page
