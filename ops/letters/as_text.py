"""An email as plain text: the same parts as its HTML, in the same order."""

from __future__ import annotations

from ops.letters.address import direction
from ops.letters.fill import Part, PartShape, Run
from ops.letters.kinds import Turn
from ops.letters.letterhead import Letterhead

#: Keep a name of another direction together (https://www.unicode.org/reports/tr9/, FSI and PDI).
_APART = "\u2068{}\u2069"


def text_of(parts: list[Part], head: Letterhead) -> str:
    """All of it, with the letterhead as a signature (RFC 3676, 4.3) at the end."""
    said = [_part(part) for part in parts]
    signature = "\n".join(line for line in (head.business_name, head.site_url) if line)
    return "\n\n".join(said) + f"\n\n-- \n{signature}\n"


def _part(part: Part) -> str:
    around = direction(part.words, "ltr")
    lines = ["".join(_run(run, around) for run in line) for line in part.lines]
    match part.shape:
        case PartShape.ITEMS:
            return "\n".join(f"- {line}" for line in lines)
        case PartShape.BUTTON:
            return f"{part.lines[0][0].text}:\n{part.lines[0][0].href}"
        case PartShape.QUOTE:
            # A mark before each line: nobody's words pass for ours.
            return "\n".join(f"> {run.text}".rstrip() for line in part.lines for run in line)
        case PartShape.CODE:
            return f"    {part.lines[0][0].text}"
        case PartShape.FACTS:
            return "\n".join(f"{pair.label}: {pair.text}" for pair in part.pairs)
        case PartShape.TALK:
            return "\n\n".join(map(_turn, part.pairs))
    return "\n".join(lines)


def _turn(turn: Turn) -> str:
    about = f"{turn.about}: " if turn.about else ""
    links = [f"{about}{title} {address}" for title, address in turn.links]
    said = _indented("\n".join([turn.text, *links]))
    colon = "" if turn.label.endswith(("?", "!", ":", ".")) else ":"
    return f"{turn.label}{colon}\n{said}"


def _run(run: Run, around: str) -> str:
    text = run.text
    if run.is_value and direction(text, around) != around:
        text = _APART.format(text)
    if run.href and run.href not in (run.text, f"mailto:{run.text}"):
        return f"{text} ({run.href})"
    return text


def _indented(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.split("\n"))
