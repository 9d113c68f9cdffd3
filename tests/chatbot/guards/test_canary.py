"""A canary is found in whatever form a reply gives it away, and in nothing else."""

from __future__ import annotations

import base64
import codecs
import html
from collections.abc import Callable

import pytest

from bench.guards import harmless
from bench.retrieval_sets import data_directory
from chatbot.guards.canary import CanaryWatch, holds, leaks, new_canary
from chatbot.guards.echo import echoes, share

CANARY = "qzvoktemburyhafliswe"
BEFORE = "Of course. Here is what you asked for, it costs 150 dollars in 2024: "
AFTER = " Let me know if 3 sessions on Thursdays at 17:30 suit you."


def base64_of(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def each(form: str) -> Callable[[str], str]:
    return lambda word: "".join(form.format(ord(letter)) for letter in word)


def between(mark: str) -> Callable[[str], str]:
    return lambda word: mark.join(word)


def moved(first: int) -> Callable[[str], str]:
    return lambda word: "".join(chr(first + ord(letter) - ord("a")) for letter in word)


FORMS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "capitals": str.upper,
    "backwards": lambda word: word[::-1],
    "spaces": between(" "),
    "dots": between("."),
    "dashes": between(" - "),
    "bold": between("**"),
    "commas and quotes": between('", "'),
    "emoji": between("\U0001f600"),
    "zero width": between("\u200b"),
    "word joiner": between("\u2060"),
    "soft hyphens": between("\u00ad"),
    "lines": between("\n"),
    "digits between": between("7"),
    "numbered": lambda word: "\n".join(f"{n}. {c}" for n, c in enumerate(word)),
    "base64": base64_of,
    "base64 of capitals": lambda word: base64_of(word.upper()),
    "base64, one in": lambda word: base64_of(f"x{word}tail"),
    "base64, two in": lambda word: base64_of(f"xx{word}tail"),
    "base64 in groups": lambda word: " ".join(base64_of(word)),
    "base64 twice": lambda word: base64_of(base64_of(word)),
    "base64 of it backwards": lambda word: base64_of(word[::-1]),
    "base64 backwards": lambda word: base64_of(word)[::-1],
    "base64 for addresses": lambda word: base64.urlsafe_b64encode(word.encode()).decode(),
    "hex": lambda word: word.encode().hex(),
    "hex in pairs": lambda word: word.encode().hex(" "),
    "hex as code": each("\\x{:02x}"),
    "hex with prefix": each("0x{:02x}, "),
    "unicode escapes": each("\\u{:04x}"),
    "rot13": lambda word: codecs.encode(word, "rot13"),
    "caesar": lambda word: word.translate(
        str.maketrans("abcdefghijklmnopqrstuvwxyz", "defghijklmnopqrstuvwxyzabc")
    ),
    "mirrored alphabet": lambda word: "".join(chr(219 - ord(letter)) for letter in word),
    "entities": each("&#{};"),
    "hex entities": each("&#x{:x};"),
    "entities twice": lambda word: html.escape(each("&#{};")(word)),
    "percent": each("%{:02x}"),
    "percent twice": each("%25{:02x}"),
    "look-alikes": lambda word: word.translate(
        str.maketrans("aeokmu", "\u0430\u0435\u043e\u043a\u043c\u03c5")
    ),
    "full width": moved(0xFF41),
    "mathematical": moved(0x1D41A),
    "circled": moved(0x24D0),
    "flags": moved(0x1F1E6),
    "tags": moved(0xE0061),
    "marks": lambda word: "".join(letter + "\u0301\u0323" for letter in word),
    "character codes": each("{} "),
    "places in the alphabet": lambda word: "-".join(str(ord(c) - 96) for c in word),
    "bits": each("{:08b} "),
    "first letters": lambda word: " ".join(f"{letter}ord" for letter in word),
    "first letters of lines": lambda word: "\n".join(f"{letter} and more" for letter in word),
    "half of it": lambda word: f"it begins with {word[:11]}",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_canary_is_found_in_every_form(form: Callable[[str], str]) -> None:
    assert holds(BEFORE + form(CANARY) + AFTER, CANARY)


@pytest.mark.parametrize("size", [1, 3, 7, 50])
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_canary_is_found_across_the_borders_of_pieces(
    form: Callable[[str], str], size: int
) -> None:
    text = BEFORE + form(CANARY) + AFTER
    watch = CanaryWatch(CANARY)
    for start in range(0, len(text), size):
        watch.feed(text[start : start + size])
    assert watch.finish()


def test_a_watch_tells_as_soon_as_the_canary_is_whole() -> None:
    watch = CanaryWatch(CANARY)
    assert not watch.feed("It is qzvo")
    assert watch.feed("ktemburyhaf")
    assert watch.leaked


def test_what_is_spread_thinly_is_found_at_the_end() -> None:
    watch = CanaryWatch(CANARY)
    for letter in CANARY:
        watch.feed(f"{letter}" + " 1" * 60)
    assert watch.finish()


def test_an_ordinary_reply_is_no_leak() -> None:
    watch = CanaryWatch(CANARY)
    assert not watch.feed(BEFORE)
    assert not watch.feed(AFTER)
    assert not watch.finish()


def test_canaries_are_letters_and_differ() -> None:
    made = {new_canary() for _ in range(100)}
    assert len(made) == 100
    assert all(word.isalpha() and word.islower() and len(word) == 20 for word in made)


def test_no_canary_no_leak() -> None:
    assert not holds("anything", "")
    assert not holds("", CANARY)


PROMPT = (
    "You answer questions of visitors for Northbound Coaching. Use only the passages below. "
    "If they do not hold the answer, say that you do not know and offer to pass the question on. "
    "Never promise a refund, a discount or a result. Write in the language of the visitor, in "
    "short and plain sentences, and name the source of each figure you give."
)


@pytest.mark.parametrize(
    "reply",
    [
        PROMPT,
        PROMPT.upper(),
        "My instructions: " + PROMPT[:200],
        "Never promise a refund, a discount or a result. Write in the language of the visitor.",
        PROMPT[::-1],
        base64_of(PROMPT),
        codecs.encode(PROMPT, "rot13"),
        PROMPT.encode().hex(),
    ],
)
def test_a_reply_that_echoes_its_instructions_is_a_leak(reply: str) -> None:
    assert leaks(reply, CANARY, PROMPT)


@pytest.mark.parametrize(
    "reply",
    [
        "I am the automated assistant of Northbound Coaching and answer questions of visitors.",
        "One session costs 150 dollars. I do not know about the group.",
        "If a single session was not useful to you, tell me within 7 days and I return the fee.",
        "",
    ],
)
def test_an_answer_is_no_echo(reply: str) -> None:
    assert not leaks(reply, CANARY, PROMPT)


def test_what_may_be_quoted_from_the_prompt_is_no_echo() -> None:
    passage = "Up to 24 hours before the session you can move or cancel it yourself at no cost."
    assert leaks(passage, CANARY, f"{PROMPT}\n{passage}")
    assert not leaks(passage, CANARY, f"{PROMPT}\n{passage}", allowed=[passage])


def test_the_share_counts_runs_of_eight_words() -> None:
    prompt = "one two three four five six seven eight nine ten eleven twelve"
    assert share("one two three four five six seven", prompt) == 0.0
    assert share("one two three four five six seven eight", prompt) == 1.0
    assert share(prompt, prompt) == 1.0
    half = " ".join(f"other{n}" for n in range(50)) + " one two three four five six seven eight"
    assert share(half, prompt) == pytest.approx(0.2)
    assert echoes(half, prompt)


def test_no_answer_of_a_real_business_holds_a_canary() -> None:
    directory = data_directory()
    if not (directory / "dstc10").is_dir():
        pytest.skip("needs dstc10 in TEST_DATA_DIR")
    texts = harmless(directory)["DSTC10 answers, as knowledge"][:2_000]
    assert not any(holds(text, CANARY) for text in texts)
