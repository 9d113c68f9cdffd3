"""The pages: what they say, what they say it from, and how they may be kept."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from chatbot.models import Business, KnowledgeEntry
from ops.web.edge import KEPT

pytestmark = pytest.mark.usefixtures("demo")
PUBLIC = ("/", "/privacy/", "/thanks/")


def text_of(client: Client, path: str = "/") -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def structured(page: str) -> dict[str, Any]:
    """What the page tells search engines, by type."""
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    data = json.loads(found)
    assert data["@context"] == "https://schema.org"
    return {part["@type"]: part for part in data["@graph"]}


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_has_no_cookie_and_may_be_kept_by_the_edge(client: Client, path: str) -> None:
    # Neither a cookie that somebody already has nor their language changes what is sent.
    response = client.get(path, headers={"Cookie": "sessionid=abc", "Accept-Language": "de"})
    assert not response.cookies
    assert response["Cache-Control"] == KEPT
    assert response["Vary"] == "Accept-Encoding"
    again = client.get(path, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    # The policy is the same with nothing inline in it, so it may be kept as well.
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not re.search(r"<style|\sstyle=|\son\w+=", response.content.decode())


def test_a_visitor_who_is_signed_in_sees_what_everybody_sees(admin_client: Client) -> None:
    signed_in, nobody = admin_client.get("/"), Client().get("/")
    assert signed_in["ETag"] == nobody["ETag"]
    assert signed_in["Vary"] == "Accept-Encoding"
    assert "admin" not in signed_in.content.decode().replace("/static/", "")


def test_what_the_founder_changes_is_another_page(client: Client) -> None:
    before = client.get("/")["ETag"]
    assert client.get("/")["ETag"] == before
    Business.objects.update(headline="Another headline")
    after = client.get("/", headers={"If-None-Match": before})
    assert after.status_code == 200 and after["ETag"] != before
    KnowledgeEntry.objects.filter(title="Single session").update(price="160")
    assert client.get("/")["ETag"] != after["ETag"]


@pytest.mark.parametrize("path", ["/no/such/page/", "/icon-33.png"])
def test_a_page_that_is_not_there_is_kept_by_nobody(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"
    assert "Northbound Coaching" in response.content.decode()


def test_a_form_that_comes_back_is_kept_by_nobody_and_not_compressed(client: Client) -> None:
    response = client.post(
        "/contact/",
        {"email": "nonsense", "message": "A long story"},
        headers={"Origin": "http://testserver", "Accept-Encoding": "br, gzip"},
    )
    assert response.status_code == 422
    assert response["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in response
    assert "A long story" in response.content.decode()


def test_the_admin_and_the_api_are_not_compressed_and_not_listed(admin_client: Client) -> None:
    for path in ("/admin/", "/api/v1/nothing/"):
        response = admin_client.get(path, headers={"Accept-Encoding": "br, gzip"})
        assert "Content-Encoding" not in response, path
        assert response["X-Robots-Tag"] == "noindex"


def test_a_shared_link_is_told_in_the_words_of_the_business(client: Client) -> None:
    page = text_of(client)
    told = dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">', page))
    assert told["og:title"] == "Work that fits the person you have become"
    assert told["og:site_name"] == "Northbound Coaching"
    assert told["og:description"].startswith("I am Maya Lindqvist.")
    assert told["og:url"] == "http://testserver/"
    assert told["og:locale"] == "en_US"
    assert told["twitter:card"] == "summary_large_image"
    assert re.fullmatch(r"http://testserver/social\.png\?v=[0-9a-f]{8}", told["og:image"])
    assert '<link rel="canonical" href="http://testserver/">' in page
    assert "noindex" not in page


def test_pages_that_are_nobodys_destination_are_not_listed(client: Client) -> None:
    assert '<meta name="robots" content="noindex">' in text_of(client, "/thanks/")
    assert "noindex" not in text_of(client, "/privacy/")


def test_the_browser_around_the_page_takes_on_the_colour(client: Client) -> None:
    colours = set()
    for colour in ("#1f5f5b", "#e8b923"):
        Business.objects.update(colour=colour)
        page = text_of(client)
        colours |= set(
            re.findall(r'<meta name="theme-color" media="[^"]*" content="([^"]*)">', page)
        )
        assert f"/icon.svg?v={colour[1:]}" in page
    assert len(colours) == 4


def test_search_engines_are_told_what_the_page_shows(client: Client) -> None:
    page = text_of(client)
    found = structured(page)
    business = found["ProfessionalService"]
    assert business["name"] == "Northbound Coaching"
    assert business["telephone"] == "+46 8 555 010 20"
    assert business["founder"] == {"@type": "Person", "name": "Maya Lindqvist"}
    assert business["url"] == "http://testserver/"
    prices = {
        offer["itemOffered"]["name"]: (offer.get("price"), offer.get("priceCurrency"))
        for offer in business["makesOffer"]
    }
    assert prices["Three-month package"] == ("1200.00", "USD")
    assert prices["Clarity call"] == ("0.00", "USD")
    hours = business["openingHoursSpecification"]
    assert hours[3] == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": "https://schema.org/Thursday",
        "opens": "09:00",
        "closes": "19:00",
    }
    asked = [question["name"] for question in found["FAQPage"]["mainEntity"]]
    assert asked == re.findall(r"<summary><span>(.*?)</span>", page)


def test_a_price_is_told_only_where_the_knowledge_has_one(client: Client) -> None:
    KnowledgeEntry.objects.filter(title="Single session").update(price=None, currency="")
    offers = structured(text_of(client))["ProfessionalService"]["makesOffer"]
    single = next(o for o in offers if o["itemOffered"]["name"] == "Single session")
    assert "price" not in single and "priceCurrency" not in single


@pytest.mark.parametrize(
    "words",
    [
        "</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028 \u2029", "&lt;b&gt;",
        'a "quoted" word \\ and more', "a\nb",
    ],
)  # fmt: skip
def test_what_the_founder_writes_stays_text_in_the_data(client: Client, words: str) -> None:
    KnowledgeEntry.objects.filter(title="Do you work online?").update(answer=words)
    Business.objects.update(tagline=words)
    page = text_of(client)
    found = structured(page)
    assert found["ProfessionalService"]["description"] == words
    answers = {q["name"]: q["acceptedAnswer"]["text"] for q in found["FAQPage"]["mainEntity"]}
    assert answers["Do you work online?"] == words
    assert page.count("<script") == page.count("</script>") == 3
    assert "<script>alert" not in page


def test_without_a_profile_there_is_still_a_page(client: Client) -> None:
    KnowledgeEntry.objects.all().delete()
    Business.objects.all().delete()
    page = text_of(client)
    assert set(structured(page)) == {"ProfessionalService"}
    for path in PUBLIC[1:]:
        assert "Your business" in text_of(client, path)


@pytest.mark.parametrize(
    ("language", "days", "free"),
    [("en", "Monday – Wednesday", "Free"), ("de", "Montag – Mittwoch", "Kostenlos"),
     ("fr", "Lundi – mercredi", "Gratuit")],
)  # fmt: skip
def test_days_and_prices_are_in_the_language_of_the_page(
    client: Client, language: str, days: str, free: str
) -> None:
    Business.objects.update(language=language)
    page = text_of(client)
    assert f"<span>{days}</span> <span>09:00–17:00</span>" in page
    assert f"<strong>{free}</strong>" in page


def test_under_the_form_stands_where_to_read_what_is_kept(client: Client) -> None:
    form = re.search(r'<form class="contact".*?</form>', text_of(client), re.S)
    assert form and 'href="/privacy/"' in form[0]
    assert "csrf" not in form[0]


def test_the_whole_page_takes_few_queries(
    client: Client, settings: Settings, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(10):
        client.get("/")
