"""The ways above every page of the admin: those that a person may go, and where they are."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.ops.team import people

pytestmark = pytest.mark.django_db
BAR = re.compile(r'<nav class="desk-ways".*?</nav>', re.DOTALL)


def ways(client: Client, page: str) -> list[str]:
    """What the bar names, the page that is open in stars."""
    found = BAR.search(client.get(reverse(page)).content.decode())
    assert found
    links = re.findall(r'<a href="[^"]+"( aria-current="page")?>([^<]+)</a>', found[0])
    return [f"*{label}*" if here else label for here, label in links]


def test_an_owner_goes_everywhere() -> None:
    client = people.signed_in(people.owner())
    assert ways(client, "admin:index") == ["*Today*", "Inbox", "Leads", "Board", "Figures"]
    assert ways(client, "admin:leads_lead_board")[3] == "*Board*"
    assert ways(client, "admin:ops_figureday_changelist")[4] == "*Figures*"


@pytest.mark.parametrize("label", ["Inbox", "Leads", "Board", "Figures"])
def test_every_way_that_is_shown_leads_to_a_page(label: str) -> None:
    for user in (people.owner(), people.assistant()):
        client = people.signed_in(user)
        page = client.get(reverse("admin:index")).content.decode()
        found = re.search(rf'<a href="([^"]+)">{label}</a>', page)
        if found:
            assert client.get(found[1]).status_code == 200
        else:
            assert (user.username, label) == ("assistant", "Figures")


def test_who_has_no_role_sees_no_bar() -> None:
    client = people.signed_in(people.person("nobody", is_staff=False))
    assert "desk-ways" not in client.get(reverse("admin:index"), follow=True).content.decode()


def test_a_window_that_a_page_opens_has_none() -> None:
    client = people.signed_in(people.owner())
    page = client.get(reverse("admin:leads_lead_changelist"), {"_popup": "1"}).content.decode()
    assert 'class="desk-ways"' not in page
