"""Keys are found wherever they stand, what only looks like them is not, and no text breaks it."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.look_alikes import look_alikes
from lab.secret_corpus import KEYS, Dice, keys
from ops.secrets.detect import detect
from ops.secrets.kinds import ALL, by_name
from tests.ops.secrets.repository import stripe


def kinds(text: str, path: str = "x.txt") -> list[str]:
    return [found.kind.id for found in detect(text, path)]


def test_the_corpus_is_found_and_its_look_alikes_are_not() -> None:
    samples = list(keys(21))
    missed = [(s.label, s.context) for s in samples if not detect(s.text, s.path)]
    assert len({s.label for s in samples}) >= 60 and len(samples) >= 300
    assert len(missed) <= len(samples) * 0.01, missed
    alikes = list(look_alikes(21, each=20))
    wrong = [(s.context, kinds(s.text, s.path)) for s in alikes if detect(s.text, s.path)]
    assert len(alikes) >= 500
    assert len(wrong) <= len(alikes) * 0.01, wrong


OTHER_PLACES = {
    "web.xml": "<c>\n  <{n}>{v}</{n}>\n</c>",
    "x.toml": "[prod]\n{n} = '{v}'",
    "x.js": "const c = {{ {n}: '{v}', b: 2 }};",
    "y.js": "const k = process.env.{n} || '{v}';",
    "x.py": "K = os.environ.get('{n}', '{v}')",
    "Dockerfile": "FROM x\nENV {n} {v}\n",
    "pod.yaml": "env:\n  - name: {n}\n    value: {q}\n",
    "app.json": '{{"env": {{\n "{n}": {{"description": "x",\n "value": {q} }} }} }}',
    "x.tf": 'variable "{n}" {{\n  default = {q}\n}}',
    "x.php": "define('{n}', '{v}');",
    "x.rb": ":{n} => '{v}',",
    "notes.md": "Run `heroku config:set {n}='{v}'` and deploy.",
    "table.md": "| {n} | `{v}` |",
    "x.csv": "name,value\n{n},{v}\n",
    "x.ipynb": '{{"source": ["{n} = \\"{v}\\"\\n"]}}',
    "win.env": "A=1\r\n{n}={v}\r\nB=2\r\n",
    "x.sh": "deploy --{n} {v} --now",
    "access.log": 'GET /hook?{n}={u}&x=1 HTTP/1.1" 200',
    "folded.yml": "{n}: >-\n  {v}\n",
    "paren.py": "{n} = (\n    '{v}'\n)\n",
    "secret.yaml": "kind: Secret\ndata:\n  {n}: {b}\n",
}


@pytest.mark.parametrize("path", OTHER_PLACES)
def test_places_of_which_the_corpus_has_none(path: str) -> None:
    dice = Dice(5)
    missed = []
    for made in KEYS:
        value = made.draw(dice)
        text = OTHER_PLACES[path].format(
            n=made.variable, v=value, q=json.dumps(value), u=quote(value, safe=""),
            b=base64.b64encode(value.encode()).decode(),
        )  # fmt: skip
        if not detect(text, path):
            missed.append(made.label)
    assert len(missed) <= 2, missed


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\nb\nKEY='{}'\n", 3),
        ("x = (\n  '{a}'\n  '{b}'\n)", 2),
        ("x = '{a}' + \\\n    '{b}'", 1),
        ("curl \\\n  -u {}: https://api.stripe.com", 2),
        ("export K={a}\\\n{b}", 1),
    ],
)
def test_the_line_is_the_one_on_which_the_value_begins(text: str, line: int) -> None:
    key = stripe()
    filled = text.format(key, a=key[:16], b=key[16:])
    assert [(found.kind.id, found.line, found.value) for found in detect(filled)] == [
        ("stripe", line, key)
    ]


def test_a_private_key_is_one_finding_at_its_first_line_however_it_is_written() -> None:
    block = Dice(3).pem("RSA PRIVATE KEY", 1200)
    written = {
        "plain": block,
        "json": json.dumps({"k": block}),
        "list": json.dumps(block.split("\n"), indent=1),
        "yaml": "k: |\n  " + block.replace("\n", "\n  "),
        "windows": block.replace("\n", "\r\n"),
        "base64": base64.b64encode(block.encode()).decode(),
    }
    assert {name: kinds(text) for name, text in written.items()} == dict.fromkeys(
        written, ["private-key"]
    )
    values = {detect(text)[0].value for name, text in written.items() if name != "base64"}
    assert len(values) == 1, "the same key is known again"
    assert detect("\n" + block)[0].line == 2


def test_a_key_of_a_maker_is_told_as_that_makers() -> None:
    dice = Dice(8)
    told = {made.label: kinds(f"{made.variable}={made.draw(dice)}\n", ".env")[0] for made in KEYS}
    generic = {label for label, id in told.items() if id == "key"}
    assert generic == {
        "unknown maker, letters", "unknown maker, hex", "unknown maker, prefix",
        "unknown maker, base64",
    }  # fmt: skip
    assert told["Anthropic"] == "anthropic" and told["Resend"] == "resend"
    assert told["PostgreSQL"] == "database-url" and told["Redis"] == "redis-url"
    assert told["Django SECRET_KEY in production"] == "django-secret-key"
    assert told["EDGE_SECRET"] == "edge-secret" and told["Supabase service role"] in (
        "supabase-service", "supabase",
    )  # fmt: skip


def test_every_kind_says_how_that_very_key_is_taken_out_of_use() -> None:
    assert len(ALL) >= 60 and len({kind.id for kind in ALL}) == len(ALL)
    for kind in ALL:
        assert len(kind.steps) > 40 and kind.steps.endswith(".") and kind.risk.endswith("."), (
            kind.id
        )
        assert "!" not in kind.steps + kind.risk + kind.name, kind.id
        assert kind.where in kind.steps or kind.how, kind.id
    assert len({kind.steps for kind in ALL}) >= len(ALL) - 10


def test_a_name_tells_a_maker_whose_keys_have_no_shape() -> None:
    found = by_name("sparkpost_relay_token")
    assert found is not None and found.id == "sparkpost"
    assert by_name("something_token") is None


def test_the_sample_of_every_manual_is_no_key() -> None:
    sample = (
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwi"
        "aWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"
    )
    assert kinds(f"Authorization: Bearer {sample}") == []
    assert kinds("AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY") == []


def test_a_password_for_this_machine_is_a_sample_and_one_elsewhere_is_not() -> None:
    assert kinds("postgres://app:app@localhost/app") == []
    assert kinds("postgres://app:" + "coaching@db.northbound.coach/app") == ["database-url"]
    assert kinds("redis://:" + Dice(2).word(20) + "@localhost:6379") == ["redis-url"]


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=400), st.sampled_from(["a.py", ".env", "x.md", "y.csv", "package-lock.json"])
)
def test_no_text_breaks_it(text: str, path: str) -> None:
    for found in detect(text, path):
        assert 1 <= found.line <= text.count("\n") + 1


_PIECES = st.sampled_from(
    ["eyJ", ".", "://", ":", "@", "-----BEGIN PRIVATE KEY-----", "key", "=", '"', "\\", "\n",
    "%3A%2F%2F",
     "password", "postmark", "sk_" + "live_", "Authorization: Basic ", "İ", "{", "}", "value",
     "a" * 30]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_no_pile_of_pieces_breaks_it(text: str) -> None:
    detect(text, "x.yml")


def test_one_long_line_is_searched_too() -> None:
    filler = "function a(b){return b.token=c.key,d[e]};" * 20_000
    assert kinds(filler + f'var k="{stripe()}";' + filler, "app.min.js") == ["stripe"]
