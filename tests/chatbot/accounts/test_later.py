"""Every address of the accounts has a view behind it, though it is loaded late."""

from __future__ import annotations

from importlib import import_module

from django.urls import URLPattern

from chatbot.accounts import urls


def test_every_view_that_is_loaded_late_is_there() -> None:
    late = [
        pattern.callback
        for pattern in urls.urlpatterns
        if isinstance(pattern, URLPattern) and pattern.callback.__module__.startswith("allauth.")
    ]
    assert len(late) > 15
    for view in late:
        assert callable(getattr(import_module(view.__module__), view.__name__)), view
