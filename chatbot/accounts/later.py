"""Views of a library that is loaded when somebody first asks for one of them.

allauth's views bring passkeys and cryptography with them: 11 MB of a web process, most of which
only ever talk to visitors.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from types import ModuleType

from django.http import HttpRequest, HttpResponse


class Later:
    """A module of views; ``Later("a.views").index`` is the view ``index`` of ``a.views``."""

    def __init__(self, module: str) -> None:
        self._name = module

    @cached_property
    def _module(self) -> ModuleType:
        return import_module(self._name)

    def __getattr__(self, name: str) -> Callable[..., HttpResponse]:
        if name.startswith("_"):
            raise AttributeError(name)

        def view(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            response: HttpResponse = getattr(self._module, name)(request, *args, **kwargs)
            return response

        view.__name__ = view.__qualname__ = name
        view.__module__ = self._name
        return view
