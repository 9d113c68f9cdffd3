"""Keys as their makers hand them out, where people leave them, and what only looks like keys.

Written from the makers' published formats and not from the patterns of ``ops.secrets``, so that a
measure over it says something. Every value is drawn when it is asked for; none is in this file.
"""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Draw = Callable[["Dice"], str]
CONTEXTS = ("env", "python", "config", "log", "shell")


class Dice:
    """Characters by chance, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def of(self, alphabet: str, length: int) -> str:
        """``length`` characters of an alphabet."""
        return "".join(self.random.choice(alphabet) for _ in range(length))

    def word(self, length: int) -> str:
        """Letters of both cases and digits."""
        return self.of(string.ascii_letters + string.digits, length)

    def url(self, length: int) -> str:
        """The alphabet of base64 for addresses."""
        return self.of(string.ascii_letters + string.digits + "-_", length)

    def hex(self, length: int) -> str:
        """Hexadecimal digits."""
        return self.of("0123456789abcdef", length)

    def low(self, length: int) -> str:
        """Small letters and digits."""
        return self.of(string.ascii_lowercase + string.digits, length)

    def up(self, length: int) -> str:
        """Capital letters and digits."""
        return self.of(string.ascii_uppercase + string.digits, length)

    def number(self, length: int) -> str:
        """A number that does not begin with 0."""
        return self.of("123456789", 1) + self.of(string.digits, length - 1)

    def uuid(self) -> str:
        """A random UUID."""
        variant = self.of("89ab", 1)
        return f"{self.hex(8)}-{self.hex(4)}-4{self.hex(3)}-{variant}{self.hex(3)}-{self.hex(12)}"

    def base64(self, size: int) -> str:
        """``size`` random bytes as base64."""
        return base64.b64encode(self.random.randbytes(size)).decode()

    def token(self, **payload: object) -> str:
        """A signed token (JWT) with this payload."""
        parts = [json.dumps({"alg": "HS256", "typ": "JWT"}), json.dumps(payload)]
        head, body = (
            base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts
        )
        return f"{head}.{body}.{self.url(43)}"

    def pem(self, head: str, size: int, line: str = "\n") -> str:
        """Random bytes dressed as a PEM block."""
        text = self.base64(size)
        lines = [text[at : at + 64] for at in range(0, len(text), 64)]
        return line.join([f"-----BEGIN {head}-----", *lines, f"-----END {head}-----"])


@dataclass(frozen=True, slots=True)
class Made:
    """One maker's key: what its variable is called, the host that takes it, and how it is drawn."""

    label: str
    variable: str
    host: str
    draw: Draw
    header: str = "Authorization: Bearer"


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with a file's name, and the label of the key inside ("" for a look-alike)."""

    label: str
    context: str
    path: str
    text: str


KEYS: tuple[Made, ...] = (
    Made("OpenAI project", "OPENAI_API_KEY", "api.openai.com",
         lambda d: "sk-" + "proj-" + d.url(74) + "T3Blbk" + "FJ" + d.url(74)),
    Made("OpenAI old", "OPENAI_KEY", "api.openai.com",
         lambda d: "sk-" + d.word(20) + "T3Blbk" + "FJ" + d.word(20)),
    Made("OpenAI service account", "OPENAI_SVC_KEY", "api.openai.com",
         lambda d: "sk-" + "svcacct-" + d.url(58) + "T3Blbk" + "FJ" + d.url(58)),
    Made("Anthropic", "ANTHROPIC_API_KEY", "api.anthropic.com",
         lambda d: "sk-ant-" + "api03-" + d.url(93) + "AA", "x-api-key:"),
    Made("Anthropic admin", "ANTHROPIC_ADMIN_KEY", "api.anthropic.com",
         lambda d: "sk-ant-" + "admin01-" + d.url(93) + "AA", "x-api-key:"),
    Made("Groq", "GROQ_API_KEY", "api.groq.com", lambda d: "gsk" + "_" + d.word(52)),
    Made("Together", "TOGETHER_API_KEY", "api.together.xyz", lambda d: d.hex(64)),
    Made("OpenRouter", "OPENROUTER_API_KEY", "openrouter.ai",
         lambda d: "sk-or-" + "v1-" + d.hex(64)),
    Made("Hugging Face", "HF_TOKEN", "huggingface.co",
         lambda d: "hf" + "_" + d.of(string.ascii_letters, 34)),
    Made("Mistral", "MISTRAL_API_KEY", "api.mistral.ai", lambda d: d.word(32)),
    Made("Cohere", "COHERE_API_KEY", "api.cohere.com", lambda d: d.word(40)),
    Made("DeepSeek", "DEEPSEEK_API_KEY", "api.deepseek.com", lambda d: "sk-" + d.hex(32)),
    Made("Perplexity", "PERPLEXITY_API_KEY", "api.perplexity.ai",
         lambda d: "pplx" + "-" + d.word(48)),
    Made("xAI", "XAI_API_KEY", "api.x.ai", lambda d: "xai" + "-" + d.word(80)),
    Made("Replicate", "REPLICATE_API_TOKEN", "api.replicate.com",
         lambda d: "r8" + "_" + d.word(37)),
    Made("ElevenLabs", "ELEVENLABS_API_KEY", "api.elevenlabs.io", lambda d: "sk" + "_" + d.hex(48),
         "xi-api-key:"),
    Made("Pinecone", "PINECONE_API_KEY", "api.pinecone.io",
         lambda d: "pcsk" + "_" + d.word(6) + "_" + d.word(63), "Api-Key:"),
    Made("Stripe live", "STRIPE_SECRET_KEY", "api.stripe.com",
         lambda d: "sk_" + "live_" + d.word(24)),
    Made("Stripe live long", "STRIPE_API_KEY", "api.stripe.com",
         lambda d: "sk_" + "live_51" + d.word(97)),
    Made("Stripe test", "STRIPE_TEST_KEY", "api.stripe.com",
         lambda d: "sk_" + "test_" + d.word(24)),
    Made("Stripe restricted", "STRIPE_RESTRICTED_KEY", "api.stripe.com",
         lambda d: "rk_" + "live_" + d.word(99)),
    Made("Stripe webhook", "STRIPE_WEBHOOK_SECRET", "api.stripe.com",
         lambda d: "whsec" + "_" + d.word(32), "Stripe-Secret:"),
    Made("Postmark", "POSTMARK_SERVER_TOKEN", "api.postmarkapp.com", lambda d: d.uuid(),
         "X-Postmark-Server-Token:"),
    Made("SendGrid", "SENDGRID_API_KEY", "api.sendgrid.com",
         lambda d: "SG" + "." + d.url(22) + "." + d.url(43)),
    Made("Mailgun", "MAILGUN_API_KEY", "api.mailgun.net", lambda d: "key" + "-" + d.hex(32),
         "X-Api-Key:"),
    Made("Mailgun new", "MAILGUN_SENDING_KEY", "api.mailgun.net",
         lambda d: f"{d.hex(32)}-{d.hex(8)}-{d.hex(8)}", "X-Api-Key:"),
    Made("AWS access key", "AWS_ACCESS_KEY_ID", "s3.amazonaws.com",
         lambda d: "AK" + "IA" + d.of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16), "X-Access-Key:"),
    Made("AWS secret", "AWS_SECRET_ACCESS_KEY", "s3.amazonaws.com",
         lambda d: d.of(string.ascii_letters + string.digits + "/+", 40), "X-Aws-Secret-Key:"),
    Made("SES SMTP", "SES_SMTP_PASSWORD", "email-smtp.eu-west-1.amazonaws.com",
         lambda d: "B" + d.of(string.ascii_letters + string.digits + "/+", 43), "X-Smtp-Password:"),
    Made("Brevo", "BREVO_API_KEY", "api.brevo.com",
         lambda d: "xkeysib" + "-" + d.hex(64) + "-" + d.word(16), "api-key:"),
    Made("Brevo SMTP", "BREVO_SMTP_KEY", "smtp-relay.brevo.com",
         lambda d: "xsmtpsib" + "-" + d.hex(64) + "-" + d.word(16), "api-key:"),
    Made("Resend", "RESEND_API_KEY", "api.resend.com",
         lambda d: "re" + "_" + d.word(8) + "_" + d.word(24)),
    Made("Mailjet", "MAILJET_SECRET_KEY", "api.mailjet.com", lambda d: d.hex(32), "X-Secret-Key:"),
    Made("SparkPost", "SPARKPOST_API_KEY", "api.sparkpost.com", lambda d: d.hex(40)),
    Made("MailerSend", "MAILERSEND_TOKEN", "api.mailersend.com",
         lambda d: "mlsn" + "." + d.hex(64)),
    Made("Mailchimp", "MAILCHIMP_API_KEY", "us14.api.mailchimp.com",
         lambda d: d.hex(32) + "-us" + "14"),
    Made("Kit", "CONVERTKIT_API_SECRET", "api.convertkit.com", lambda d: d.url(43),
         "X-Kit-Api-Key:"),
    Made("Klaviyo", "KLAVIYO_PRIVATE_KEY", "a.klaviyo.com", lambda d: "pk" + "_" + d.hex(34),
         "Authorization: Klaviyo-API-Key"),
    Made("Twilio token", "TWILIO_AUTH_TOKEN", "api.twilio.com", lambda d: d.hex(32), "X-Token:"),
    Made("Twilio key", "TWILIO_API_KEY", "api.twilio.com", lambda d: "S" + "K" + d.hex(32),
         "X-Api-Key:"),
    Made("Slack bot", "SLACK_BOT_TOKEN", "slack.com",
         lambda d: "xox" + f"b-{d.number(12)}-{d.number(13)}-{d.word(24)}"),
    Made("Slack app", "SLACK_APP_TOKEN", "slack.com",
         lambda d: "xa" + f"pp-1-A{d.up(10)}-{d.number(13)}-{d.hex(64)}"),
    Made("Slack webhook", "SLACK_WEBHOOK_URL", "",
         lambda d: "https://hooks.slack" + f".com/services/T{d.up(10)}/B{d.up(10)}/{d.word(24)}"),
    Made("Sentry DSN", "SENTRY_DSN", "",
         lambda d: f"https://{d.hex(32)}@o{d.number(7)}.ingest.us.sentry.io/{d.number(16)}"),
    Made("Sentry org token", "SENTRY_AUTH_TOKEN", "sentry.io",
         lambda d: "sntrys" + "_" + d.base64(90).rstrip("=") + "_" + d.word(43)),
    Made("Sentry user token", "SENTRY_TOKEN", "sentry.io", lambda d: "sntryu" + "_" + d.hex(64)),
    Made("Heroku old", "HEROKU_API_KEY", "api.heroku.com", lambda d: d.uuid()),
    Made("Heroku new", "HEROKU_API_TOKEN", "api.heroku.com",
         lambda d: "HRKU" + "-AA" + d.url(58)),
    Made("Render", "RENDER_API_KEY", "api.render.com", lambda d: "rnd" + "_" + d.word(28)),
    Made("Cloudflare token", "CLOUDFLARE_API_TOKEN", "api.cloudflare.com", lambda d: d.url(40)),
    Made("Cloudflare global", "CLOUDFLARE_API_KEY", "api.cloudflare.com", lambda d: d.hex(37),
         "X-Auth-Key:"),
    *(Made(f"GitHub {kind}", "GITHUB_TOKEN", "api.github.com",
           lambda d, kind=kind: f"gh{kind}" + "_" + d.word(36)) for kind in "pousr"),  # type: ignore[misc]
    Made("GitHub fine-grained", "GH_TOKEN", "api.github.com",
         lambda d: "github" + "_pat_" + d.word(22) + "_" + d.word(59)),
    Made("GitLab", "GITLAB_TOKEN", "gitlab.com", lambda d: "gl" + "pat-" + d.url(20),
         "PRIVATE-TOKEN:"),
    Made("Calendly", "CALENDLY_TOKEN", "api.calendly.com",
         lambda d: d.token(iss="https://auth.calendly.com", jti=d.uuid(), user_uuid=d.uuid())),
    Made("Cal.com", "CALCOM_API_KEY", "api.cal.com", lambda d: "cal" + "_live_" + d.hex(32)),
    Made("Better Stack", "BETTERSTACK_TOKEN", "uptime.betterstack.com", lambda d: d.word(24)),
    Made("Better Stack heartbeat", "HEARTBEAT_URL", "",
         lambda d: f"https://uptime.betterstack.com/api/v1/heartbeat/{d.word(24)}"),
    Made("UptimeRobot", "UPTIMEROBOT_API_KEY", "api.uptimerobot.com",
         lambda d: f"u{d.number(7)}-{d.hex(24)}"),
    Made("Healthchecks ping", "PING_URL", "", lambda d: f"https://hc-ping.com/{d.uuid()}"),
    Made("Google API", "GOOGLE_API_KEY", "maps.googleapis.com", lambda d: "AI" + "za" + d.url(35)),
    Made("Google OAuth", "GOOGLE_CLIENT_SECRET", "oauth2.googleapis.com",
         lambda d: "GOC" + "SPX-" + d.url(28), "X-Client-Secret:"),
    Made("Azure storage", "AZURE_STORAGE_KEY", "core.windows.net",
         lambda d: d.base64(64), "X-Account-Key:"),
    Made("Azure client secret", "AZURE_CLIENT_SECRET", "login.microsoftonline.com",
         lambda d: d.word(3) + "8Q" + "~" + d.url(34), "X-Client-Secret:"),
    Made("DigitalOcean", "DIGITALOCEAN_TOKEN", "api.digitalocean.com",
         lambda d: "dop" + "_v1_" + d.hex(64)),
    Made("Vercel", "VERCEL_TOKEN", "api.vercel.com", lambda d: d.word(24)),
    Made("Netlify", "NETLIFY_AUTH_TOKEN", "api.netlify.com", lambda d: "nfp" + "_" + d.word(36)),
    Made("Supabase", "SUPABASE_ACCESS_TOKEN", "api.supabase.com",
         lambda d: "sbp" + "_" + d.hex(40)),
    Made("Supabase service role", "SUPABASE_SERVICE_KEY", "abcdefgh.supabase.co",
         lambda d: d.token(iss="supabase", ref=d.low(20), role="service_role", iat=1700000000)),
    Made("npm", "NPM_TOKEN", "registry.npmjs.org", lambda d: "npm" + "_" + d.word(36)),
    Made("PyPI", "TWINE_PASSWORD", "upload.pypi.org",
         lambda d: "py" + "pi-AgEIcHlwaS5vcmc" + d.url(140)),
    Made("Docker Hub", "DOCKERHUB_TOKEN", "hub.docker.com", lambda d: "dckr" + "_pat_" + d.url(27)),
    Made("Linear", "LINEAR_API_KEY", "api.linear.app", lambda d: "lin" + "_api_" + d.word(40)),
    Made("Notion", "NOTION_TOKEN", "api.notion.com",
         lambda d: "nt" + "n_" + d.number(11) + d.word(35)),
    Made("Notion old", "NOTION_SECRET", "api.notion.com", lambda d: "secret" + "_" + d.word(43)),
    Made("Airtable", "AIRTABLE_TOKEN", "api.airtable.com",
         lambda d: "pat" + d.word(14) + "." + d.hex(64)),
    Made("HubSpot", "HUBSPOT_ACCESS_TOKEN", "api.hubapi.com", lambda d: "pat-" + "eu1-" + d.uuid()),
    Made("Zapier hook", "ZAPIER_HOOK", "",
         lambda d: f"https://hooks.zapier.com/hooks/catch/{d.number(7)}/{d.low(7)}/"),
    Made("Make hook", "MAKE_HOOK", "", lambda d: f"https://hook.eu1.make.com/{d.low(32)}"),
    Made("Discord bot", "DISCORD_BOT_TOKEN", "discord.com",
         lambda d: f"MT{d.word(24)}.G{d.url(5)}.{d.url(38)}", "Authorization: Bot"),
    Made("Discord webhook", "DISCORD_WEBHOOK_URL", "",
         lambda d: f"https://discord.com/api/webhooks/{d.number(18)}/{d.url(68)}"),
    Made("Telegram", "TELEGRAM_BOT_TOKEN", "api.telegram.org",
         lambda d: f"{d.number(10)}:" + "AA" + d.url(33)),
    Made("JWT", "ACCESS_TOKEN", "api.intern.coach",
         lambda d: d.token(sub=d.uuid(), role="owner", exp=1900000000)),
    Made("Basic auth URL", "UPSTREAM_URL", "",
         lambda d: f"https://deploy:{d.word(14)}@files.northbound.coach/backup"),
    Made("PostgreSQL", "DATABASE_URL", "",
         lambda d: f"postgres://u{d.low(12)}:p{d.hex(63)}@ec2-3-5-7-9.compute-1.amazonaws.com:5432/d{d.low(8)}"),
    Made("PostgreSQL on Render", "PG_URL", "",
         lambda d: f"postgresql://slip_user:{d.word(32)}@dpg-{d.low(20)}-a.oregon-postgres.render.com/slip"),
    Made("MySQL", "MYSQL_URL", "", lambda d: f"mysql://root:{d.word(16)}@db.northbound.coach:3306/app"),
    Made("Redis", "REDIS_URL", "",
         lambda d: f"rediss://:{d.hex(64)}@ec2-1-2-3-4.compute-1.amazonaws.com:12345"),
    Made("MongoDB", "MONGO_URL", "",
         lambda d: f"mongodb+srv://coach:{d.word(16)}@cluster0.{d.low(5)}.mongodb.net/app"),
    Made("Django SECRET_KEY", "SECRET_KEY", "", lambda d: "django" + "-insecure-" + _django(d)),
    Made("Django SECRET_KEY in production", "DJANGO_SECRET_KEY", "", lambda d: _django(d)),
    Made("OPS_TOKEN", "OPS_TOKEN", "chat.northbound.coach", lambda d: d.url(43),
         "Authorization: Ops"),
    Made("IDENTITY_SECRET", "IDENTITY_SECRET", "chat.northbound.coach", lambda d: d.url(43),
         "X-Identity-Secret:"),
    Made("EDGE_SECRET", "EDGE_SECRET", "chat.northbound.coach", lambda d: d.url(43),
         "X-Edge-Secret:"),
    Made("EMAIL_WEBHOOK_SECRET", "EMAIL_WEBHOOK_SECRET", "chat.northbound.coach",
         lambda d: d.url(32),
         "X-Webhook-Secret:"),
    Made("unknown maker, letters", "ZEPHYRO_API_KEY", "api.zephyro.io", lambda d: d.word(32),
         "X-Api-Key:"),
    Made("unknown maker, hex", "BLUNDER_SECRET", "api.blunder.dev", lambda d: d.hex(48),
         "X-Secret:"),
    Made("unknown maker, prefix", "QUILL_TOKEN", "api.quill.so",
         lambda d: "qll" + "_" + d.word(30)),
    Made("unknown maker, base64", "VAULTED_ENCRYPTION_KEY", "", lambda d: d.base64(32)),
    Made("password", "EMAIL_HOST_PASSWORD", "smtp.northbound.coach", lambda d: d.word(12) + "!7",
         "X-Password:"),
    Made("Linear webhook secret", "LINEAR_WEBHOOK_SECRET", "",
         lambda d: "lin" + "_wh_" + d.word(40)),
    Made("age", "AGE_KEY", "",
         lambda d: "AGE-SECRET-" + "KEY-1" + d.of("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58)),
    Made("Shopify", "SHOPIFY_TOKEN", "northbound.myshopify.com",
         lambda d: "shp" + "at_" + d.hex(32),
         "X-Shopify-Access-Token:"),
    Made("Grafana", "GRAFANA_TOKEN", "northbound.grafana.net",
         lambda d: "gls" + "a_" + d.word(32) + "_" + d.hex(8)),
    Made("New Relic", "NEW_RELIC_KEY", "api.newrelic.com", lambda d: "NRAK" + "-" + d.up(27),
         "Api-Key:"),
    Made("Datadog", "DD_API_KEY", "api.datadoghq.eu", lambda d: d.hex(32), "DD-API-KEY:"),
)  # fmt: skip


def _django(dice: Dice) -> str:
    return dice.of("abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)", 50)


def keys(seed: int = 1) -> Iterator[Sample]:
    """Every kind in every context, and private keys in theirs."""
    dice = Dice(seed)
    for made in KEYS:
        for context in CONTEXTS:
            yield _in_context(made, context, made.draw(dice), dice)
    yield from _private_keys(dice)


def _in_context(made: Made, context: str, value: str, dice: Dice) -> Sample:
    name = made.variable
    camel = "".join(part.capitalize() for part in name.lower().split("_"))
    if context == "env":
        return Sample(
            made.label, context, ".env.production", f"DEBUG=false\n{name}={value}\nPORT=80\n"
        )
    if context == "python":
        quote = "'" if '"' in value else '"'
        text = f"import os\n\nNAME = {quote}coach{quote}\n{name} = {quote}{value}{quote}\n"
        return Sample(made.label, context, "app/settings.py", text)
    if context == "config":
        if dice.random.random() < 0.5:
            text = json.dumps(
                {"site": {"name": "Northbound", camel[0].lower() + camel[1:]: value}}, indent=2
            )
            return Sample(made.label, context, "deploy/config.json", text)
        text = f"services:\n  web:\n    environment:\n      {name}: {json.dumps(value)}\n"
        return Sample(made.label, context, "docker-compose.yml", text)
    if context == "log":
        where = f"https://{made.host}/v1/items" if made.host else "upstream"
        said = f"{where} refused, {name.lower()}={value} status=401"
        text = f"2026-11-02T10:11:12Z ERROR worker: {said}\n"
        return Sample(made.label, context, "web.log", text)
    if made.host:
        text = f"#!/bin/sh\ncurl -sS -H '{made.header} {value}' https://{made.host}/v1/items\n"
    else:
        text = f"#!/bin/sh\nexport {name}='{value}'\n./deploy\n"
    return Sample(made.label, context, "bin/deploy.sh", text)


def _private_keys(dice: Dice) -> Iterator[Sample]:
    heads = ("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY",
             "ENCRYPTED PRIVATE KEY")  # fmt: skip
    for head in heads:
        size = 120 if "EC" in head else 1200
        indented = dice.pem(head, size, "\n    ")
        account = {"type": "service_account", "private_key_id": dice.hex(40),
                   "private_key": dice.pem(head, size),
                   "client_email": "a@b.iam.gserviceaccount.com"}  # fmt: skip
        escaped = dice.pem(head, size, "\\n")
        wrapped = base64.b64encode(dice.pem(head, size).encode()).decode()
        label = f"PEM {head}"
        yield Sample(label, "file", "certs/site.key", dice.pem(head, size) + "\n")
        yield Sample(label, "config", "values.yml", f"tls:\n  key: |\n    {indented}\n")
        yield Sample(label, "json", "account.json", json.dumps(account, indent=2))
        yield Sample(label, "env", ".env", f'PRIVATE_KEY="{escaped}"\n')
        yield Sample(
            label, "kubernetes", "secret.yml", f"kind: Secret\ndata:\n  tls.key: {wrapped}\n"
        )
