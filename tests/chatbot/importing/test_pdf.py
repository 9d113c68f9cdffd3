"""PDFs, read by the process that reads them."""

from __future__ import annotations

import io
import subprocess
from typing import Any

import pypdf
import pytest

from chatbot.importing import pdf as reading
from chatbot.importing.read import read_bytes
from chatbot.importing.rows import Row, UnreadableFile
from tests.chatbot.importing.papers import Text, assembled, lines, pdf


def rows(data: bytes) -> tuple[Row, ...]:
    return read_bytes("guide.pdf", data).rows


def answers(data: bytes) -> dict[str, str]:
    return {row.values["title"]: row.values["answer"] for row in rows(data)}


def test_larger_lines_are_headings_and_gaps_part_paragraphs() -> None:
    page = [
        (72, 790, 22, "Northbound"),
        (72, 750, 15, "Who we help"),
        *lines(["We help founders who want calm weeks,", "in person and by video."], top=730),
        (72, 690, 11, "A second paragraph stands apart."),
        (72, 650, 15, "Can I get a refund?"),
        (72, 630, 11, "Yes, within 14 days."),
    ]
    found = rows(pdf(page))
    assert [(row.key, row.values["kind"], row.values["answer"]) for row in found] == [
        (
            "Northbound \u203a Who we help",
            "page",
            "We help founders who want calm weeks, in person and by video.\n\n"
            "A second paragraph stands apart.",
        ),
        ("Northbound \u203a Can I get a refund?", "faq", "Yes, within 14 days."),
    ]


@pytest.mark.parametrize("by_rows", [True, False])
def test_two_columns_are_read_one_after_the_other(by_rows: bool) -> None:
    left = [f"left {n} is where the story begins and goes on" for n in range(6)]
    right = [f"right {n} is where the story ends some day" for n in range(6)]
    first, second = lines(left), lines(right, x=330)
    page: list[Text] = [(72, 800, 18, "A leaflet")]
    if by_rows:
        page += [piece for pair in zip(first, second, strict=True) for piece in pair]
    else:
        page += [*first, *second]
    said = answers(pdf(page))["A leaflet"]
    assert said == " ".join([*left, *right])


def test_a_table_keeps_each_price_with_its_item() -> None:
    page: list[Text] = [(72, 800, 18, "Prices")]
    table = [
        ("Service", "Length", "Price"),
        ("Single", "1 hour", "$150"),
        ("Six", "6 hours", "$800"),
    ]
    for place, row in enumerate(table):
        page += [(72 + 160 * n, 770 - 20 * place, 11.0, cell) for n, cell in enumerate(row)]
    page.append((72, 690, 11, "All prices hold for this year and include every tax."))
    assert answers(pdf(page))["Prices"] == (
        "- Service: Single; Length: 1 hour; Price: $150\n"
        "- Service: Six; Length: 6 hours; Price: $800\n\n"
        "All prices hold for this year and include every tax."
    )


def test_words_parted_at_the_end_of_a_line_are_put_together() -> None:
    said = next(iter(answers(pdf(lines([
        "We coach people in inter-",
        "national firms on a well-known path, a well-",
        "known one, with before- and",
        "after-care.",
    ]))).values()))  # fmt: skip
    assert said == (
        "We coach people in international firms on a well-known path, a well-known one, with "
        "before- and after-care."
    )


def test_page_numbers_and_running_heads_are_left_out() -> None:
    subjects = ["sessions", "packages", "workshops", "retreats"]
    pages = [
        [
            (72, 820, 9, "Northbound price list"),
            *lines(
                [f"We offer {subject} that people like,", f"and many {subject} are full."], top=700
            ),
            (290, 30, 9, f"Page {number} of 4"),
        ]
        for number, subject in enumerate(subjects, 1)
    ]
    said = " ".join(answers(pdf(*pages)).values())
    assert "Northbound" not in said
    assert "Page" not in said
    assert "We offer retreats that people like, and many retreats are full." in said


def test_bullets_are_items() -> None:
    page = lines(
        ["What is included:", "\u2022 six sessions", "\u2022 notes after each", "that you keep"]
    )
    assert next(iter(answers(pdf(page)).values())) == (
        "What is included:\n\n- six sessions\n- notes after each that you keep"
    )


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    data = pdf(lines(["One hour is what it takes, and"]), lines(["no more than that."]))
    assert "takes, and no more than that." in next(iter(answers(data).values()))


def test_a_compressed_pdf_is_read_as_well() -> None:
    assert answers(pdf(lines(["One hour costs $150."]), compress=True))


def encrypted(user: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(lines(["One hour costs $150."]))))
    writer.encrypt(user_password=user, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_password_is_told() -> None:
    with pytest.raises(UnreadableFile, match="protected by a password"):
        rows(encrypted("secret"))


def test_a_pdf_that_only_may_not_be_edited_is_read() -> None:
    assert answers(encrypted(""))


def test_a_scan_is_told() -> None:
    with pytest.raises(UnreadableFile, match="scanned"):
        rows(pdf([], []))


def test_ten_thousand_pages_are_refused() -> None:
    kids = b" ".join([b"3 0 R"] * 10_000)
    data = assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count 10000 >>" % kids,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ],
        {},
    )
    with pytest.raises(UnreadableFile, match=r"10,000 pages; 500 can be read"):
        rows(data)


def test_pages_that_contain_themselves_end() -> None:
    data = assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
        ],
        {},
    )
    with pytest.raises(UnreadableFile):
        rows(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not a pdf at all", "no PDF"),
        (b"%PDF-1.4\n" + b"garbage " * 100, "damaged|scanned"),
        (pdf(lines(["x" * 50]))[:200], "damaged|scanned"),
    ],
)
def test_what_is_no_pdf_or_a_broken_one_says_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        rows(data)


def test_a_bomb_costs_its_own_process_only() -> None:
    """A page of 300 MB of drawing, in 300 KB: the reader's limits end it."""
    import zlib

    packer = zlib.compressobj(9)
    piece = (
        b"BT /F1 9 Tf 1 0 0 1 9 9 Tm (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n"
        * 12_000
    )
    body = b"".join(packer.compress(piece) for _ in range(300)) + packer.flush()
    data = assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>",
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(body), body),
        ],
        {},
    )
    with pytest.raises(UnreadableFile, match="too complicated|damaged|scanned"):
        rows(data)


def test_a_reader_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 0.01)
    with pytest.raises(UnreadableFile, match="too complicated"):
        rows(pdf(lines(["One hour costs $150."])))


def test_the_process_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}
    run = subprocess.run

    def watched(*args: Any, **more: Any) -> Any:
        seen.update(more)
        return run(*args, **more)

    monkeypatch.setattr(subprocess, "run", watched)
    monkeypatch.setenv("SECRET_KEY", "s3cret-of-this-test")
    rows(pdf(lines(["One hour costs $150."])))
    assert "s3cret-of-this-test" not in str(seen["env"])
