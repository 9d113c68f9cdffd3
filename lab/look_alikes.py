"""What looks like a key and is none: hashes, identifiers, public halves, samples, code, lock files.

Drawn as the tools that write them do, for the false alarms of a secret scan.
"""

from __future__ import annotations

import base64
import hashlib
import json
import string
from collections.abc import Callable, Iterator

from lab.secret_corpus import Dice, Sample

Make = Callable[[Dice], tuple[str, str]]


def look_alikes(seed: int = 1, *, each: int = 10) -> Iterator[Sample]:
    """``each`` samples of every group; the group is the context."""
    dice = Dice(seed)
    for group, make in GROUPS.items():
        for _ in range(each):
            path, text = make(dice)
            yield Sample("", group, path, text)


def _lock_npm(d: Dice) -> tuple[str, str]:
    packages = {
        f"node_modules/{d.of(string.ascii_lowercase, 7)}": {
            "version": "1.2.3",
            "resolved": f"https://registry.npmjs.org/left/-/left-{d.number(2)}.tgz",
            "integrity": f"sha512-{d.base64(64)}",
        }
        for _ in range(8)
    }
    return "package-lock.json", json.dumps({"lockfileVersion": 3, "packages": packages}, indent=2)


def _lock_python(d: Dice) -> tuple[str, str]:
    lines = [f'{{file = "a-{n}.whl", hash = "sha256:{d.hex(64)}"}},' for n in range(6)]
    return "poetry.lock", "files = [\n    " + "\n    ".join(lines) + "\n]\n"


def _requirements(d: Dice) -> tuple[str, str]:
    hashes = " \\\n    ".join(f"--hash=sha256:{d.hex(64)}" for _ in range(4))
    return "requirements.txt", f"django==5.2.19 \\\n    {hashes}\n"


def _minified(d: Dice) -> tuple[str, str]:
    names = string.ascii_letters
    body = "".join(
        f"function {d.of(names, 2)}({d.of(names, 1)}){{return {d.of(names, 1)}.token=t.key,"
        f"e.password=n.value,{d.of(names, 2)}({d.number(3)})}}var {d.of(names, 2)}="
        f'{{apiKey:r.apiKey,secret:this.secret,"auth":o}};'
        for _ in range(30)
    )
    return "static/app.min.js", f"!function(e,t){{{body}}}(this);\n"


def _picture(d: Dice) -> tuple[str, str]:
    return "page.html", f'<img alt="key" src="data:image/png;base64,{d.base64(900)}">\n'


def _integrity(d: Dice) -> tuple[str, str]:
    return "base.html", (
        f'<script src="https://cdn.example.org/a.js" integrity="sha384-{d.base64(48)}" '
        'crossorigin="anonymous"></script>\n'
    )


def _ssh_public(d: Dice) -> tuple[str, str]:
    return (
        "deploy/authorized_keys",
        f"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{d.word(43)} coach@laptop\n",
    )


def _pem_public(d: Dice) -> tuple[str, str]:
    return "certs/public.pem", d.pem("PUBLIC KEY", 294) + "\n"


def _certificate(d: Dice) -> tuple[str, str]:
    return "certs/site.pem", d.pem("CERTIFICATE", 900) + "\n"


def _sample_address(d: Dice) -> tuple[str, str]:
    scheme = d.random.choice(["postgres", "mysql", "redis", "mongodb", "amqp", "https"])
    who = d.random.choice(["user:password", "USER:PASSWORD", "user:pass", "postgres:postgres",
                           "username:password", "${DB_USER}:${DB_PASS}", "<user>:<password>",
                           "{user}:{password}", "slipway:slipway", "root:root"])  # fmt: skip
    host = d.random.choice(["localhost", "127.0.0.1", "db", "localhost:5432", "postgres"])
    return "docs/setup.md", f"Set the address, such as {scheme}://{who}@{host}/app.\n"


_PLACEHOLDERS = (
    "your-api-key-here", "YOUR_API_KEY", "changeme", "change-me-please", "<your-token>",
    "xxxxxxxxxxxxxxxxxxxx",
    "${API_KEY}", "$API_KEY", "{{ api_key }}", "{{API_KEY}}", "%(api_key)s",
    "********************", "...",
    "replace-me-with-a-real-key", "sk-...", "sk-your-key-here", "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx",
    "insert-key-here", "dummy-secret-for-the-build", "example-secret-value", "none", "null", "TODO",
    "test", "secret", "password", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "AKIAIOSFODNN7EXAMPLE",
    "0000000000000000000000000000", "1234567890abcdef1234567890abcdef", "op://vault/stripe/key",
    "arn:aws:secretsmanager:eu-west-1:1:secret:app", "vault:secret/data/app#key",
    "/run/secrets/api_key",
)  # fmt: skip


def _placeholder(d: Dice) -> tuple[str, str]:
    name = d.random.choice(
        ["API_KEY", "SECRET_KEY", "STRIPE_SECRET_KEY", "AUTH_TOKEN", "DB_PASSWORD"]
    )
    value = d.random.choice(_PLACEHOLDERS)
    quoted = f'"{value}"' if d.random.random() < 0.5 else value
    return ".env.example", f"# What it is for\n{name}={quoted}\n"


_READS = (
    'SECRET_KEY = os.environ["SECRET_KEY"]', 'API_KEY = os.getenv("STRIPE_API_KEY", "")',
    'password = env("DB_PASSWORD")', "token = request.headers.get('Authorization')",
    "const apiKey = process.env.OPENAI_API_KEY;", 'secret_key = config("SECRET_KEY", default="")',
    "api_key = settings.STRIPE_API_KEY", "token = secrets.token_urlsafe(32)",
    "password = form.cleaned_data['password1']",
    "self.access_token = response.json()['access_token']",
    'const token = localStorage.getItem("accessToken2");',
    "api_token = get_api_token_for_user_v2(user)",
    "secret = get_random_secret_key()", 'headers = {"Authorization": f"Bearer {token}"}',
    "private_key = load_pem_private_key(data, password=None)",
    "key = hashlib.sha256(token).hexdigest()",
    "password_hash = make_password(raw_password)",
    "auth_token = Token.objects.create(user=user).key",
)  # fmt: skip


def _read(d: Dice) -> tuple[str, str]:
    line = d.random.choice(_READS)
    return ("app/view.ts" if line.startswith("const") else "app/views.py"), f"import os\n\n{line}\n"


def _hashes(d: Dice) -> tuple[str, str]:
    name, value = d.random.choice([
        ("sha256", d.hex(64)), ("commit", d.hex(40)), ("etag", d.hex(32)), ("md5", d.hex(32)),
        ("checksum", d.hex(64)), ("revision", d.hex(40)), ("digest", f"sha256:{d.hex(64)}"),
        ("cache_key", d.hex(32)), ("fingerprint", d.hex(64)), ("contentHash", d.word(20)),
    ])  # fmt: skip
    return "build/manifest.json", json.dumps({"file": "app.css", name: value}) + "\n"


def _uuids(d: Dice) -> tuple[str, str]:
    name = d.random.choice(["id", "request_id", "conversation_id", "trace", "user_id", "message_id",
                            "idempotency_key", "key_id", "installation"])  # fmt: skip
    return "web.log", f"2026-11-02T10:11:12Z INFO app: done {name}={d.uuid()} status=200 ms=12\n"


def _log_line(d: Dice) -> tuple[str, str]:
    text = (
        f"postmark: accepted message {d.uuid()} for 1 recipient\n"
        f'heroku[web.1]: request_id={d.uuid()} fwd="203.0.113.9" dyno=web.1 commit={d.hex(40)}\n'
        f"sentry: event {d.hex(32)} sent\ncloudflare ray {d.hex(16)}-FRA\n"
        f"aws: request {d.uuid()} x-amz-id-2 kept, token refreshed\n"
    )
    return "var/web.log", text


def _published(d: Dice) -> tuple[str, str]:
    line = d.random.choice([
        f"STRIPE_PUBLISHABLE_KEY=pk_live_{d.word(24)}", f"STRIPE_KEY=pk_test_{d.word(99)}",
        f"POSTHOG_KEY=phc_{d.word(43)}", f"SUPABASE_KEY=sb_publishable_{d.url(31)}",
        f"RECAPTCHA_SITE_KEY=6L{d.url(38)}", f"MAPBOX_TOKEN=pk.eyJ{d.word(60)}.{d.url(22)}",
        f"VAPID_PUBLIC_KEY=B{d.url(86)}", f"GA_ID=G-{d.up(10)}",
        f"SUPABASE_ANON_KEY={d.token(iss='supabase', ref=d.low(20), role='anon', iat=1700000000)}",
        f"AGE_PUBLIC=age1{d.of('qpzry9x8gf2tvdw0s3jn54khce6mua7l', 58)}",
    ])  # fmt: skip
    return ".env.production", line + "\n"


def _password_hash(d: Dice) -> tuple[str, str]:
    value = d.random.choice([
        f"pbkdf2_sha256$870000${d.word(22)}${d.base64(32)}", f"$2b$12${d.word(53)}",
        f"$argon2id$v=19$m=65536,t=3,p=4${d.word(22)}${d.word(43)}",
    ])  # fmt: skip
    return "fixtures/users.json", json.dumps(
        [{"model": "auth.user", "fields": {"password": value}}]
    )


def _words(d: Dice) -> tuple[str, str]:
    line = d.random.choice([
        '"password_help": "Your password must contain at least 8 characters and 1 digit."',
        '"token_expired": "Your link has expired. Ask for a new one."',
        'msgid "Password"', '"secret": "The secret of a calm week is planning it on Friday."',
        "<label for=\"id_password1\">Password:</label>", "Password: at least 12 characters",
        "The API key: find it under Settings2, then Keys.", "key: home.hero.title",
        "Token: see docs/api.md", 'aria-label="Show password"',
        "auth: OAuth2-and-PKCE-for-browsers",
    ])  # fmt: skip
    return d.random.choice(["docs/words.md", "locale/words.yml", "page.html"]), line + "\n"


def _migration(d: Dice) -> tuple[str, str]:
    return "app/migrations/0002_auto.py", (
        "migrations.AddField(model_name='token', name='key', "
        "field=models.CharField(max_length=40)),\n"
        f"# generated 2026-11-0{d.number(1)} from 0001_initial_{d.of(string.ascii_lowercase, 6)}\n"
        "constraint_name = 'leads_lead_email_key_5a3f9c1d_uniq'\n"
        f"index_name = 'chatbot_mes_conv_{d.hex(6)}_idx'\n"
    )


def _source_map(d: Dice) -> tuple[str, str]:
    return "static/app.js.map", json.dumps({
        "version": 3, "names": ["token", "apiKey", "secret"], "mappings": ";".join(
            d.of("ACEGIKMOQSUWYacegikmoqsuwy,", 40) for _ in range(20)),
    })  # fmt: skip


def _notebook(d: Dice) -> tuple[str, str]:
    return "notes.ipynb", json.dumps(
        {"cells": [{"outputs": [{"data": {"image/png": d.base64(600)}}]}]}
    )


def _svg(d: Dice) -> tuple[str, str]:
    points = " ".join(f"{d.number(2)}.{d.number(4)},{d.number(3)}.{d.number(3)}" for _ in range(40))
    return "icon.svg", f'<svg><path id="key-icon" d="M{points}z"/></svg>\n'


def _names(d: Dice) -> tuple[str, str]:
    line = d.random.choice([
        'TOKEN_HEADER = "X-Postmark-Server-Token"', 'key = "conversation-started-2026-11"',
        'SESSION_COOKIE_NAME = "__Secure-sessionid"',
        'auth = "rest_framework.authentication.TokenAuthentication"',
        'api_key_name = "production-key-2026"', 'secret_name = "prod/northbound/database-1"',
        'PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]',
        'password_field = "id_new_password2"',
        'token_type = "urn:ietf:params:oauth:token-type:jwt"',
        'passwordInput = document.querySelector("#id_password2")',
        'api_key_env = "OPENAI_API_KEY_V2"',
        'KEY_PREFIX = "slipway:rate-limit:v2:"', 'monkey = "Cercopithecidae1758Gray1821"',
    ])  # fmt: skip
    return "app/names.py", line + "\n"


def _csrf(d: Dice) -> tuple[str, str]:
    return "saved.html", f'<input type="hidden" name="csrfmiddlewaretoken" value="{d.word(64)}">\n'


def _objects(d: Dice) -> tuple[str, str]:
    line = d.random.choice([
        f'"price": "price_{d.word(24)}"', f'"customer": "cus_{d.word(14)}"',
        f'"id": "chatcmpl-{d.word(29)}"', f'"run": "run_{d.word(24)}"',
        f'"file": "file-{d.word(24)}"',
        f'"event": "evt_{d.word(24)}"', f'"airtable_base": "app{d.word(14)}"',
        f'"video": "{d.url(11)}"',
    ])  # fmt: skip
    return "deploy/objects.json", "{" + line + "}\n"


def _workflow(d: Dice) -> tuple[str, str]:
    return ".github/workflows/ci.yml", (
        f"- uses: actions/checkout@{d.hex(40)}\n  with:\n    token: ${{{{ secrets.GITHUB_TOKEN "
        f"}}}}\n"
        "- uses: actions/cache@v4\n  with:\n    key: pip-${{ hashFiles('requirements.txt') }}-v2\n"
    )


def _base64_text(d: Dice) -> tuple[str, str]:
    text = f"The coach works with founders, group {d.number(5)}, in Lisbon and online."
    return (
        "data.yml",
        f"kind: ConfigMap\ndata:\n  about: {base64.b64encode(text.encode()).decode()}\n",
    )


def _dkim(d: Dice) -> tuple[str, str]:
    return (
        "dns.txt",
        f'pm._domainkey TXT "k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKB{d.word(170)}"\n',
    )


def _static(d: Dice) -> tuple[str, str]:
    names = {f"app/panel-{n}.css": f"app/panel-{n}.{d.hex(12)}.css" for n in range(8)}
    return "staticfiles.json", json.dumps({"paths": names, "version": "1.1", "hash": d.hex(12)})


def _go_sum(d: Dice) -> tuple[str, str]:
    return "go.sum", f"golang.org/x/crypto v0.{d.number(2)}.0 h1:{d.base64(32)}\n"


def _dockerfile(d: Dice) -> tuple[str, str]:
    digest = hashlib.sha256(d.word(9).encode()).hexdigest()
    return (
        "Dockerfile",
        f"FROM python:3.13-slim@sha256:{digest}\nARG SECRET_KEY=only-for-the-build\n",
    )


def _tests(d: Dice) -> tuple[str, str]:
    line = d.random.choice([
        'client.login(username="ada", password="correct-horse-9")',
        'TOKEN = "token-for-tests-0123456789"',
        'SECRET = "a-secret-key-only-for-these-checks-0123456789"',
        'assert body["token"] == "abc123"',
        # slipway: not a secret
        'user = User.objects.create_user("ada", password="pw12345!")', 'api_key="test-key-1"',
    ])  # fmt: skip
    return "tests/test_login.py", line + "\n"


GROUPS: dict[str, Make] = {
    "package-lock.json": _lock_npm, "poetry.lock": _lock_python, "go.sum": _go_sum,
    "hashed requirements": _requirements, "minified code": _minified, "source map": _source_map,
    "picture in a page": _picture, "notebook": _notebook, "drawing": _svg, "integrity": _integrity,
    "SSH public key": _ssh_public, "public key": _pem_public, "certificate": _certificate,
    "DKIM record": _dkim, "sample address": _sample_address, "placeholder": _placeholder,
    "read from elsewhere": _read, "hash": _hashes, "identifier": _uuids, "log line": _log_line,
    "publishable key": _published, "hash of a password": _password_hash, "words": _words,
    "names": _names, "CSRF field": _csrf, "name of an object": _objects, "workflow": _workflow,
    "text in base64": _base64_text, "migration": _migration, "static manifest": _static,
    "Dockerfile": _dockerfile, "test": _tests,
}  # fmt: skip
