"""Whether a function of a migration works on all rows of a table at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ops.releases.safety import findings as rules
from ops.releases.safety.altering import Said
from ops.releases.safety.functions import Read, called
from ops.releases.safety.ground import Ground
from ops.releases.safety.statements import judge
from ops.releases.safety.tokens import statements_in

#: Tables that stay small whatever visitors do.
SMALL = {("auth", "group"), ("auth", "permission"), ("contenttypes", "contenttype"),
         ("sites", "site")}  # fmt: skip
_QUERY = {"objects", "filter", "all", "exclude", "annotate", "order_by", "iterator", "using",
          "values_list", "only", "defer", "select_related", "_default_manager",
          "_base_manager"}  # fmt: skip
#: Calls that write many rows where they stand alone, and one row each in a loop.
_MANY, _ONE = {"update", "delete", "bulk_update", "aupdate", "adelete", "_raw_delete"}, {
    "save", "create", "get_or_create", "update_or_create", "asave", "bulk_create", "add",
}  # fmt: skip
_BY_KEY = {"pk", "id", "pk__in", "id__in", "pk__range", "id__range", "pk__gt", "id__gt",
           "pk__gte", "id__gte"}  # fmt: skip
#: What Django's own operations do, and calls that may take as long as they like.
_BY_HAND = {"add_field", "remove_field", "alter_field", "create_model", "delete_model", "add_index",
            "remove_index", "add_constraint", "remove_constraint", "alter_db_table",
            "alter_unique_together"}  # fmt: skip
_WAITS = {"sleep", "get", "post", "put", "patch", "delete", "request", "urlopen", "run",
          "check_call",
          "check_output", "system", "send_mail"}  # fmt: skip
_OUTSIDE = {"time", "requests", "httpx", "urllib", "urlopen", "subprocess", "os", "sleep",
            "send_mail", "urllib3"}  # fmt: skip
#: What gives one row.
_SINGLE = {"get", "first", "last", "create", "get_or_create", "update_or_create", "latest",
           "earliest", "exists", "count", "aggregate"}  # fmt: skip
_MAPS = {"map", "starmap", "reduce"}
_IN_PIECES = {"iterator", "aiterator", "batched", "Paginator"}
_LOOPS = (ast.For, ast.While, ast.AsyncFor, ast.comprehension)


def writes(read: Read) -> bool:
    """Whether it writes anything at all."""
    return any(
        isinstance(node, ast.Call) and called(node) in _MANY | _ONE | {"execute", "executemany"}
        for node in read.nodes()
    )


def works_at_once(read: Read, ground: Ground, tables: set[str], *, atomic: bool) -> Iterator[Said]:
    """``tables`` are those of the models it asks for; "" stands for one that is not known."""
    yield from _by_sql(read, ground, atomic=atomic)
    if tables and tables <= ground.fresh:
        return
    reasons = [why for body in read.bodies for why in _reasons(body)]
    if not reasons:
        return
    if not _in_batches(read):
        yield Said(rules.DATA_AT_ONCE, f"it {reasons[0]}")
    elif atomic:
        yield Said(rules.DATA_AT_ONCE, "its batches are one transaction, so all rows stay locked")


def _by_sql(read: Read, ground: Ground, *, atomic: bool) -> Iterator[Said]:
    for node in read.nodes():
        if not isinstance(node, ast.Call):
            continue
        if called(node) == "call_command":
            yield Said(rules.UNCLEAR, "it calls a command, whose work is not seen from here")
        elif called(node) in _BY_HAND and "schema_editor" in read.names_in(node.func):
            yield Said(rules.UNCLEAR, f"it changes tables by hand, with {called(node)}()")
        elif called(node) in _WAITS and _OUTSIDE & read.names_in(node.func):
            yield Said(rules.UNCLEAR, f"it waits for something else, with {called(node)}()")
        if called(node) not in ("execute", "executemany") or not node.args:
            continue
        text = node.args[0]
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
            yield Said(rules.UNCLEAR, "it runs SQL that it puts together itself")
            continue
        if _in_batches(read) and not atomic:
            continue
        for statement in statements_in(text.value):
            yield from judge(statement, ground, atomic=atomic)


def _reasons(body: ast.AST) -> Iterator[str]:
    """Why a function is on many rows."""
    assigned = _assigned(body)
    given = {node.arg for node in ast.walk(body) if isinstance(node, ast.arg)}
    for node in ast.walk(body):
        if isinstance(node, ast.Call) and called(node) in _MANY and _on_query(node, assigned):
            if not _by_key(node):
                yield f"calls {called(node)}() on all rows in one statement"
        elif isinstance(node, ast.Call) and called(node) in _MAPS:
            hit = _writing(body, assigned)
            if hit and any(_is_query(argument, assigned) for argument in node.args):
                yield f"goes through all rows and calls {hit[0]}() for each"
        elif isinstance(node, _LOOPS):
            within = body if isinstance(node, ast.comprehension) else node
            hit = _writing(within, assigned)
            if hit and (_over_rows(node, assigned) or _over_what_is_given(node, given)):
                yield f"goes through all rows and calls {hit[0]}() for each"


def _assigned(body: ast.AST) -> dict[str, ast.expr]:
    return {
        target.id: node.value
        for node in ast.walk(body)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _writing(node: ast.AST, assigned: dict[str, ast.expr]) -> list[str]:
    """The calls in it that write."""
    return [
        called(call)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and called(call) in _MANY | _ONE
        and (called(call) not in ("add", "update") or _on_query(call, assigned))
    ]  # fmt: skip


def _over_what_is_given(node: ast.AST, given: set[str]) -> bool:
    """Whether a helper goes through what it was given and saves or deletes each: rows, then."""
    if not (
        isinstance(node, ast.For) and isinstance(node.iter, ast.Name) and node.iter.id in given
    ):
        return False
    return isinstance(node.target, ast.Name) and any(
        isinstance(call, ast.Call)
        and called(call) in ("save", "delete")
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == node.target.id
        for call in ast.walk(node)
    )


def _on_query(node: ast.Call, assigned: dict[str, ast.expr]) -> bool:
    """Whether it is called on rows of the database; dictionaries and sets have update() too."""
    if called(node) in ("bulk_update", "_raw_delete", "adelete", "aupdate"):
        return True
    receiver = node.func.value if isinstance(node.func, ast.Attribute) else node.func
    if _is_query(receiver, assigned):
        return True
    return called(node) == "update" and bool(node.keywords) and isinstance(receiver, ast.Call)


def _is_query(node: ast.AST, assigned: dict[str, ast.expr]) -> bool:
    """Whether an expression is rows of the database, or something made of them."""
    if isinstance(node, ast.Name):
        value = assigned.get(node.id)
        rest = {name: other for name, other in assigned.items() if name != node.id}
        return value is not None and _is_query(value, rest)
    if isinstance(node, (ast.Attribute, ast.Subscript)) or (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ):
        names, root = _chain(node)
        if names & _SINGLE:
            return False
        return bool(names & _QUERY) or _is_query(root, assigned)
    return any(_is_query(part, assigned) for part in ast.iter_child_nodes(node))


def _chain(node: ast.AST) -> tuple[set[str], ast.AST]:
    """The names of a chain such as ``a.objects.filter(…)[:3]``, and what it begins with."""
    names = set[str]()
    while True:
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
            node = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        else:
            return names, node


def _by_key(node: ast.Call) -> bool:
    """Whether a filter names the rows by their keys."""
    return any(
        word.arg in _BY_KEY
        for part in ast.walk(node.func)
        if isinstance(part, ast.Call)
        for word in part.keywords
    )


def _over_rows(node: ast.AST, assigned: dict[str, ast.expr]) -> bool:
    if isinstance(node, ast.While):
        return True
    return _is_query(node.iter, assigned)  # type: ignore[attr-defined]


def _in_batches(read: Read) -> bool:
    """Whether a loop takes a piece at a time: a slice, a range of keys, or a reader in chunks."""
    assigned = {name: value for body in read.bodies for name, value in _assigned(body).items()}
    for node in read.nodes():
        if isinstance(node, (ast.While, ast.For)):
            for part in ast.walk(node):
                if _is_piece(part, assigned):
                    return True
                if isinstance(part, ast.keyword) and part.arg in _BY_KEY:
                    return True
                if isinstance(part, ast.Constant) and "LIMIT" in str(part.value).upper().split():
                    return True
                if isinstance(part, ast.Call) and called(part) in _IN_PIECES:
                    return True
    return False


def _is_piece(node: ast.AST, assigned: dict[str, ast.expr]) -> bool:
    """Whether it is rows up to some number."""
    return (
        isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Slice)
        and node.slice.upper is not None
        and _is_query(node.value, assigned)
    )
