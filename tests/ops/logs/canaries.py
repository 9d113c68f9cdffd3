"""Values planted in text: lines that somebody's code might log, and the word that may not stay.

Keys are put together when this runs, so that no scanner takes the file for a leak.
"""

from __future__ import annotations

import base64
import json
from urllib.parse import quote, urlencode

R = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6"
HEX = "9f8e7d6c5b4a39281706f5e4d3c2b1a0"


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


#: Beginning, and what follows it: one for each maker.
KEYS = [
    ("sk_" + "live_", R), ("sk_" + "test_", R[:24]), ("rk_" + "live_", R), ("whsec" + "_", R),
    ("sk-" + "ant-api03-", R), ("sk-" + "proj-", R), ("ghp" + "_", R), ("github" + "_pat_", R),
    ("glpat" + "-", R[:20]), ("xoxb" + "-12345-", R[:16]), ("xapp" + "-1-", R), ("hf" + "_", R),
    ("re" + "_", R[:20]), ("key" + "-", HEX), ("SG" + ".", R[:16] + "." + R),
    ("AKIA", "Q3EXAMPLE7Z2WXYZ"),
    ("AI" + "za", "SyA" + R), ("ya29" + ".", R), ("GOCSPX" + "-", R[:20]), ("shpat" + "_", HEX),
    ("dop" + "_v1_", HEX), ("npm" + "_", R), ("pypi" + "-", R), ("hvs" + ".", R[:24]),
    ("ntn" + "_", R), ("rnd" + "_", R[:20]), ("gsk" + "_", R), ("xai" + "-", R), ("pplx" + "-", R),
    ("r8" + "_", R), ("xkeysib" + "-", HEX), ("mlsn" + ".", HEX), ("u123456" + "-", HEX[:24]),
    ("AC", HEX), ("SK", HEX), ("sq0atp" + "-", R[:22]), ("tskey" + "-auth-", R[:20]),
    ("sbp" + "_", HEX),
    ("sntrys" + "_", R), ("dckr" + "_pat_", R[:24]), ("EAA", R + "ZD"),
    ("123456789" + ":AA", R + "abc"),
    ("LTAI", "5tQ9k2Lm8x7Z3v"), ("lin" + "_api_", R), ("figd" + "_", R), ("PMAK" + "-", HEX[:24]),
    ("cal" + "_live_", HEX), ("phx" + "_", R),
    ("HRKU" + "-", "01234567-89ab-cdef-0123-456789abcdef"),
    ("live" + "_", R[:30]), ("glsa" + "_", R), ("nvapi" + "-", R),
]  # fmt: skip

PEM = (
    "-----BEGIN " + "RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA1c7\nqqqqqqqq\n-----END "
    "RSA PRIVATE KEY-----"
)
JWT = "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiJqYW5lIn0." + R

#: What is logged, and what must be gone.
PLANTED: list[tuple[str, str]] = [
    *[(f"using {start}{rest} now", rest[4:12]) for start, rest in KEYS],
    *[(f"{{'some_thing': '{start}{rest}'}}", rest[4:12]) for start, rest in KEYS],
    *[("/path/" + quote(f"{start}{rest}", safe="") + "/", rest[4:12]) for start, rest in KEYS],
    (PEM, "qqqqqqqq"),
    (PEM.replace("\n", "\\n"), "qqqqqqqq"),
    (PEM[:60], "MIIEpAIB"),
    (f"got {JWT}", "eyJzdWIi"),
    # Addresses of people.
    ("to jane@bücher.example", "jane"),
    ("to jane@xn--bcher-kva.example", "jane"),
    ('to "jane doe"@example.org', "jane doe"),
    ("to jane @ example.org", "jane"),
    ("to jane%2540example.org", "jane"),
    ("to jane＠example.org", "jane"),
    ("to jane [at] example.org", "jane"),
    ("to jane at example dot org", "jane"),
    ("to jane\\u0040example.org", "jane"),
    ("to jane&#64;example.org", "jane"),
    ("to <mailto:jane@example.org?subject=tell+nobody>", "nobody"),
    ("to jane@[203.0.113.77]", "jane"),
    ("Bad Request: /newsletter/jane@example.org/", "jane"),
    ("jane.o'brien@example.org", "brien"),
    # Numbers.
    ("tel:+493012345678", "12345678"),
    ("%2B49%2030%201234567", "1234567"),
    ("+1 (415) 555-0199", "0199"),
    ("0049 30 1234567", "1234567"),
    ("+49\u00a030\u00a01234567", "1234567"),
    ("+33 6 12 34 56 78", "56 78"),
    ("call (0)171-1234567", "1234567"),
    ("DE89 3704 0044 0532 0130 00", "0532"),
    ("GB33BUKB20201555555555 paid", "BUKB"),
    ("4242 4242 4242 4242", "4242 4242"),
    ("card 378282246310005", "378282246310005"),
    ("from 198.51.100.77", "100.77"),
    ("X-Forwarded-For: 198.51.100.77, 10.0.0.1", "100.77"),
    ("from 2a02:8108:1234:5678::9", "5678"),
    # Bodies.
    (json.dumps({"text": "I feel alone"}), "alone"),
    (json.dumps({"a": json.dumps({"password": "hunter 2"})}), "hunter"),
    (json.dumps({"a": json.dumps({"message": "I feel \"so\" alone"})}), "alone"),
    (str({"message": "I feel alone", "n": 1}), "alone"),
    (str({"password": ["hunter2"]}), "hunter2"),
    ("<QueryDict: {'name': ['Jane Doe'], 'text': ['I feel alone']}>", "alone"),
    (urlencode({"text": "I feel alone", "name": "Jane"}), "alone"),
    (urlencode({"x": "1", "password": "hunter2"}), "hunter2"),
    ("body=b'{\"text\": \"I feel alone\"}'", "alone"),
    (quote('{"password":"hunter2"}'), "hunter2"),
    ("&quot;password&quot;: &quot;hunter2&quot;", "hunter2"),
    ('Content-Disposition: form-data; name="x"\r\n\r\nI feel alone\r\n--b', "alone"),
    ("b'Content-Disposition: form-data; name=\"x\"\\r\\n\\r\\nI feel alone\\r\\n--b'", "alone"),
    ("name=Jane Doe, age=4", "Doe"),
    ("first_name='Jane'", "Jane"),
    ("Lead(id=3, name='Jane Doe', phone='123')", "Doe"),
    ("Lead(id=3, name='Jane', phone='12345')", "12345"),
    ('{"phone": 4930123}', "4930123"),
    ('{"visitor_name": "Jane"}', "Jane"),
    # Secrets by name.
    ("password: hunter2", "hunter2"),
    ("password = \"hunter 2 \\\" three\"", "three"),
    ("the password is hunter2", "hunter2"),
    ("password:\n  hunter2", "hunter2"),
    ("DB_PASSWORD=hun,ter;2)x", "ter;2"),
    ("[('password', 'hunter2')]", "hunter2"),
    ("(b'authorization', b'Bearer hunter2hunter2')", "hunter2"),
    ("[[b'cookie', b'sessionid=hunter2']]", "hunter2"),
    ("Authorization: Digest username=\"jane\", response=\"abc\"", "jane"),
    ("authorization: AWS4-HMAC-SHA256 Credential=abcdef/x, Signature=99", "99"),
    ("HTTP_COOKIE=sessionid=hunter2; a=b", "hunter2"),
    ("Set-Cookie: sessionid=hunter2; Path=/", "hunter2"),
    ("cookies={'sessionid': 'hunter2'}", "hunter2"),
    ("X-Api-Key: hunter2", "hunter2"),
    ("proxy-authorization: Basic hunter2", "hunter2"),
    ("Basic " + encoded("maya:hunter2"), encoded("maya:hunter2")),
    ("header " + encoded("maya:hunter2"), encoded("maya:hunter2")),
    ("payload " + encoded('{"email": "jane@example.org"}'), "eyJlb"),
    ("payload " + encoded("write to jane@example.org"), encoded("write to jane@example.org")[:12]),
    ("https://maya:hunter2@example.org/x", "hunter2"),
    ("https://hunter2@example.org/x", "hunter2"),
    ("redis://:hunter2@10.0.0.1:6379/0", "hunter2"),
    ("AccountKey=abc123==;EndpointSuffix=x", "abc123"),
    ("https://hooks.slack.com/services/T0/B0/hunter2", "hunter2"),
    ("https://discord.com/api/webhooks/123/hunter2", "hunter2"),
    ("/accounts/reset/MQ/c3ab12-" + HEX + "/", HEX),
    ("signed eyJhIjoxfQ:1tAbCd:" + R, R),
    ("pbkdf2_sha256$1000$salt$" + "hunter2hunter2", "hunter2"),
    ("recovery_code=ab12cd", "ab12cd"),
    ("otp=123456", "123456"),
    # Addresses of pages.
    ('HTTP Request: GET https://x.example/a?q=jane "HTTP/1.1 200 OK"', "jane"),
    ('https://x.example:443 "GET /a?name=jane HTTP/1.1" 200 None', "jane"),
    ("/a?name=O'Brien&x=y", "Brien"),
    ("/a#access_token=hunter2", "hunter2"),
    ("https://x.example/?next=%2Fa%3Ftoken%3Dhunter2", "hunter2"),
    ("query_string: b'name=jane'", "jane"),
    # The database.
    ("(0.001) SELECT * FROM x WHERE a = 'I feel'; args=('alone',); alias=default", "alone"),
    ("(0.001) SELECT * FROM x WHERE a = 'I feel alone'", "alone"),
    ("INSERT INTO x VALUES ('it''s me', 'alone')", "alone"),
    ("DETAIL:  Key (email, n)=(jane (mum) x, 3) already exists.", "mum"),
    ("DETAIL:  Failing row contains (1, jane (mum), tell nobody).", "nobody"),
    ("DETAIL:  Failing row contains (1, first\nnobody).\nHINT: x", "nobody"),
    ("CONTEXT:  unnamed portal parameter $1 = 'alone'", "alone"),
    # Several lines.
    ("first\nsecond password=hunter2\nthird", "hunter2"),
]  # fmt: skip

#: What a programmer needs to see.
KEPT = [
    "GET /api/v1/conversations/550e8400-e29b-41d4-a716-446655440000/ 200 in 12.5 ms",
    "release=4f5e6d7 python=3.11.2 django=5.2.19",
    "Task chatbot.knowledge.index_source[550e8400-e29b-41d4-a716-446655440000] succeeded in 0.12s",
    'relation "chatbot_conversation" does not exist',
    "File chatbot/knowledge/index.py, line 120, in search",
    "'NoneType' object has no attribute 'answered_by'",
    "2026-11-26T13:10:35+00:00 [26/Nov/2026:13:10:35 +0000]",
    "http://127.0.0.1:8000/healthz answered 200",
    "Chrome/120.0.6099.109 Safari/537.36 nginx/1.2.3.4",
    "took 1764162000123 ms since 1764162000",
    "tests/ops/logs/test_redaction.py::test_it_is_kept PASSED",
    "password is too short; the token has expired; the cookie banner is shown",
    "name=ops.deliver_outbox attempts=3 of 5",
    "connection to server at 10.1.2.3, port 5432 failed: Connection refused",
    "price 1,200.00 EUR or 49.00 USD, 20 % off, 3 x 60 minutes",
    "error: message too long, body was empty, text: none",
    "waited 0.25 s for 3 of 4 connections (pool 12345678)",
    "/static/chatbot/panel.3f2a1b9c8d7e.js 304",
    "basic plan, token bucket, ops team, session started",
    "ChatConversationSerializer.validate_conversation_identifier_v2",
    "smtp 550 5.1.1 mailbox unavailable; 250 2.0.0 OK",
    "heroku-24 python-3.11.9 web.1 dyno 2 of 4",
    "test_redaction_keeps_names_2 and production-web-1-service-name",
]
