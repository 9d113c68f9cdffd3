"""What ALTER TABLE does, one action at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ops.releases.safety import findings as rules
from ops.releases.safety.findings import Rule
from ops.releases.safety.ground import Ground
from ops.releases.safety.tokens import Reader, Token, split
from ops.releases.safety.types import narrows, rewrites


@dataclass(frozen=True, slots=True)
class Said:
    """A danger as a rule finds it, before it is known of which migration."""

    rule: Rule
    what: str
    remark: bool = False


#: Functions that give every row of one statement the same value.
STEADY = frozenset({
    "NOW", "STATEMENT_TIMESTAMP", "TRANSACTION_TIMESTAMP", "CURRENT_TIMESTAMP", "CURRENT_DATE",
    "LOCALTIMESTAMP", "UPPER", "LOWER", "COALESCE", "CAST", "JSONB_BUILD_OBJECT", "VARCHAR",
    "JSON_BUILD_OBJECT", "TO_JSONB", "MAKE_INTERVAL", "CONCAT", "NUMERIC", "TIMESTAMP", "CHAR",
    "DECIMAL", "LENGTH", "ABS", "ROUND", "ARRAY", "CURRENT_USER", "DATE_TRUNC", "BIT", "VARBIT",
})  # fmt: skip
#: Column types that come with a number of their own for every row.
_COUNTED = {"SERIAL", "BIGSERIAL", "SMALLSERIAL"}
#: What ends a type or a DEFAULT in a column's description.
_CLAUSES = {"NOT", "NULL", "DEFAULT", "CONSTRAINT", "CHECK", "UNIQUE", "PRIMARY", "REFERENCES",
            "GENERATED", "COLLATE", "DEFERRABLE", "INITIALLY", "USING"}  # fmt: skip


def alter_table(reader: Reader, ground: Ground) -> Iterator[Said]:
    """After ``ALTER TABLE``."""
    reader.skip("IF EXISTS", "ONLY")
    table = reader.name()
    if reader.rest and reader.rest[0].text == "*":
        del reader.rest[0]
    if table in ground.fresh and not reader.at("RENAME"):
        return
    if reader.at("RENAME") or reader.at("SET", "SCHEMA"):
        yield from _rename(reader, table, ground)
        return
    for action in split(reader.rest, ","):
        yield from _action(Reader(action), table, ground)


def _rename(reader: Reader, table: str, ground: Ground) -> Iterator[Said]:
    if reader.take("SET", "SCHEMA"):
        yield Said(rules.RENAMED, f"the table {table} moves to another schema")
        return
    reader.take("RENAME")
    if reader.take("CONSTRAINT"):
        return
    if reader.take("TO"):
        if ground.reads(table):
            yield Said(rules.RENAMED, f"the table {table} gets another name")
        elif table in ground.fresh:
            ground.fresh.add(reader.name())
        return
    reader.take("COLUMN")
    column = reader.name()
    if ground.reads(table, column) and (table, column) not in ground.added:
        yield Said(rules.RENAMED, f"the column {column} of {table} gets another name")
    elif reader.take("TO"):
        ground.added[table, reader.name()] = False


def _action(reader: Reader, table: str, ground: Ground) -> Iterator[Said]:
    if reader.take("ADD"):
        if reader.at("CONSTRAINT") or _begins_rule(reader):
            yield from _constraint(reader, table)
        else:
            yield from _add_column(reader, table, ground)
    elif reader.take("DROP", "CONSTRAINT"):
        return
    elif reader.take("DROP"):
        reader.skip("COLUMN", "IF EXISTS")
        column = reader.name()
        if ground.reads(table, column) and (table, column) not in ground.added:
            yield Said(rules.DROPPED, f"the column {column} of {table} is dropped")
        ground.eased.add((table, column))
    elif reader.take("ALTER", "CONSTRAINT") or reader.take("VALIDATE", "CONSTRAINT"):
        return
    elif reader.take("ALTER"):
        reader.take("COLUMN")
        yield from _alter_column(reader, table, reader.name(), ground)
    else:
        yield from _other(reader, table)


def _begins_rule(reader: Reader) -> bool:
    return any(
        reader.at(*words.split())
        for words in ("UNIQUE", "PRIMARY KEY", "FOREIGN KEY", "CHECK", "EXCLUDE")
    )


def _constraint(reader: Reader, table: str) -> Iterator[Said]:
    if reader.take("CONSTRAINT"):
        reader.name()
    if reader.at("UNIQUE") or reader.at("PRIMARY"):
        if not reader.has("USING", "INDEX"):
            yield Said(rules.UNIQUE_LOCKS, f"{table} gets a rule that values are unique")
    elif reader.at("NOT", "NULL") and not reader.has("NOT", "VALID"):
        yield Said(rules.MADE_REQUIRED, f"a column of {table} is made required")
    elif reader.at("EXCLUDE") or not reader.has("NOT", "VALID"):
        kind = "a link to another table" if reader.at("FOREIGN") else "a rule for its rows"
        yield Said(rules.CONSTRAINT_VALIDATED, f"{table} gets {kind}, checked at once")


def _add_column(reader: Reader, table: str, ground: Ground) -> Iterator[Said]:
    reader.skip("COLUMN", "IF NOT EXISTS")
    column = reader.name()
    named = f"the column {column} of {table}"
    default = _default(reader.rest)
    counted = any(token.kind == "word" and token.text in _COUNTED for token in reader.rest[:2])
    counted = counted or reader.has("AS", "IDENTITY")
    if counted:
        yield Said(rules.REWRITE, f"{named} numbers all rows")
    elif reader.has("GENERATED") and reader.has("STORED"):
        yield Said(rules.REWRITE, f"{named} is worked out for every row")
    elif default and not steady(default):
        yield Said(rules.REWRITE, f"{named} gets a value of its own in every row")
    required = reader.has("NOT", "NULL") or reader.has("PRIMARY", "KEY")
    computed = counted or reader.has("GENERATED")
    ground.added[table, column] = required and not computed
    if required and not computed and (not default or _is_null(default)):
        yield Said(rules.REQUIRED_COLUMN, f"{named} is required and the database has no default")
    if reader.has("UNIQUE") or reader.has("PRIMARY", "KEY"):
        yield Said(rules.UNIQUE_LOCKS, f"{named} is unique")
    if reader.has("REFERENCES") and default and not _is_null(default):
        yield Said(rules.CONSTRAINT_VALIDATED, f"{named} leads to another table for every row")
    if reader.has("CHECK"):
        yield Said(rules.CONSTRAINT_VALIDATED, f"{named} has a rule, checked once", remark=True)


def _default(tokens: list[Token]) -> list[Token]:
    """The value after DEFAULT."""
    found, depth, inside = list[Token](), 0, False
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "sign" else 0
        if depth == 0 and token.kind == "word" and token.text in _CLAUSES:
            if inside and not (token.text == "NULL" and not found):
                break
            inside = inside or token.text == "DEFAULT"
            if token.text == "DEFAULT":
                continue
        if inside:
            found.append(token)
    return found


def _is_null(default: list[Token]) -> bool:
    return [token.text for token in default][:1] == ["NULL"]


def steady(tokens: list[Token]) -> bool:
    """Whether an expression gives all rows the same value, so that no row is written for it."""
    pairs = zip(tokens, tokens[1:], strict=False)
    return all(
        token.kind == "word" and token.text in STEADY
        for token, after in pairs
        if after.text == "(" and token.kind in ("word", "name")
    )


def _alter_column(reader: Reader, table: str, column: str, ground: Ground) -> Iterator[Said]:
    named = f"the column {column} of {table}"
    known, ours = ground.column(table, column), (table, column) in ground.added
    key = (table, column)
    if reader.take("SET", "DATA", "TYPE") or reader.take("TYPE"):
        if not ours:
            yield from _type(reader, named, known.type if known else "")
    elif reader.take("SET", "NOT", "NULL"):
        if ours and key not in ground.eased:
            yield Said(rules.REQUIRED_COLUMN, f"{named} is required and has no default")
        # A rule of the serving release that it is never empty spares the look at every row.
        elif not ours and key not in ground.never_empty:
            yield Said(rules.MADE_REQUIRED, f"{named} is made required")
        ground.added.update({key: True} if ours else {})
    elif reader.take("DROP", "DEFAULT"):
        yield from _drop_default(table, column, ground)
    elif reader.take("SET", "DEFAULT") or reader.take("DROP", "NOT", "NULL"):
        ground.eased.add(key)
    elif reader.take("SET", "STATISTICS") or reader.take("SET", "STORAGE") or reader.at("SET", "("):
        return
    elif reader.take("DROP", "IDENTITY") or reader.take("DROP", "EXPRESSION"):
        yield Said(rules.DEFAULT_REMOVED, f"{named} is no longer filled by the database")
    elif reader.take("ADD", "GENERATED") or reader.at("SET", "GENERATED"):
        return
    else:
        yield Said(rules.UNCLEAR, f"{named} is changed in a way that is not known here")


def _drop_default(table: str, column: str, ground: Ground) -> Iterator[Said]:
    named, known = f"the column {column} of {table}", ground.column(table, column)
    ground.eased.discard((table, column))
    if (table, column) in ground.added:
        if ground.added[table, column]:
            what = f"{named} is required and left without a default in the database"
            yield Said(rules.REQUIRED_COLUMN, what)
    elif table in ground.read and known is None:
        yield Said(rules.DEFAULT_REMOVED, f"{named}, which no code fills, loses its default")
    elif known is None or (known.has_default and not known.null):
        yield Said(rules.DEFAULT_REMOVED, f"{named} loses its default")


def _type(reader: Reader, named: str, old: str) -> Iterator[Said]:
    collated = reader.has("COLLATE")
    new = _spelled(reader.rest)
    if old and not collated and narrows(old, new):
        yield Said(rules.NARROWED, f"{named} becomes narrower: {old} to {new}")
    elif collated or rewrites(old, new):
        change = f"{old} to {new}" if old else f"to {new}"
        yield Said(rules.REWRITE, f"{named} changes its type: {change}")


def _spelled(tokens: list[Token]) -> str:
    """The type as text."""
    found = ""
    for token in tokens:
        if token.kind == "word" and token.text in _CLAUSES:
            break
        word = token.kind == "word" and found[-1:].isalpha()
        found += (" " if word else "") + token.text.lower()
    return found


_OTHER: dict[tuple[str, ...], tuple[Rule, str] | None] = {
    ("SET", "UNLOGGED"): (rules.REWRITE, "is written anew without a log"),
    ("SET", "LOGGED"): (rules.REWRITE, "is written anew with a log"),
    ("SET", "TABLESPACE"): (rules.REWRITE, "moves to another disk"),
    ("SET", "ACCESS"): (rules.REWRITE, "is stored in another way"),
    ("SET", "WITHOUT"): None,
    ("SET",): None,
    ("RESET",): None,
    ("CLUSTER",): None,
    ("REPLICA",): None,
    ("ENABLE", "TRIGGER"): None,
    ("DISABLE", "TRIGGER"): (rules.UNCLEAR, "no longer runs its triggers, which keep links whole"),
}


def _other(reader: Reader, table: str) -> Iterator[Said]:
    for words, verdict in _OTHER.items():
        if reader.at(*words):
            if verdict:
                yield Said(verdict[0], f"the table {table} {verdict[1]}")
            return
    yield Said(rules.UNCLEAR, f"the table {table} is changed in a way that is not known here")
