"""The functions that migrations run, read without being run."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from types import ModuleType
from typing import Any

from django.apps import apps as real_apps
from django.db import models

#: Helpers of helpers are followed this far.
DEEP = 5
_OURS_NOT = ("django.", "builtins", "itertools", "functools", "collections",
             "requests", "time", "subprocess", "urllib", "httpx", "os")  # fmt: skip


@dataclass(slots=True)
class Read:
    """What a function and its helpers hold. ``imports`` are models taken in full, in words;
    ``asked`` the models it is given, as (app, model); ``loops`` the outermost pieces.
    """

    bodies: list[ast.AST] = field(default_factory=list)
    imports: list[str] = field(default_factory=list)
    asked: set[tuple[str, str]] = field(default_factory=set)
    problem: str = ""

    def nodes(self) -> Iterator[ast.AST]:
        """Everything in them."""
        for body in self.bodies:
            yield from ast.walk(body)

    def names_in(self, node: ast.AST) -> set[str]:
        """Every plain name in an expression."""
        return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def read(code: Callable[..., Any]) -> Read:
    """A function with the helpers it calls."""
    found = Read()
    _follow(code, found, set(), DEEP)
    for node in found.nodes():
        if isinstance(node, ast.Call) and _called(node) == "get_model":
            words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            words += [k.value.value for k in node.keywords if isinstance(k.value, ast.Constant)]
            parts = ".".join(str(word) for word in words).lower().split(".")
            if len(parts) == 2:
                found.asked.add((parts[0], parts[1]))
    return found


def _follow(code: Any, found: Read, seen: set[int], depth: int) -> None:
    while isinstance(code, partial):
        code = code.func
    code = inspect.unwrap(code) if callable(code) else code
    plain = getattr(code, "__func__", code)
    inner = getattr(plain, "__code__", None)
    if inner is None:
        call: Any = type(plain).__dict__.get("__call__")
        if depth == DEEP and hasattr(call, "__code__"):
            return _follow(call, found, seen, depth - 1)
        if depth == DEEP:
            found.problem = "its source cannot be read"
        return None
    if id(inner) in seen or depth == 0:
        return None
    seen.add(id(inner))
    body = _body(plain)
    if body is None:
        if depth == DEEP:
            found.problem = "its source cannot be read"
        return None
    found.bodies.append(body)
    names: dict[str, Any] = plain.__globals__
    given = {node.arg for node in ast.walk(body) if isinstance(node, ast.arg)}
    helpers = _imports(body, names, given, found)
    for helper in helpers:
        _follow(helper, found, seen, depth - 1)
    for node in ast.walk(body):
        if isinstance(node, ast.Name) and node.id not in given:
            helper = names.get(node.id)
            if inspect.isfunction(helper) and not helper.__module__.startswith(_OURS_NOT):
                _follow(helper, found, seen, depth - 1)
    return None


def _body(code: Any) -> ast.AST | None:
    """The piece of its file that is this function."""
    try:
        tree = ast.parse(inspect.getsource(inspect.getmodule(code) or code))
    except (OSError, TypeError, SyntaxError):
        return None
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    line = code.__code__.co_firstlineno
    for node in ast.walk(tree):
        if isinstance(node, kinds):
            decorators = getattr(node, "decorator_list", [])
            first = min([node.lineno, *(one.lineno for one in decorators)])
            if first == line and getattr(node, "name", "<lambda>") == code.__code__.co_name:
                return node
    return None


def _imports(body: ast.AST, names: dict[str, Any], given: set[str], found: Read) -> list[Any]:
    """Notes models that it takes from the code of today; returns functions that it imports."""
    package, helpers = str(names.get("__package__") or ""), list[Any]()
    for node in ast.walk(body):
        if isinstance(node, ast.ImportFrom):
            module = importlib.util.resolve_name("." * node.level + (node.module or ""), package) \
                if node.level else (node.module or "")  # fmt: skip
            for alias in node.names:
                if _brings_model(module, alias.name):
                    found.imports.append(f"{module}.{alias.name}")
                elif not module.startswith(_OURS_NOT):
                    helper = getattr(_imported(module), alias.name, None)
                    helpers += [helper] if inspect.isfunction(helper) else []
        elif isinstance(node, ast.Import):
            found.imports += [a.name for a in node.names if ".models" in f".{a.name}"]
        elif isinstance(node, ast.Name) and node.id not in given:
            value = names.get(node.id)
            if _is_model(value) or value is real_apps or _is_models_module(value):
                found.imports.append(node.id)
            elif node.id == "get_user_model":
                found.imports.append("get_user_model()")
    return helpers


def _imported(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except Exception:  # Somebody's module; that it cannot be imported shows when it runs.
        return None


def _brings_model(module: str, name: str) -> bool:
    if (module, name) in {("django.apps", "apps"), ("django.contrib.auth", "get_user_model")}:
        return True
    if name == "models" and module != "django.db" or module.endswith(".models"):
        return not module.startswith("django.db")
    return _is_model(getattr(_imported(module), name, None))


def _is_model(value: Any) -> bool:
    return inspect.isclass(value) and issubclass(value, models.Model) and value is not models.Model


def _is_models_module(value: Any) -> bool:
    return (
        isinstance(value, ModuleType)
        and value.__name__.endswith(".models")
        and not value.__name__.startswith("django.db")
    )


def _called(node: ast.Call) -> str:
    """The last name of what is called."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


called = _called
