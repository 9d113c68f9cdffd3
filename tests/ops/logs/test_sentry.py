"""The real SDK against a server of our own: what leaves holds nothing of a person."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest
import sentry_sdk
from django.test import Client
from pytest_django import Settings

from lab.sentry_server import SentryServer, sentry_server
from ops.logs import sentry

PLANTED = (
    "jane@example.org", "hunter2", "tell nobody", "s3cr3t-in-the-query", "bearer-token-1234567890",
    "in-a-cookie", "203.0.113.77", "in-a-local-variable", "+49 30 1234567",
)  # fmt: skip


@pytest.fixture
def collector(settings: Settings) -> Iterator[SentryServer]:
    settings.ROOT_URLCONF = "tests.ops.web.urls"
    with sentry_server() as made:
        sentry.init(
            made.dsn,
            release="test-release",
            environment="staging",
            traces_sample_rate=1.0,
        )
        yield made
        sentry_sdk.get_client().close()
        sentry_sdk.init()


def fail(path: str) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "in-a-cookie"
    client.generic(
        "POST",
        f"{path}?reset=s3cr3t-in-the-query",
        b'{"text": "tell nobody", "nested": {"password": "hunter2"}}',
        content_type="application/json",
        headers={
            "Authorization": "Bearer bearer-token-1234567890",
            "X-Request-ID": "the-request-id-1",
        },
        REMOTE_ADDR="203.0.113.77",
    )


@pytest.mark.parametrize("path", ["/api/v1/fail/bug/", "/api/v1/afail/bug/", "/api/v1/fail/away/"])
def test_a_failing_view_is_reported_without_anything_of_a_person(
    collector: SentryServer, path: str
) -> None:
    fail(path)
    sentry_sdk.flush(5)
    errors = [event for event in collector.events if "exception" in event]
    assert len(errors) == 1
    sent = collector.said
    for word in PLANTED:
        assert word not in sent, word
    event = errors[0]
    assert event["release"] == "test-release"
    assert event["environment"] == "staging"
    assert event["tags"]["request_id"] == "the-request-id-1"
    frames = event["exception"]["values"][-1]["stacktrace"]["frames"]
    assert frames[-1]["function"] == "fail"
    assert "vars" not in json.dumps(event)
    assert event["transaction"].endswith("fail/{how}/")


def test_local_variables_breadcrumbs_and_log_words_stay_here(collector: SentryServer) -> None:
    address, password, words, *_, local, phone = PLANTED
    logging.getLogger("some.library").info("asked for %s of %s", phone, address)
    sentry_sdk.add_breadcrumb(category="query", message=f"SELECT '{words}'")
    sentry_sdk.set_user({"email": address})
    sentry_sdk.set_extra("text", words)
    sentry_sdk.set_context("form", {"text": words})
    try:
        raise ValueError(f"'{words} ever' {len(local)} password={password}")
    except ValueError:
        logging.getLogger("some.library").exception("could not read %s", address)
    sentry_sdk.flush(5)
    sent = collector.said
    assert '"ValueError"' in sent
    for word in PLANTED:
        assert word not in sent, word


def test_timings_hold_no_data(collector: SentryServer) -> None:
    words = PLANTED[2]
    with sentry_sdk.start_transaction(op="http.server", name="/api/v1/plain/") as timing:
        timing.set_data("query", words)
        with sentry_sdk.start_span(op="db", name=f"SELECT '{words}'"):
            pass
    sentry_sdk.flush(5)
    (event,) = [event for event in collector.events if event.get("type") == "transaction"]
    assert [span["op"] for span in event["spans"]] == ["db"]
    assert words not in collector.said


def test_noise_is_not_reported(collector: SentryServer) -> None:
    Client(raise_request_exception=False).get("/form/", headers={"Host": "evil.example"})
    Client().get("/healthz")
    sentry_sdk.flush(5)
    assert [event for event in collector.events if "exception" in event] == []
    assert "healthz" not in collector.said


def test_without_a_dsn_the_sdk_is_not_even_imported() -> None:
    code = "import ops.apps, ops.logs.sentry, sys; print('sentry_sdk' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
