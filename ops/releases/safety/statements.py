"""What one SQL statement does to visitors; what is not known to be harmless is called unclear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ops.releases.safety import findings as rules
from ops.releases.safety.altering import Said, alter_table
from ops.releases.safety.ground import Ground
from ops.releases.safety.tokens import Reader, Token

#: Statements, by how they begin, that neither lock what visitors use nor take anything away.
HARMLESS = (
    "CREATE EXTENSION", "CREATE SCHEMA", "CREATE TYPE", "CREATE DOMAIN", "CREATE SEQUENCE",
    "CREATE FUNCTION", "CREATE PROCEDURE", "CREATE AGGREGATE", "CREATE VIEW", "CREATE TEMP VIEW",
    "CREATE MATERIALIZED VIEW", "CREATE RECURSIVE VIEW", "CREATE COLLATION", "CREATE STATISTICS",
    "CREATE ROLE", "CREATE USER", "CREATE OPERATOR", "CREATE CAST", "CREATE PUBLICATION",
    "COMMENT ON", "GRANT", "ANALYZE", "SET", "RESET", "SHOW", "NOTIFY", "EXPLAIN", "TABLE",
    "VALUES", "ALTER SEQUENCE", "ALTER ROLE", "SAVEPOINT", "RELEASE", "ALTER EXTENSION",
    "REFRESH MATERIALIZED VIEW CONCURRENTLY", "ALTER STATISTICS", "DROP STATISTICS",
)  # fmt: skip
#: What these drop may be read by the release before.
_DROPPABLE = {
    "VIEW", "MATERIALIZED", "FUNCTION", "PROCEDURE", "ROUTINE", "TYPE", "DOMAIN", "SEQUENCE",
    "SCHEMA", "EXTENSION", "TRIGGER", "RULE", "AGGREGATE", "COLLATION", "OPERATOR", "DATABASE",
    "ROLE", "USER", "OWNED", "POLICY", "CAST", "SERVER", "FOREIGN",
}  # fmt: skip
#: Functions that a SELECT may call without anybody noticing.
_QUIET = frozenset({
    "SETVAL", "PG_GET_SERIAL_SEQUENCE", "CURRVAL", "NEXTVAL", "MAX", "MIN", "COUNT", "COALESCE",
    "NOW", "SET_CONFIG", "CURRENT_SETTING", "SUM", "GREATEST", "LEAST", "VALUES", "IN", "EXISTS",
    "SELECT", "FROM", "AS", "AND", "OR", "NOT", "WHERE", "PG_CATALOG", "UPPER", "LOWER",
})  # fmt: skip
_BLOCKING = {"REINDEX": "builds indexes anew", "LOCK": "locks a table", "CLUSTER": "sorts a table"}
_TRANSACTION = {"BEGIN", "COMMIT", "ROLLBACK", "START", "END", "ABORT"}


def judge(tokens: Sequence[Token], ground: Ground, *, atomic: bool) -> Iterator[Said]:
    """All that is to be said about one statement. ``atomic``: it runs inside a transaction."""
    reader = Reader(tokens)
    first = tokens[0].text if tokens[0].kind == "word" else ""
    if reader.take("ALTER", "TABLE"):
        yield from alter_table(reader, ground)
    elif first == "CREATE":
        yield from _create(reader, ground, atomic=atomic)
    elif first == "DROP":
        yield from _drop(reader, ground, atomic=atomic)
    elif first == "ALTER":
        yield from _alter(reader)
    elif first in ("UPDATE", "DELETE", "INSERT", "MERGE", "WITH", "TRUNCATE", "COPY"):
        yield from _rows(reader, ground)
    elif first in _TRANSACTION:
        if atomic:
            yield Said(rules.TRANSACTION, f"{first} inside the migration's own transaction")
    elif first == "VACUUM":
        yield from _vacuum(reader, atomic=atomic)
    elif first in _BLOCKING:
        if not reader.has("CONCURRENTLY"):
            yield Said(rules.LONG_LOCK, f"{first} {_BLOCKING[first]} while nobody can write to it")
        elif atomic:
            yield Said(rules.TRANSACTION, f"{first} CONCURRENTLY inside a transaction")
    elif first == "SELECT":
        yield from _select(reader)
    else:
        yield from _by_its_beginning(reader)


def _by_its_beginning(reader: Reader) -> Iterator[Said]:
    if any(reader.at(*words.split()) for words in HARMLESS):
        return
    words = " ".join(token.text for token in reader.rest[:4])
    if reader.at("REFRESH"):
        yield Said(rules.LONG_LOCK, f"{words} locks its readers out; say CONCURRENTLY")
    elif reader.at("REVOKE"):
        yield Said(rules.DROPPED, f"{words}: the old code loses a right it may need")
    elif reader.at("DO") or reader.at("CALL") or reader.at("EXECUTE"):
        yield Said(rules.UNCLEAR, f"{words.split()[0]} runs code that cannot be looked into")
    else:
        yield Said(rules.UNCLEAR, f"the statement {words} is not known here")


def _create(reader: Reader, ground: Ground, *, atomic: bool) -> Iterator[Said]:
    whole = Reader(reader.rest)
    reader.take("CREATE")
    reader.skip("OR REPLACE", "GLOBAL", "LOCAL", "TEMPORARY", "TEMP", "UNLOGGED")
    if reader.take("TABLE"):
        reader.skip("IF NOT EXISTS")
        table = reader.name()
        if table not in ground.read:
            ground.fresh.add(table)
        return
    unique = reader.take("UNIQUE")
    if reader.take("INDEX"):
        concurrently = reader.take("CONCURRENTLY")
        reader.skip("IF NOT EXISTS")
        name = "" if reader.at("ON") else reader.name()
        reader.skip("ON", "ONLY")
        table = reader.name()
        if concurrently and atomic:
            yield Said(
                rules.TRANSACTION, f"the index {name} is built CONCURRENTLY in a transaction"
            )
        elif not concurrently and table not in ground.fresh:
            rule = rules.UNIQUE_LOCKS if unique else rules.INDEX_LOCKS
            yield Said(rule, f"the index {name} of {table} is built while the table is locked")
    elif reader.at("TRIGGER") or reader.at("CONSTRAINT") or reader.at("RULE"):
        table = _after(reader, "ON")
        if table not in ground.fresh:
            what = f"{table} gets a trigger, which the old code's rows pass as well"
            yield Said(rules.UNCLEAR, what, remark=True)
    else:
        plain = Reader([*whole.rest[:1], *reader.rest])
        yield from _by_its_beginning(plain)


def _after(reader: Reader, word: str) -> str:
    """The name after a keyword."""
    while reader.rest:
        if reader.take(word):
            return reader.name()
        del reader.rest[0]
    return ""


def _drop(reader: Reader, ground: Ground, *, atomic: bool) -> Iterator[Said]:
    reader.take("DROP")
    if reader.take("INDEX"):
        if not reader.take("CONCURRENTLY"):
            reader.skip("IF EXISTS")
            what = f"the index {reader.name()} goes; searches that used it get slow"
            yield Said(rules.INDEX_LOCKS, what, remark=True)
        elif atomic:
            yield Said(rules.TRANSACTION, "an index is dropped CONCURRENTLY in a transaction")
    elif reader.take("TABLE"):
        reader.skip("IF EXISTS")
        while reader.rest:
            table = reader.name()
            if table and ground.reads(table):
                yield Said(rules.DROPPED, f"the table {table} is dropped")
            if not (reader.rest and reader.rest[0].text == ","):
                return
            del reader.rest[0]
    elif reader.at("SEQUENCE", "IF", "EXISTS"):
        return
    elif reader.rest and reader.rest[0].text in _DROPPABLE:
        words = " ".join(token.text for token in reader.rest[:4])
        yield Said(rules.DROPPED, f"DROP {words}: the old code may use it")
    elif not reader.at("STATISTICS"):
        yield Said(rules.UNCLEAR, "a DROP that is not known here")


def _alter(reader: Reader) -> Iterator[Said]:
    reader.take("ALTER")
    words = " ".join(token.text for token in reader.rest[:3])
    if reader.has("ADD", "VALUE") or reader.at("SEQUENCE") and not reader.has("RENAME"):
        return
    if reader.has("RENAME"):
        if not reader.at("INDEX"):
            yield Said(rules.RENAMED, f"ALTER {words}: it gets another name")
        return
    yield from _by_its_beginning(Reader([Token("word", "ALTER"), *reader.rest]))


def _rows(reader: Reader, ground: Ground) -> Iterator[Said]:
    """Statements that write rows."""
    words = [token.text for token in reader.rest if token.kind == "word"]
    if reader.take("TRUNCATE"):
        reader.skip("TABLE", "ONLY")
        table = reader.name()
        if table not in ground.fresh:
            yield Said(rules.DATA_LOST, f"every row of {table} is deleted")
        return
    if reader.at("WITH") and not {"UPDATE", "DELETE", "INSERT", "MERGE"} & set(words):
        return
    if reader.at("INSERT") and "SELECT" not in words:
        return
    kind, table = _target(reader)
    if table in ground.fresh:
        return
    if kind == "DELETE" and "WHERE" not in words:
        yield Said(rules.DATA_LOST, f"every row of {table} is deleted")
    elif kind == "COPY" or not _few(words):
        yield Said(rules.DATA_AT_ONCE, f"{kind} works on rows of {table} all at once")


def _target(reader: Reader) -> tuple[str, str]:
    for words in ("INSERT INTO", "DELETE FROM", "MERGE INTO", "UPDATE", "COPY"):
        if reader.at(words.split()[0]):
            reader.take(*words.split())
            reader.skip("ONLY")
            return words.split()[0], reader.name()
    return "WITH", "a table"


def _few(words: Sequence[str]) -> bool:
    """Whether a statement takes a piece only."""
    return "LIMIT" in words


def _vacuum(reader: Reader, *, atomic: bool) -> Iterator[Said]:
    if "FULL" in [token.text for token in reader.rest]:
        yield Said(rules.REWRITE, "VACUUM FULL writes the whole table anew")
    if atomic:
        yield Said(rules.TRANSACTION, "VACUUM inside a transaction")


def _select(reader: Reader) -> Iterator[Said]:
    pairs = zip(reader.rest, reader.rest[1:], strict=False)
    for token, after in pairs:
        if after.text == "(" and token.kind == "word" and token.text not in _QUIET:
            yield Said(rules.UNCLEAR, f"{token.text.lower()}() does what cannot be seen from here")
            return
    if any(token.text == "UPDATE" for token in reader.rest):
        yield Said(rules.LONG_LOCK, "SELECT … FOR UPDATE locks rows")
    elif "INTO" in [token.text for token in reader.rest]:
        yield Said(rules.DATA_AT_ONCE, "SELECT INTO copies rows all at once")
