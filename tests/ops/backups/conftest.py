"""A database of its own for each test, with what a founder has, and somewhere to copy it to."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from lab.s3_server import S3Server, s3_server
from ops.models import OutboxMessage

#: Assembled, so that nothing in this tree looks like a key that somebody lost.
KEY, SECRET = "AK" + "TEST0123456789", "s/e+c r%e?t#" + "0123456789"


@pytest.fixture
def data(transactional_db: None) -> Iterator[None]:
    """An email that left, one that waits, and a session."""
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    for state in ("sent", "pending", "sending"):
        OutboxMessage.objects.create(
            kind="test", to="ana@example.org", subject="s", text="t", state=state,
            message_id=f"<{uuid.uuid4()}@example.org>",
        )  # fmt: skip
    Session.objects.create(session_key="k" * 32, session_data="x", expire_date=timezone.now())
    yield


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """BACKUP_URL is this folder."""
    path = tmp_path / "backups"
    with override_settings(BACKUP_URL=f"file://{path}"):
        yield path


@pytest.fixture
def bucket() -> Iterator[S3Server]:
    """BACKUP_URL is a bucket that checks signatures."""
    with s3_server(KEY, SECRET) as server, override_settings(BACKUP_URL=server.url("my site/x")):
        yield server
