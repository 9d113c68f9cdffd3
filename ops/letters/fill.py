"""The parts of an email with its values in them: what both the text and the HTML are made from.

A value is put in after the words were read, so nothing in it can be markup, a link or another
value. What names a value that is empty is left out: the paragraph, the item or the button.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ops.letters import source
from ops.letters.address import is_address, many_lines, one_line
from ops.letters.kinds import Kind, Shape, Turn, Value, Variable

#: A value of one line is no longer than this; a subject takes less of each.
LONGEST, LONGEST_IN_SUBJECT = 1000, 80


class PartShape(StrEnum):
    """What a part looks like."""

    PARAGRAPH = "paragraph"
    ITEMS = "items"
    BUTTON = "button"
    QUOTE = "quote"
    CODE = "code"
    FACTS = "facts"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line. ``href`` makes it a link; ``is_value`` says that it was put in."""

    text: str
    href: str = ""
    strong: bool = False
    is_value: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part. ``pairs`` for facts and talk, ``lines`` for all others."""

    shape: PartShape
    lines: tuple[tuple[Run, ...], ...] = ()
    pairs: tuple[Turn, ...] = ()

    @property
    def words(self) -> str:
        """What to tell its direction by: our own words, and those put in where there are no other.

        A name does not turn a sentence around.
        """
        own = [run.text for line in self.lines for run in line if not run.is_value]
        put_in = [run.text for line in self.lines for run in line if run.is_value]
        put_in += [text for pair in self.pairs for text in (pair.label, pair.text)]
        return " ".join(own if any(text.strip() for text in own) else put_in)


def cleaned(kind: Kind, values: Mapping[str, Value]) -> dict[str, Value]:
    """Values as they may stand in an email.

    Raises ``ValueError`` for one that the kind does not know, and for one that must not be empty.
    """
    known = kind.known
    unknown = set(values) - set(known)
    if unknown:
        raise ValueError(f"{kind.name} knows no {', '.join(sorted(unknown))}")
    made = {name: _cleaned(variable, values.get(name, "")) for name, variable in known.items()}
    empty = [name for name, value in made.items() if not value and not known[name].may_be_empty]
    if empty:
        raise ValueError(f"{kind.name} needs {', '.join(sorted(empty))}")
    return made


def _cleaned(variable: Variable, value: Value) -> Value:
    if not isinstance(value, str):
        return tuple(map(_turn, value))
    if variable.shape is Shape.QUOTE:
        return many_lines(value).strip("\n")
    if variable.shape is Shape.LINK:
        return value.strip() if is_address(value.strip()) else ""
    return one_line(value)[:LONGEST]


def _turn(one: tuple[str, str] | Turn) -> Turn:
    turn = one if isinstance(one, Turn) else Turn(*one)
    links = [
        (one_line(title)[:LONGEST], address if is_address(address) else "")
        for title, address in turn.links
    ]
    return Turn(
        label=one_line(turn.label)[:LONGEST],
        text=many_lines(turn.text),
        links=tuple(link for link in links if link[0]),
        about=one_line(turn.about),
    )


def line(text: str, values: Mapping[str, Value]) -> str:
    """A subject or a preheader."""
    pieces = []
    for piece in source.parse_line(text):
        if isinstance(piece, source.Text):
            pieces.append(piece.text)
        else:
            value = str(values[piece.name])
            short = len(value) <= LONGEST_IN_SUBJECT
            pieces.append(value if short else f"{value[: LONGEST_IN_SUBJECT - 1]}\u2026")
    return one_line("".join(pieces))


def fill(
    blocks: tuple[source.Block, ...], values: Mapping[str, Value], known: Mapping[str, Variable]
) -> list[Part]:
    """The parts of a body, without those that name what is empty."""
    return list(_parts(blocks, values, known))


def _parts(
    blocks: tuple[source.Block, ...], values: Mapping[str, Value], known: Mapping[str, Variable]
) -> Iterator[Part]:
    for block in blocks:
        kept = [one for one in source.lines_of(block) if _is_whole(one, values)]
        if not kept or (isinstance(block, source.Paragraph) and len(kept) < len(block.lines)):
            continue
        alone = block.alone if isinstance(block, source.Paragraph) else None
        if isinstance(alone, source.Place) and known[alone.name].shape.stands_alone:
            yield _placed(known[alone.name].shape, values[alone.name])
            continue
        lines = tuple(tuple(_runs(one, values, known)) for one in kept)
        shape = PartShape.ITEMS if isinstance(block, source.Items) else PartShape.PARAGRAPH
        if isinstance(alone, source.Link) and lines[0][0].text != lines[0][0].href:
            shape = PartShape.BUTTON
            lines = ((Run(_joined(lines[0]), href=lines[0][0].href),),)
        yield Part(shape, lines)


def _is_whole(one: source.Line, values: Mapping[str, Value]) -> bool:
    return all(values[name] for name in source.names_of(one))


def _placed(shape: Shape, value: Value) -> Part:
    if not isinstance(value, str):
        return Part(PartShape(shape.value), pairs=tuple(map(_turn, value)))
    lines = tuple((Run(text, is_value=True),) for text in value.split("\n"))
    return Part(PartShape(shape.value), lines)


def _runs(
    one: source.Line, values: Mapping[str, Value], known: Mapping[str, Variable]
) -> Iterator[Run]:
    for node in one:
        if isinstance(node, source.Text):
            yield Run(node.text)
        elif isinstance(node, source.Place):
            value = str(values[node.name])
            href = value if known[node.name].shape is Shape.LINK else ""
            yield Run(value, href=href, is_value=True)
        elif isinstance(node, source.Strong):
            for piece in node.inside:
                yield Run(_said(piece, values), strong=True, is_value=_is_place(piece))
        else:
            yield Run(
                "".join(_said(piece, values) for piece in node.inside),
                href=_href(node.target, values),
                is_value=any(map(_is_place, node.inside)),
            )


def _href(target: str | source.Place, values: Mapping[str, Value]) -> str:
    return str(values[target.name]) if isinstance(target, source.Place) else target


def _said(piece: source.Text | source.Place, values: Mapping[str, Value]) -> str:
    return piece.text if isinstance(piece, source.Text) else str(values[piece.name])


def _is_place(piece: source.Text | source.Place) -> bool:
    return isinstance(piece, source.Place)


def _joined(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)
