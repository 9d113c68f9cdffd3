"""Where to look first: the pages of the companies this deployment stands on, by address."""

from __future__ import annotations

from django.conf import settings

from ops.monitor.layers import Layer

Links = tuple[tuple[str, str], ...]

#: By the key of ``ops.launch.platforms``: the page of your apps, and what the company says.
PLATFORMS: dict[str, Links] = {
    "render": (
        ("Your services at Render", "https://dashboard.render.com"),
        ("Does Render report trouble?", "https://status.render.com"),
    ),
    "heroku": (
        ("Your apps at Heroku", "https://dashboard.heroku.com"),
        ("Does Heroku report trouble?", "https://status.heroku.com"),
    ),
    "fly": (
        ("Your apps at Fly", "https://fly.io/dashboard"),
        ("Does Fly report trouble?", "https://status.flyio.net"),
    ),
    "railway": (
        ("Your projects at Railway", "https://railway.com/dashboard"),
        ("Does Railway report trouble?", "https://status.railway.com"),
    ),
}
EMAIL: dict[str, Links] = {
    "postmark": (
        ("Your account at Postmark", "https://account.postmarkapp.com"),
        ("Does Postmark report trouble?", "https://status.postmarkapp.com"),
    ),
    "ses": (
        ("Your account at Amazon SES", "https://console.aws.amazon.com/ses/"),
        ("Does Amazon report trouble?", "https://health.aws.amazon.com/health/status"),
    ),
    "sendgrid": (
        ("Your account at SendGrid", "https://app.sendgrid.com"),
        ("Does SendGrid report trouble?", "https://status.sendgrid.com"),
    ),
    "mailgun": (
        ("Your account at Mailgun", "https://app.mailgun.com"),
        ("Does Mailgun report trouble?", "https://status.mailgun.com"),
    ),
    "resend": (
        ("Your account at Resend", "https://resend.com/emails"),
        ("Does Resend report trouble?", "https://resend-status.com"),
    ),
    "brevo": (
        ("Your account at Brevo", "https://app.brevo.com"),
        ("Does Brevo report trouble?", "https://status.brevo.com"),
    ),
    "mailjet": (
        ("Your account at Mailjet", "https://app.mailjet.com"),
        ("Does Mailjet report trouble?", "https://status.mailjet.com"),
    ),
    "mailersend": (
        ("Your account at MailerSend", "https://app.mailersend.com"),
        ("Does MailerSend report trouble?", "https://status.mailersend.com"),
    ),
}
MODELS: dict[str, Links] = {
    "openai": (("Does OpenAI report trouble?", "https://status.openai.com"),),
    "anthropic": (("Does Anthropic report trouble?", "https://status.anthropic.com"),),
}
#: What the platform does not run.
ELSEWHERE = (Layer.DNS, Layer.EMAIL, Layer.MODEL, Layer.ERRORS)


def places(layer: Layer, platform: str) -> Links:
    """Words and addresses; nothing where the company is not known."""
    if layer is Layer.EMAIL:
        return EMAIL.get(settings.EMAIL_PROVIDER, ())
    if layer is Layer.MODEL and not settings.LLM_BASE_URL:
        return MODELS.get(settings.LLM_PROVIDER, ())
    return () if layer in ELSEWHERE else PLATFORMS.get(platform, ())
