"""The lists of the admin are called what they list, and people are told by name and address."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.ops.team import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return people.signed_in(people.owner())


@pytest.mark.parametrize(
    ("path", "title"),
    [("auth/user/", "Users"), ("ops/auditentry/", "Audit trail"), ("leads/lead/", "Leads")],
)
def test_a_list_is_called_what_it_lists(client: Client, path: str, title: str) -> None:
    page = client.get(f"/admin/{path}").content.decode()
    assert f"<h1>{title}</h1>" in page
    assert "to change" not in page and "to view" not in page


def test_people_are_told_by_name_and_address(client: Client) -> None:
    people.person("visitor-0f3a", email="jo@client.example", first_name="Jo", last_name="Berg")
    people.person("only-a-name")
    page = client.get("/admin/auth/user/").content.decode()
    assert "Jo Berg (jo@client.example)" in page
    assert ">visitor-0f3a<" not in page
    assert "only-a-name" in page
