"""Whatever the body is, the answer says what to change."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import AsyncClient, Client
from hypothesis import given
from hypothesis import strategies as st

from ops.web.json_body import parse_json
from ops.web.problems import Problem

JSON = "application/json"

BAD: dict[str, tuple[bytes, str]] = {
    "blank": (b" \n", "empty"),
    "cut off": (b'{"a": ', "line 1, column 7"),
    # Python 3.13 names the comma, earlier ones what follows it.
    "a trailing comma": (b'{"a": 1,}', "line 1, column "),
    "single quotes": (b"{'a': 1}", "line 1, column 2"),
    "two objects": (b"{}{}", "line 1, column 3"),
    "a raw line break": (b'{"a": "x\ny"}', "line 1, column 9"),
    "not UTF-8": (b'{"a": "\xff"}', "byte 7"),
    "UTF-16": ('{"a": 1}'.encode("utf-16"), "UTF-8"),
    "a list": (b"[]", "object"),
    "a text": (b'"x"', "object"),
    "a number": (b"1", "object"),
    "null": (b"null", "object"),
    "NaN": (b'{"a": NaN}', "NaN"),
    "Infinity": (b'{"a": -Infinity}', "Infinity"),
    "1e400": (b'{"a": 1e400}', "too large"),
    "a huge integer": (b'{"a": ' + b"9" * 5000 + b"}", "too large"),
    "100 deep": (b'{"a": ' + b"[" * 100 + b"]" * 100 + b"}", "deep"),
    "30000 deep": (b"[" * 30_000, "deep"),
    "30000 objects deep": (b'{"a":' * 10_000, "deep"),
    "a lone surrogate": (b'{"a": "\\ud800"}', "surrogate"),
    "a lone surrogate in a name": (b'{"\\udfff": 1}', "surrogate"),
    "NUL": (b'{"a": "x\\u0000y"}', "NUL"),
    "NUL inside a list": (b'{"a": [{"b": "\\u0000"}]}', "NUL"),
}


@pytest.mark.parametrize("raw, word", BAD.values(), ids=BAD)
@pytest.mark.parametrize("path", ["/api/v1/body/", "/api/v1/rest/"])
def test_a_bad_body_is_a_400_that_says_what_to_change(
    client: Client, path: str, raw: bytes, word: str
) -> None:
    response = client.generic("POST", path, raw, content_type=JSON)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert word in response.json()["detail"]


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
     "application/jsonp", "application/xml"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/api/v1/body/", "/api/v1/rest/"])
def test_another_content_type_is_a_415(client: Client, path: str, kind: str) -> None:
    response = client.generic("POST", path, b'{"a": 1}', content_type=kind)
    assert response.status_code == 415
    assert "application/json" in response.json()["detail"]


@pytest.mark.parametrize("kind", [JSON, "application/json; charset=utf-8", "Application/JSON"])
@pytest.mark.parametrize("path", ["/api/v1/body/", "/api/v1/rest/"])
def test_json_by_any_spelling_is_taken(client: Client, path: str, kind: str) -> None:
    response = client.generic("POST", path, b'{"a": 1}', content_type=kind)
    assert response.json() == {"a": 1}


@pytest.mark.parametrize("path", ["/api/v1/body/", "/api/v1/rest/"])
def test_more_than_64_kb_is_a_413(client: Client, path: str) -> None:
    raw = json.dumps({"a": "x" * 65_536}).encode()
    response = client.generic("POST", path, raw, content_type=JSON)
    assert response.status_code == 413
    assert "64 KB" in response.json()["detail"]


async def test_a_bad_body_is_a_400_on_the_loop_too(async_client: AsyncClient) -> None:
    response = await async_client.generic("POST", "/api/v1/body/", b"{", content_type=JSON)
    assert response.status_code == 400


def test_an_empty_body_is_told_so() -> None:
    with pytest.raises(Problem) as told:
        parse_json(b"", content_type=JSON)
    assert "empty" in told.value.detail


def test_the_last_of_two_equal_names_counts() -> None:
    assert parse_json(b'{"a": 1, "a": 2}', content_type=JSON) == {"a": 2}


def test_a_byte_order_mark_is_forgiven() -> None:
    assert parse_json(b'\xef\xbb\xbf{"a": 1}', content_type=JSON) == {"a": 1}


def test_every_script_and_emoji_come_through() -> None:
    text = "Zoë 李雷 محمد 🌱 👩\u200d💻"
    assert parse_json(json.dumps({"a": text}).encode(), content_type=JSON) == {"a": text}


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail_otherwise(raw: bytes) -> None:
    try:
        found = parse_json(raw, content_type=JSON)
    except Problem as problem:
        assert problem.status in (400, 413)
    else:
        json.dumps(found).encode()


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
        st.recursive(
            st.none() | st.booleans() | st.integers(-(10**16), 10**16) | st.floats(allow_nan=False,
            allow_infinity=False) | st.text(st.characters(exclude_categories=["Cs"],
            exclude_characters="\0")),
            lambda inner: st.lists(inner, max_size=3), max_leaves=8,
        ),
        max_size=5,
    )
)  # fmt: skip
def test_every_good_object_comes_out_as_it_went_in(data: dict[str, Any]) -> None:
    assert parse_json(json.dumps(data).encode(), content_type=JSON) == data
