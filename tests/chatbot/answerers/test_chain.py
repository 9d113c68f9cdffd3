"""First model, second model, the founder's own words: who speaks when somebody fails."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from functools import partial

import pytest
from django.db import connection

from chatbot.answerers.chain import Chain
from chatbot.answerers.deadlines import Deadlines
from chatbot.answerers.model import Provider
from chatbot.models import ModelCall, Spending
from lab import llm_scripts as scripts
from lab.llm_scripts import says
from lab.llm_server import LLMServer, Script, Talk
from tests.chatbot.answerers.asking import QUESTION, Reader, model, run

pytestmark = pytest.mark.usefixtures("purse")
both = pytest.mark.parametrize("provider", ["openai", "anthropic"])

BUILTIN = QUESTION.passages[0].text
QUICK = Deadlines(before_retry=0.01)


def read(
    *servers: LLMServer,
    deadlines: Deadlines = QUICK,
    sees_after: int | None = None,
    streamed: bool = True,
    provider: Provider = "openai",
) -> tuple[Chain, Reader]:
    """Ask the models on these servers in their order, and read to the end."""
    reader = Reader(sees_after=sees_after)
    chain = Chain(
        [model(server, provider) for server in servers],
        shown=reader.shown,
        streamed=streamed,
        deadlines=deadlines,
    )
    run(lambda: reader.read(chain))
    return chain, reader


@both
def test_the_first_model_answers_and_what_it_cost_is_booked(provider: Provider) -> None:
    with LLMServer(says("Yes. ", "By video.")) as server:
        chain, reader = read(server, provider=provider)
    assert (reader.text, reader.starts, reader.error) == ("Yes. By video.", 1, None)
    assert (chain.name, chain.unknown, chain.instant) == (provider, False, False)
    call = ModelCall.objects.get()
    assert call.settled
    assert (call.tokens_in, call.tokens_out, call.cost_micros) == (120, 40, 200)
    assert [used.cost_micros for used in chain.usage] == [200]


@both
@pytest.mark.parametrize(
    "script",
    [
        scripts.refuses_the_key,
        scripts.is_broken,
        scripts.has_no_credit,
        scripts.is_asked_too_often("1"),
        scripts.fails_in_stream(),
        scripts.fails_in_stream("Half of a sen"),
        scripts.never_finishes("Half of a sen"),
        scripts.is_cut_in_mid_character,
        says("Half of a sen", finish="length"),
        says(""),
    ],
)
def test_the_second_model_takes_over_while_nothing_was_seen(
    provider: Provider, script: Script
) -> None:
    with LLMServer(script) as first, LLMServer(says("By video.")) as second:
        chain, reader = read(first, second, provider=provider)
        assert len(first.asked) == len(second.asked) == 1
    assert (reader.text, reader.error) == ("By video.", None)
    assert len(chain.usage) == 2


def test_text_that_was_written_and_not_seen_is_declared_void_once() -> None:
    with (
        LLMServer(scripts.never_finishes("Half ", "of it")) as first,
        LLMServer(scripts.refuses_the_key) as second,
    ):
        chain, reader = read(first, second)
    assert (reader.text, reader.starts, chain.name) == (BUILTIN, 2, "builtin")


@both
def test_what_was_seen_is_never_answered_twice(provider: Provider) -> None:
    with (
        LLMServer(scripts.never_finishes("Seen. ", "And then")) as first,
        LLMServer(says("Other.")) as second,
    ):
        chain, reader = read(first, second, sees_after=1, provider=provider)
        assert not second.asked
    assert reader.error is not None
    assert reader.error.kind == "cut_short"
    assert (reader.text, reader.starts, chain.name) == ("Seen. And then", 1, provider)
    assert ModelCall.objects.get().finish == "cut_short"


def test_silence_after_what_was_seen_ends_the_reply() -> None:
    with LLMServer(scripts.falls_silent_after("Seen. ")) as server:
        _, reader = read(server, sees_after=1, deadlines=Deadlines(between_tokens=0.3))
        assert server.left.wait(10)
    assert reader.error is not None
    assert reader.error.kind == "timeout_stalled"


@pytest.mark.parametrize("streamed", [True, False])
def test_when_no_model_answers_the_founder_is_quoted(streamed: bool) -> None:
    with LLMServer(scripts.is_broken) as first, LLMServer(scripts.refuses_the_key) as second:
        chain, reader = read(first, second, streamed=streamed)
    assert (reader.text, reader.error, chain.name) == (BUILTIN, None, "builtin")


def test_a_silent_first_model_leaves_the_second_its_share_of_the_time() -> None:
    lines = Deadlines(first_shown=8.0, spare=0.1, share=0.15)
    with (
        LLMServer(scripts.says_nothing_at_all) as first,
        LLMServer(says("By video.")) as second,
    ):
        chain, reader = read(first, second, deadlines=lines)
        assert first.left.wait(10)
    assert reader.text == "By video."
    assert [used.finish for used in chain.usage] == ["timeout_first", "stop"]


@both
def test_a_drip_that_never_shows_anything_gives_way_in_time(provider: Provider) -> None:
    lines = Deadlines(first_shown=0.6, spare=0.1)
    with LLMServer(scripts.drips("no end ", 0.02)) as server:
        chain, reader = read(server, deadlines=lines, provider=provider)
        assert server.left.wait(10)
    assert (reader.text, chain.name, reader.starts) == (BUILTIN, "builtin", 2)


def test_a_drip_the_visitor_reads_may_go_on_beyond_the_first_deadline() -> None:
    def script(talk: Talk) -> None:
        talk.begin()
        for _ in range(30):
            talk.text("word ")
            talk.wait(0.03)
        talk.finish()
        talk.done()
        talk.close()

    with LLMServer(script) as server:
        _, reader = read(server, sees_after=1, deadlines=Deadlines(first_shown=0.7, spare=0.1))
    assert (reader.text, reader.error) == ("word " * 30, None)


def test_without_a_stream_the_whole_chain_has_one_deadline() -> None:
    lines = Deadlines(unstreamed=0.6, spare=0.1, first_shown=30)
    with LLMServer(scripts.drips("no end ", 0.02)) as server:
        chain, reader = read(server, streamed=False, sees_after=1, deadlines=lines)
        assert server.left.wait(10)
    assert (reader.text, chain.name, reader.error) == (BUILTIN, "builtin", None)


def test_without_a_stream_a_broken_answer_costs_nothing() -> None:
    with LLMServer(scripts.never_finishes("Half")) as first, LLMServer(says("Whole.")) as second:
        _, reader = read(first, second, streamed=False, sees_after=1)
    assert (reader.text, reader.error) == ("Whole.", None)


@both
@pytest.mark.parametrize("script", [scripts.is_broken, scripts.is_asked_too_often("0")])
def test_the_only_model_is_asked_once_more_where_that_costs_nothing(
    provider: Provider, script: Script
) -> None:
    with LLMServer(scripts.in_turn(script, says("By video."))) as server:
        _, reader = read(server, provider=provider)
        assert len(server.asked) == 2
    assert reader.text == "By video."
    assert ModelCall.objects.get().cost_micros == 200


@pytest.mark.parametrize(
    "script",
    [
        scripts.is_asked_too_often("30"),
        scripts.refuses_the_key,
        scripts.fails_in_stream("Half"),
        scripts.never_finishes("Half"),
        lambda talk: None,
    ],
)
def test_no_further_try_where_it_may_cost_or_cannot_help(script: Script) -> None:
    with LLMServer(script) as server:
        _, reader = read(server)
        assert len(server.asked) == 1
    assert reader.text == BUILTIN


def test_a_model_that_stays_broken_is_asked_twice_at_most() -> None:
    with LLMServer(scripts.is_broken) as server:
        read(server)
        assert len(server.asked) == 2


@both
def test_a_visitor_who_leaves_closes_the_request_within_a_second(provider: Provider) -> None:
    with LLMServer(scripts.falls_silent_after("Yes. ", "By ")) as server:

        async def leave() -> None:
            answer = Chain([model(server, provider)], deadlines=QUICK).answer(QUESTION)
            async with contextlib.aclosing(answer) as pieces:
                async for _ in pieces:
                    break
            assert server.left.wait(10)

        run(leave)
    call = ModelCall.objects.get()
    assert (call.settled, call.finish, call.estimated) == (True, "left", True)
    assert call.tokens_out == 2


@both
@pytest.mark.parametrize(
    "script", [scripts.says_nothing_at_all, scripts.falls_silent_after("Yes. ")]
)
def test_a_cancelled_request_closes_its_upstream_too(provider: Provider, script: Script) -> None:
    with LLMServer(script) as server:

        async def cancel() -> None:
            task = asyncio.create_task(
                Reader().read(Chain([model(server, provider)], deadlines=QUICK))
            )
            await asyncio.to_thread(server.reached.wait, 10)
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            assert await asyncio.to_thread(server.left.wait, 1)

        run(cancel)
    assert ModelCall.objects.get().settled


def test_a_visitor_who_leaves_while_the_money_is_set_aside_leaves_nothing_set_aside() -> None:
    async def leave(after: int) -> None:
        task = asyncio.create_task(Reader().read(Chain([model(server)])))
        for _ in range(after):
            await asyncio.sleep(0)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    with LLMServer(says("By video.")) as server:
        for after in range(1, 6):
            run(partial(leave, after))
        assert not server.asked
    assert not ModelCall.objects.filter(settled=False).exists()
    assert Spending.objects.of_day() == 0


def test_a_model_that_knows_nothing_is_believed() -> None:
    with LLMServer(says("NOT_IN_PASSAGES")) as first, LLMServer(says("Other.")) as second:
        chain, reader = read(first, second)
        assert not second.asked
    assert (reader.text, chain.unknown) == ("", True)


def test_a_database_that_cannot_book_leaves_the_founders_words() -> None:
    with connection.schema_editor() as schema:
        schema.delete_model(ModelCall)
    try:
        with LLMServer(says("By video.")) as server:
            chain, reader = read(server)
            assert not server.asked
    finally:
        with connection.schema_editor() as schema:
            schema.create_model(ModelCall)
    assert (reader.text, chain.name) == (BUILTIN, "builtin")


def test_one_hundred_answers_at_once_do_not_mix() -> None:
    def own(talk: Talk) -> None:
        number = talk.asked.user.partition("number ")[2].partition("?")[0]
        says(f"This is {number}", ", truly.")(talk)

    readers = [Reader() for _ in range(100)]

    async def all_of_them() -> None:
        async with asyncio.TaskGroup() as group:
            for place, reader in enumerate(readers):
                question = replace(QUESTION, text=f"number {place}?")
                group.create_task(reader.read(Chain([model(server)]), question))

    with LLMServer(own) as server:
        run(all_of_them)
    assert [reader.text for reader in readers] == [f"This is {n}, truly." for n in range(100)]
