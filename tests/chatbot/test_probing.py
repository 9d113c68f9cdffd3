"""The monitor's own chat message: answered without a model, forgotten, and named when it fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.llm_scripts import says
from lab.llm_server import LLMServer
from ops.launch.world import NetworkOptions, World, target_for
from ops.monitor import probe
from ops.monitor.layers import Layer, State
from tests.live_site import OPS_TOKEN, LiveSite, live_site

#: A table that a bad migration took away.
BREAK = (
    "from django.db import connection; connection.cursor().execute("
    "'alter table chatbot_conversation rename to gone')"
)


@pytest.fixture
def model() -> Iterator[LLMServer]:
    with LLMServer(says("We offer everything.")) as server:
        yield server


@pytest.fixture
def site(tmp_path: Path, model: LLMServer) -> Iterator[LiveSite]:
    with live_site(
        tmp_path,
        LLM_PROVIDER="openai",
        LLM_BASE_URL=model.base_url("openai"),
        LLM_API_KEY="x" * 20,
        LLM_MODEL="a-model",
        MONITOR="off",
    ) as running:
        yield running


def test_it_is_answered_without_the_model_and_nothing_stays(
    site: LiveSite, model: LLMServer
) -> None:
    target = target_for("127.0.0.1", url=f"{site.url}/", port=site.port)
    world = World(target=target, options=NetworkOptions())
    results = {one.layer: one for one in probe.look(world, token=OPS_TOKEN)}
    assert results[Layer.APP].state is State.OK, results[Layer.APP].evidence
    assert not model.asked
    count = "from chatbot.models import Conversation; print('KEPT', Conversation.objects.count())"
    assert "KEPT 0" in site.manage("shell", "-c", count)
    site.manage("shell", "-c", BREAK)
    results = {one.layer: one for one in probe.look(world, token=OPS_TOKEN)}
    assert results[Layer.APP].state is State.FAILED
    assert "the chat: a conversation was not started, answered 503" in results[Layer.APP].evidence
