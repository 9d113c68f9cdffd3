"""The admin page that gives the tag, and the preview beside it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from chatbot.embed_preview import PANEL
from chatbot.loader import loader
from chatbot.models import Business, Conversation, Embedding, KnowledgeVersion

pytestmark = pytest.mark.django_db

PREVIEW = ["", "_script", "_panel"]


def signed_in(client: Client, *codenames: str) -> Client:
    users: Any = get_user_model()._default_manager
    user = users.create_user("sam", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return client


@pytest.fixture
def founder(client: Client) -> Client:
    users: Any = get_user_model()._default_manager
    client.force_login(users.create_superuser("maya", password="x"))
    return client


def address() -> str:
    return reverse("admin:chatbot_embedding_changelist")


def preview(name: str) -> str:
    return reverse(f"admin:chatbot_embedding_preview{name}")


def sent(**changes: str) -> dict[str, str]:
    """What the form sends."""
    return {
        "origins": "www.example.com/about\nhttps://www.example.com\nhttps://bücher.example",
        "side": "left",
        "label": "Ask Maya",
        "colour": "#aa3300",
        "greeting": "Hello. I am automated.",
        "language": "de",
    } | changes


def test_the_page_gives_the_tag_for_this_site(founder: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://chat.example.net"
    answer = founder.get(address())
    shown = answer.content.decode()
    assert "&lt;script async src=&quot;https://chat.example.net/embed.js&quot;&gt;" in shown
    assert "can only be seen on https://chat.example.net" in shown
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    for builder in ("WordPress", "Squarespace", "Wix", "Webflow", "Framer", "Any other"):
        assert f"<summary>{builder}" in shown


def test_saving_stores_both_rows_and_the_warning_goes(founder: Client) -> None:
    answer = founder.post(address(), sent(), follow=True)
    embedding, business = Embedding.objects.get(), Business.objects.get()
    assert embedding.origins == "https://www.example.com\nhttps://xn--bcher-kva.example"
    assert (embedding.side, embedding.label) == ("left", "Ask Maya")
    assert (business.colour, business.language) == ("#aa3300", "de")
    assert business.greeting == "Hello. I am automated."
    shown = answer.content.decode()
    assert "Saved. Visitors see it within five minutes" in shown and "can only be seen" not in shown


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"origins": "https://good.example\nmy site"}, "my site: write it like https://www"),
        ({"origins": "*"}, "name each site"),
        ({"origins": "ftp://example.com"}, "must start with https://"),
        ({"colour": "red"}, "Write it like #1f5f5b."),
        ({"greeting": " "}, "This field is required."),
        ({"language": "tlh"}, "Select a valid choice"),
        ({"side": "top"}, "Select a valid choice"),
        ({"label": "x" * 41}, "at most 40 characters"),
    ],
)
def test_with_one_mistake_nothing_is_saved(
    founder: Client, wrong: dict[str, str], words: str
) -> None:
    Business.objects.create(pk=1, name="Mine")
    answer = founder.post(address(), sent(**wrong))
    shown = answer.content.decode()
    assert answer.status_code == 200 and "Nothing was saved" in shown
    assert shown.count(words) == 1
    assert not Embedding.objects.exists()
    assert Business.objects.get().language == "en"


def test_the_profile_changes_only_where_it_was_changed_here(founder: Client) -> None:
    business = Business.objects.create(pk=1, name="Mine", is_demo=True)
    before = KnowledgeVersion.current()
    same = {"colour": business.colour, "greeting": business.greeting, "language": "en"}
    founder.post(address(), sent(**same))
    assert KnowledgeVersion.current() == before
    founder.post(address(), sent(**same | {"colour": "#aa3300"}))
    business.refresh_from_db()
    # A colour does not make the demo anybody's own business.
    assert (business.colour, business.is_demo, business.name) == ("#aa3300", True, "Mine")


def test_a_failure_between_the_two_rows_stores_neither(
    founder: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Business, *args: Any, **options: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Business, "save", broken)
    with pytest.raises(OSError, match="disk full"):
        founder.post(address(), sent())
    assert not Embedding.objects.exists()


def test_sites_of_the_environment_are_shown(founder: Client, settings: Settings) -> None:
    settings.EMBED_ORIGINS = ["https://shop.example"]
    shown = founder.get(address()).content.decode()
    assert "by EMBED_ORIGINS: https://shop.example" in shown and "can only be seen" not in shown


def test_who_may_not_see_it(client: Client) -> None:
    signed_in(client, "view_business", "change_business")
    for page in (address(), *map(preview, PREVIEW)):
        assert client.get(page).status_code == 403
    assert client.post(address(), sent()).status_code == 403
    assert client.post(preview("_start")).status_code == 403
    assert "Chat on your website" not in client.get(reverse("admin:index")).content.decode()


def test_who_is_not_signed_in_sees_nothing(client: Client) -> None:
    for page in (address(), *map(preview, PREVIEW)):
        assert client.get(page).status_code == 302


def test_who_may_only_look(client: Client) -> None:
    signed_in(client, "view_embedding")
    shown = client.get(address()).content.decode()
    assert "not change them" in shown and ">Save<" not in shown
    assert client.post(address(), sent()).status_code == 403
    assert client.get(preview("")).status_code == 200


def test_who_may_change_the_button_and_not_the_profile(client: Client) -> None:
    signed_in(client, "change_embedding")
    client.post(address(), sent())
    assert Embedding.objects.get().label == "Ask Maya"
    assert not Business.objects.exists()


def test_it_stands_beside_the_business_profile(founder: Client) -> None:
    shown = founder.get(reverse("admin:index")).content.decode()
    first, second = shown.index("Business profile"), shown.index("Chat on your website")
    assert first < second < shown.index("Conversations")


@pytest.mark.parametrize("name", ["", "_panel"])
def test_only_our_own_pages_may_frame_the_preview(founder: Client, name: str) -> None:
    Embedding.objects.create(pk=1, origins="https://www.example.com", label="Ask Maya")
    answer = founder.get(preview(name), {"embed": "1", "color": "#aa3300"})
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Cache-Control"].startswith(("no-store", "max-age=0"))
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy and "https://www.example.com" not in policy
    assert "unsafe" not in policy
    body = answer.content.decode()
    assert " style=" not in body and "<style" not in body and " onload=" not in body


def test_the_preview_runs_the_real_script_with_another_address(founder: Client) -> None:
    real = loader("{}")
    assert real.count(PANEL) == 1
    body = founder.get(preview("_script")).content.decode()
    assert f"{preview('_panel')}?" in body and "/widget/" not in body
    panel = founder.get(preview("_panel"), {"embed": "1"}).content.decode()
    assert "embed-preview" in panel and 'id="chat-config"' in panel and "widget.js" not in panel


def test_what_is_said_in_the_preview_is_a_test(founder: Client) -> None:
    founder.get(preview("_panel"), {"embed": "1"})
    assert not Conversation.objects.exists()
    answer = founder.post(preview("_start"), {"locale": "de"})
    assert answer.status_code == 201
    conversation = Conversation.objects.get()
    assert conversation.is_test and conversation.opens_with(answer.json()["token"])
    assert founder.post(preview("_start"), {"locale": "<b>"}).status_code == 201


def test_the_preview_is_begun_only_from_its_own_page(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    users: Any = get_user_model()._default_manager
    client.force_login(users.create_superuser("maya", password="x"))
    assert client.post(preview("_start")).status_code == 403
