"""The new words of an answer, whatever a mail program puts under them."""

from __future__ import annotations

import time

import pytest

from ops.outbox.reply_text import ABOVE, new_words, of_html

WORDS = "Yes, Tuesday at ten works.\n\nBest, Maya"
QUOTED = "> Somebody asked:\n> Do you have time?\n"

#: How mail programs introduce what they quote, in the languages of this app.
INTRODUCTIONS = [
    "On Fri, Nov 27, 2026 at 10:00 AM Northbound <hello@northbound.example.com> wrote:",
    "On Fri, Nov 27, 2026 at 10:00 AM Northbound Coaching\n<hello@northbound.example.com> wrote:",
    "On 27 Nov 2026, at 10:00, Northbound <hello@northbound.example.com> wrote:",
    "Am 27.11.2026 um 10:00 schrieb Northbound <hello@northbound.example.com>:",
    "Am Fr., 27. Nov. 2026 um 10:00 Uhr schrieb Northbound <\nhello@northbound.example.com>:",
    "Le ven. 27 nov. 2026 à 10:00, Northbound <hello@northbound.example.com> a écrit :",
    "El vie, 27 nov 2026 a las 10:00, Northbound (<hello@northbound.example.com>) escribió:",
    "Em sex., 27 de nov. de 2026 às 10:00, Northbound <hello@northbound.example.com>\nescreveu:",
    "27 Nov 2026 10:00 Northbound <hello@northbound.example.com> wrote:",
    "-----Original Message-----\nFrom: Northbound <hello@northbound.example.com>",
    "________________________________\nVon: Northbound <hello@northbound.example.com>",
    "From: Northbound <hello@northbound.example.com>\nSent: Friday, 27 November 2026 10:00",
    "*From:* Northbound <hello@northbound.example.com>\n*Date:* Friday",
    "Von: Northbound\nGesendet: Freitag, 27. November 2026 10:00",
    "De : Northbound\nEnvoyé : vendredi 27 novembre 2026",
    "De: Northbound\nEnviado: viernes, 27 de noviembre de 2026",
]


FROM = "Northbound <reply+r1xabc@in.example.com>"
#: Of programs and languages that say it in an order of their own.
OTHERS = [
    f"{FROM} escreveu (sexta, 27/11/2026 à(s) 10:00):",
    f"{FROM} escreveu no dia sexta, 27/11/2026 à(s) 10:00:",
    f"Am Freitag, 27. November 2026 um 10:00:00 MEZ hat {FROM} Folgendes geschrieben:",
    f"{FROM} schrieb am Freitag, 27. November 2026 um 10:00:",
    "Às 10:00 de 27/11/2026, Northbound escreveu:",
    f"2026-11-27 10:00 GMT+01:00 {FROM}:",
    f"2026年11月27日(金) 10:00 {FROM}:",
    f"* {FROM} [2026-11-27 10:00]:",
    f"fre 27 nov. 2026 kl. 10:00 skrev {FROM}:",
    f"---- On Fri, 27 Nov 2026 10:00:00 +0100 {FROM} wrote ----",
    f"---- Am Fr., 27 Nov 2026 10:00:00 +0100 schrieb {FROM} ----",
    f"Gesendet: Freitag, 27. November 2026 um 10:00\nVon: {FROM}\nAn: maya",
    f"**From:** {FROM}\n**Sent:** Friday\n**To:** Maya",
    f"De: {FROM}\nEnviada em: sexta-feira, 27 de novembro de 2026 10:00",
    f"-------- Message d\u2019origine --------\nDe : {FROM}",
    f"Begin forwarded message:\n\nFrom: {FROM}\nSubject: x",
    f"> Message du 27/11/26 10:00\n> De : {FROM}\n> A : maya",
]  # fmt: skip


@pytest.mark.parametrize("introduction", OTHERS)
def test_of_other_programs_too_and_no_address_to_answer_to_is_left(introduction: str) -> None:
    assert new_words(f"{WORDS}\n\n{introduction}\n\n{QUOTED}") == WORDS
    assert new_words(f"{WORDS}\n\n{introduction}\n\n> {ABOVE}\n{QUOTED}") == WORDS
    assert new_words(f"{WORDS}\n\n{introduction}\n\n{ABOVE}\n\nSomebody asked:") == WORDS


@pytest.mark.parametrize(
    "line",
    ["Write to Bob <bob@example.com> before 10:00:\n\nHe knows the way.",
     "Our times are 10:00-12:00:\nMonday", "Sent with love, Maya", "Gesendet über meine Schwester",
     "To: be agreed\nDate: later"],
)  # fmt: skip
def test_a_sentence_of_theirs_that_looks_like_one_stays(line: str) -> None:
    assert new_words(f"{WORDS}\n\n{line}\n\n{INTRODUCTIONS[0]}\n{QUOTED}") == f"{WORDS}\n\n{line}"


@pytest.mark.parametrize(
    "line",
    ["Sent with Proton Mail secure email.", "Sent via the Samsung Galaxy S24",
     "Holen Sie sich Outlook für iOS<https://aka.ms/o0ukef>", "Outlook für Android herunterladen",
     "Gesendet aus Outlook für iOS", "Von Samsung-Tablet gesendet", "Mit Proton Mail gesendet",
     "Diese Nachricht wurde von meinem Android-Gerät mit GMX Mail gesendet.",
     "Envoyé à partir de Outlook pour Android", "Obtenez Outlook pour iOS<https://aka.ms/x>",
     "Obtenga Outlook para iOS", "Obtenha o Outlook para iOS<https://aka.ms/x>",
     "Enviado com Proton Mail", "Enviado via iPhone"],
)  # fmt: skip
def test_what_programs_write_of_themselves_is_cut_off(line: str) -> None:
    assert new_words(f"{WORDS}\n\n{line}\n\n{INTRODUCTIONS[0]}\n{QUOTED}") == WORDS


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_quotations_are_cut_off(introduction: str) -> None:
    assert new_words(f"{WORDS}\n\n{introduction}\n{QUOTED}") == WORDS
    windows = f"{WORDS}\n\n{introduction}\n\n{QUOTED}".replace("\n", "\r\n")
    assert new_words(windows) == WORDS


def test_the_line_of_ours_is_the_end_whatever_stands_around_it() -> None:
    mark = f"> {ABOVE}\n>\n> A visitor wants to talk to you.\n"
    strange = "Πέμπτη, ο Northbound έγραψε\n"
    assert new_words(f"{WORDS}\n\n{INTRODUCTIONS[0]}\n{mark}") == WORDS
    assert new_words(f"{WORDS}\n\n{strange}\n{mark}").startswith(WORDS)
    assert "visitor wants" not in new_words(f"{WORDS}\n\n{strange}\n{mark}")


@pytest.mark.parametrize(
    "ending",
    ["-- \nMaya Lindqvist\n+46 8 555 010 20", "--\nMaya", "Sent from my iPhone",
     "Von meinem iPhone gesendet", "Envoyé de mon iPhone", "Enviado desde mi iPhone",
     "Enviado do meu iPhone", "Get Outlook for iOS<https://aka.ms/o0ukef>"],
)  # fmt: skip
def test_signatures_are_cut_off(ending: str) -> None:
    assert new_words(f"{WORDS}\n\n{ending}\n") == WORDS
    assert new_words(f"{WORDS}\n\n{ending}\n\n{INTRODUCTIONS[0]}\n{QUOTED}") == WORDS


@pytest.mark.parametrize(
    "text",
    [
        "On Monday I wrote:\nthe plan, the price and the dates.",
        "From: Stockholm you take the train. It costs 20 euros.",
        "A list:\n- one\n- two\n-- three dashes in a row --\nthe end",
        "> you asked about the price\nIt is 90 euros.\n> and the dates\nTuesday.",
        "سلام، سه‌شنبه ساعت ده خوب است.",
        "Le prix est de 90 euros.\nMaya a écrit un livre.",
    ],
)
def test_words_that_look_like_a_quotation_stay(text: str) -> None:
    assert new_words(text) == text


@pytest.mark.parametrize(
    "text", ["", "\n \n", QUOTED, f"{INTRODUCTIONS[0]}\n{QUOTED}", "-- \nMaya"]
)
def test_nothing_new_is_nothing(text: str) -> None:
    assert new_words(text) == ""


def test_characters_that_turn_or_hide_text_are_left_out() -> None:
    assert new_words("Yes\u202e no\u200b\x00\x07 maybe") == "Yes no maybe"


HTML = (
    '<html><head><style>p{color:red}</style></head><body><div dir="ltr">Yes, <b>Tuesday</b> '
    "works.<br>Best, Maya &amp; team</div>{}</body></html>"
)


@pytest.mark.parametrize(
    "quoted",
    [
        '<div class="gmail_quote"><div>On Friday wrote:</div><blockquote>Old</blockquote></div>',
        "<blockquote type=cite><div>Old <p>words</div></blockquote>",
        '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From: Old</div>',
        '<div class="moz-cite-prefix">On Friday wrote:</div><blockquote>Old</blockquote>',
        "<blockquote>Old<blockquote>Older</blockquote>Old</blockquote>",
        '<script>alert("Old")</script>',
        '<div class="protonmail_quote">On Friday wrote:<br>Old</div>',
        '<div class="zmail_extra">---- On Fri wrote ----<br>Old</div>',
        '<div name="quote" style="margin:10px">Old</div>',
        '<div name="messageReplySection">Old</div>',
        '<div id="mail-editor-reference-message-container"><b>From:</b> Old</div>',
    ],
)
def test_html_becomes_its_new_words(quoted: str) -> None:
    text = of_html(HTML.replace("{}", quoted))
    assert new_words(text) == "Yes, Tuesday works.\nBest, Maya & team"


@pytest.mark.parametrize(
    "text",
    ["On " + "a" * 100_000, "> " * 50_000, "<" * 100_000, "On 1 wrote\n" * 20_000,
     "-" * 100_000, "From: x\n" * 20_000, "<div>" * 40_000, "x <a@b " * 20_000,
     "<b> " * 50_000, "<!--" * 50_000, "<p" + " x" * 100_000],
)  # fmt: skip
def test_hostile_lengths_cost_little(text: str) -> None:
    began = time.perf_counter()
    new_words(text)
    of_html(text)
    assert time.perf_counter() - began < 5
