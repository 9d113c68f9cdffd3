"""What the model server of the tests may do: one good script, and one for each fault."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from lab.llm_server import AskedModel, Script, Talk


def says(*pieces: str, finish: str = "", tokens_in: int = 120, tokens_out: int = 40) -> Script:
    """A whole answer in these pieces."""

    def script(talk: Talk) -> None:
        talk.begin(tokens_in=tokens_in)
        for piece in pieces:
            talk.text(piece)
        talk.finish(finish, tokens_in=tokens_in, tokens_out=tokens_out)
        talk.done()
        talk.close()

    return script


def does(choose: Callable[[AskedModel], Sequence[str]]) -> Script:
    """Whatever the test says, from what was asked: a model that obeys an attacker."""
    return lambda talk: says(*choose(talk.asked))(talk)


def obeys(talk: Talk) -> None:
    """Says what it is told to: everything after "say" in the visitor's message."""
    says(talk.asked.visitor.partition("say")[2].strip(" :\"'") or "Yes.")(talk)


def leaks_its_instructions(talk: Talk) -> None:
    """The whole system prompt, canary and all."""
    says(talk.asked.system)(talk)


def in_turn(*scripts: Script) -> Script:
    """The first script for the first request, and so on; the last for all further ones."""
    left = list(scripts)
    return lambda talk: (left.pop(0) if len(left) > 1 else left[0])(talk)


def refuses_the_key(talk: Talk) -> None:
    """401."""
    kind = "authentication_error" if talk.protocol == "anthropic" else "invalid_api_key"
    talk.refuse(401, kind, "Incorrect API key provided: sk-lab-0123****wxyz.")


def forbids(talk: Talk) -> None:
    """403."""
    talk.refuse(403, "permission_error", "Your key may not use this resource.")


def knows_no_such_model(talk: Talk) -> None:
    """404 in the words of each."""
    if talk.protocol == "anthropic":
        talk.refuse(404, "not_found_error", "model: lab-nine")
    else:
        talk.refuse(404, "model_not_found", "The model `lab-nine` does not exist.")


def is_asked_too_often(retry_after: str) -> Script:
    """429 with ``Retry-After``."""
    return lambda talk: talk.refuse(429, "rate_limit_error", "Slow down.", retry_after=retry_after)


def has_no_credit(talk: Talk) -> None:
    """OpenAI's 429 and Anthropic's 400 for an account that is empty."""
    if talk.protocol == "anthropic":
        message = "Your credit balance is too low to access the API."
        talk.refuse(400, "invalid_request_error", message)
    else:
        talk.refuse(429, "insufficient_quota", "You exceeded your current quota.")


def is_broken(talk: Talk) -> None:
    """500."""
    kind = "api_error" if talk.protocol == "anthropic" else "server_error"
    talk.refuse(500, kind, "The server had an error.")


def fails_in_stream(*before: str, kind: str = "overloaded_error") -> Script:
    """A 200, some text, then an error event."""

    def script(talk: Talk) -> None:
        talk.begin()
        for piece in before:
            talk.text(piece)
        talk.error(kind, "Overloaded")
        talk.close()

    return script


def falls_silent_after(*pieces: str) -> Script:
    """Some text (or none, after the headers), then nothing with the connection open."""

    def script(talk: Talk) -> None:
        talk.begin()
        for piece in pieces:
            talk.text(piece)
        talk.silence()

    return script


def says_nothing_at_all(talk: Talk) -> None:
    """The request is read and no byte comes back."""
    talk.silence()


def drips(piece: str, pause: float) -> Script:
    """A piece every ``pause`` seconds, without end."""

    def script(talk: Talk) -> None:
        talk.begin()
        while True:
            talk.text(piece)
            talk.wait(pause)

    return script


def keeps_alive_with_nothing(pause: float) -> Script:
    """Comments, pings and empty chunks without end: signs of life that are no text."""

    def script(talk: Talk) -> None:
        talk.begin()
        while True:
            talk.piece(b": keep-alive\n\n")
            if talk.protocol == "anthropic":
                talk.event("ping")
            else:
                talk.choice({"content": ""})
            talk.wait(pause)

    return script


def is_cut_in_mid_character(talk: Talk) -> None:
    """The connection goes with half a UTF-8 character on the wire."""
    talk.begin()
    talk.text("Ja. ")
    whole = json.dumps({"choices": [{"index": 0, "delta": {"content": "Grüße"}}]},
                       ensure_ascii=False).encode()  # fmt: skip
    name = b"event: content_block_delta\n" if talk.protocol == "anthropic" else b""
    raw = name + b"data: " + whole
    talk.piece(raw[: raw.index("ü".encode()) + 1])


def closes_in_mid_character(talk: Talk) -> None:
    """The same, with a proper end of the response."""
    is_cut_in_mid_character(talk)
    talk.close()


def splits_a_character(talk: Talk) -> None:
    """A whole answer whose emoji is cut between two events, as a token may cut it."""
    talk.begin()
    for raw in (r"Fine \ud83d", r"\ude42 indeed."):
        if talk.protocol == "anthropic":
            body = '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"'
            talk.piece(f'event: content_block_delta\ndata: {body}{raw}"}}}}\n\n'.encode())
        else:
            body = '{"id":"1","object":"chat.completion.chunk","created":1,"model":"lab",'
            body += '"choices":[{"index":0,"finish_reason":null,"delta":{"content":"'
            talk.piece(f'data: {body}{raw}"}}}}]}}\n\n'.encode())
    talk.finish()
    talk.done()
    talk.close()


def sends_empty_and_null_choices(talk: Talk) -> None:
    """A whole answer among chunks without choices, with null ones, and without content."""
    talk.begin()
    if talk.protocol == "openai":
        for choices in ([], None, [{"index": 0, "delta": None, "finish_reason": None}],
                        [{"index": 0, "delta": {"content": None}}], [{"index": 0}]):  # fmt: skip
            talk.data({"id": "1", "object": "chat.completion.chunk", "choices": choices})
    else:
        talk.event("content_block_delta", index=0, delta=None)
        talk.event("content_block_delta", index=0, delta={"type": "thinking_delta"})
        talk.event("something_new", value=None)
    talk.text("Still here.")
    talk.finish()
    talk.done()
    talk.close()


def never_finishes(*pieces: str) -> Script:
    """Text and a proper end of the response, and no word that the answer is whole."""

    def script(talk: Talk) -> None:
        talk.begin()
        for piece in pieces:
            talk.text(piece)
        talk.close()

    return script


def is_done_without_closing(*pieces: str) -> Script:
    """A whole answer and its end mark, and then the connection stays open."""

    def script(talk: Talk) -> None:
        talk.begin()
        for piece in pieces:
            talk.text(piece)
        talk.finish()
        talk.done()
        talk.silence()

    return script


def finishes_without_figures(*pieces: str) -> Script:
    """The word that the answer is whole, then neither figures nor an end mark."""

    def script(talk: Talk) -> None:
        talk.begin()
        for piece in pieces:
            talk.text(piece)
        if talk.protocol == "openai":
            talk.choice({}, "stop")
        else:
            talk.event("message_delta", delta={"stop_reason": "end_turn"})
        talk.silence()

    return script


def never_stops(talk: Talk) -> None:
    """Text without end, as fast as it is taken."""
    talk.begin()
    while True:
        talk.text("on and " * 200)


def sends_one_endless_line(talk: Talk) -> None:
    """An event that never comes to its end."""
    talk.begin()
    talk.piece(b"data: ")
    while True:
        talk.piece(b"x" * 65536)


def sends_an_endless_error(talk: Talk) -> None:
    """A 500 whose body never ends."""
    talk.head(500, {"content-type": "text/plain", "transfer-encoding": "chunked"})
    while True:
        talk.piece(b"x" * 65536)


def sends_as(content_type: str, *pieces: str) -> Script:
    """A whole streamed answer under another content type."""

    def script(talk: Talk) -> None:
        talk.begin(content_type)
        for piece in pieces:
            talk.text(piece)
        talk.finish()
        talk.done()
        talk.close()

    return script


def shows_a_web_page(status: int = 200) -> Script:
    """An HTML page: a login, a gateway's error."""
    page = "<!doctype html><html><body><h1>Bad gateway</h1></body></html>"
    return lambda talk: talk.whole(status, page, content_type="text/html; charset=utf-8")


def redirects_to(address: str, status: int = 307) -> Script:
    """Somewhere else."""
    return lambda talk: talk.whole(status, "", location=address)


def is_slow_with_its_headers(pause: float) -> Script:
    """A header line every ``pause`` seconds."""

    def script(talk: Talk) -> None:
        talk.head(200, {"content-type": "text/event-stream"}
                  | {f"x-{n}": "slow" for n in range(1000)}, pause=pause)  # fmt: skip

    return script


def does_not_know(parameter: str, then: Script) -> Script:
    """400 for a parameter, as older servers of OpenAI's protocol do; without it, ``then``."""

    def script(talk: Talk) -> None:
        if parameter in talk.asked.body:
            talk.refuse(400, "unsupported_parameter", f"Unsupported parameter: '{parameter}'.")
        else:
            then(talk)

    return script
