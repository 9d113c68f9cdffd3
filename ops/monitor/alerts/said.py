"""What each layer's outage means to a founder, and what to do about it, first things first."""

from __future__ import annotations

from dataclasses import dataclass

from ops.monitor.layers import Layer


@dataclass(frozen=True, slots=True)
class Said:
    """Of one layer: what is broken, what visitors notice, what to do about it, what is called well
    in a list of what still works, and what there is to know when it is over.
    """

    broken: str
    notice: str
    advice: tuple[str, ...]
    works: str
    after: str = "Nothing has to be done."


ROLL_BACK = (
    "Did this begin with a deploy? Then bring back the release before it: "
    "docs/roll-back.md, or bin/rollback in the project's folder."
)

SAID: dict[Layer, Said] = {
    Layer.DNS: Said(
        "The name of the site leads nowhere",
        "Nobody can open the site, and the chat is gone from your website. Email to this domain "
        "may not arrive either.",
        (
            "Sign in where you bought the domain: is it paid for, and does it name the right "
            "nameservers? Renew it if it has expired.",
            "Sign in where your DNS records are kept (often the same place, or Cloudflare): is "
            "there still a record for this name? docs/domain.md says which.",
            "Did you or anybody change something there today? Change it back. It takes minutes to "
            "an hour until everybody sees it.",
            "Is all of that right? Then look at the status page of that company, and wait.",
        ),
        "the domain name",
        "Some visitors' computers remember for up to an hour that it led nowhere.",
    ),
    Layer.TCP: Said(
        "The server cannot be reached",
        "Nobody can open the site: browsers say that it cannot be reached. The chat is gone from "
        "your website.",
        (
            "Look at your platform's status page. If they report trouble, wait: you can do "
            "nothing, and they know.",
            "Look at your platform's page for this app: is the web process running? Restart it.",
            "Did somebody change DNS records today? The one for this name must lead to your "
            "platform, not to an old address.",
        ),
        "the server",
    ),
    Layer.TLS: Said(
        "The certificate is refused",
        "Browsers show a warning in place of the site, and the chat is gone from your website.",
        (
            "Look at the page Certificates (or Custom domains) of your platform, or of Cloudflare "
            "if you use it: have the certificate for this name issued anew.",
            "The record for this name must be there while it is issued; docs/domain.md "
            "says which. Behind Cloudflare the mode must be Full (strict).",
            "Still refused after ten minutes? In your platform's shell: python manage.py "
            "check_ssl. It says what is wrong and what to type.",
        ),
        "the certificate",
    ),
    Layer.EDGE: Said(
        "An error page comes in place of the app",
        "Visitors see an error page of Cloudflare or of your platform, and the chat is gone from "
        "your website.",
        (
            "Look at your platform's page for this app: does it run, or does it stop and start "
            "again? Restart it; its log says why it stopped.",
            ROLL_BACK,
            "If the app runs: look at the platform's status page, and at Cloudflare's if you use "
            "it. Did somebody change a rule there today? Change it back.",
        ),
        "what stands in front of the app",
    ),
    Layer.APP: Said(
        "The app does not answer as it should",
        "Visitors wait in vain or see errors, and the chat does not answer.",
        (
            "Restart the web process on your platform's page for this app.",
            ROLL_BACK,
            "If it happens again: the log of the web process names the last error. If a restart "
            "helps only for a while, look whether its memory is full.",
        ),
        "pages and chat",
    ),
    Layer.DATABASE: Said(
        "The database does not answer",
        "Visitors are told to come back later: the chat does not answer, and nobody can leave "
        "their details. What is stored is not lost by this.",
        (
            "Look at your database's page at the platform: is it running, is it full, or is it "
            "being maintained? Start it, or give it more room.",
            "Was its password or address changed? DATABASE_URL must be the same.",
            "Does it run, and this message comes again? In your platform's shell: python "
            "manage.py launch_check --only database",
        ),
        "the database",
        "Nothing has to be done. Emails that waited are being sent.",
    ),
    Layer.CACHE: Said(
        "Redis does not answer",
        "Visitors notice little: the chat answers and details are kept. Limits against abuse are "
        "counted more strictly, and the web process sends the emails.",
        (
            "This can wait until morning.",
            "Look at the page of your Redis (on Render: Key Value) at the platform: is it running, "
            "and is its memory full? Restart it, or give it more room.",
            "Was its address or password changed? REDIS_URL must be the same.",
        ),
        "Redis",
    ),
    Layer.WORKER: Said(
        "Emails are not being sent",
        "The chat answers and details are kept. Emails to visitors and to you wait: nobody takes "
        "them to the provider.",
        (
            "Look at the worker on your platform's page: is it running? Restart it. Its log says "
            "why it stopped.",
            "Without a worker there, restart the web process.",
            "Nothing is lost: what waits is sent as soon as it runs.",
        ),
        "sending what waits",
        "What waited is being sent now.",
    ),
    Layer.EMAIL: Said(
        "The email provider takes no emails",
        "The chat answers and details are kept. Visitors get no confirmation, and you get no email "
        "about new enquiries: look at them in the admin.",
        (
            "Sign in at your email provider: is the account unpaid or suspended, or was the key "
            "taken back? Then put a new one into EMAIL_API_KEY (or EMAIL_URL).",
            "If all is well there: look at its status page. If they report trouble, wait.",
            "To try it, in your platform's shell: python manage.py send_test_email with your "
            "address. It says what the provider answers.",
            "Nothing is lost: what waits is sent when the provider takes emails again.",
        ),
        "the email provider",
        "What waited is being sent now.",
    ),
    Layer.MODEL: Said(
        "The language model does not answer",
        "Visitors are answered from your own knowledge, word for word, until it does.",
        (
            "Nothing has to be done at night: the assistant goes on without it.",
            "In the morning, sign in at the model's provider: is there credit left, and is the key "
            "still valid? It stands in LLM_API_KEY.",
            "If all is well there: look at the provider's status page, and wait.",
        ),
        "the language model",
    ),
    Layer.ERRORS: Said(
        "More than one in a hundred requests fail",
        "The site is open, and some visitors see an error.",
        (
            ROLL_BACK,
            "The log of the web process names the page and the error; so does Sentry, if you have "
            "it.",
        ),
        "the error rate",
    ),
    Layer.SLOW: Said(
        "Answers are slow",
        "Visitors are answered, and some of them wait longer than they should.",
        (
            "Open the status page: is it one page, all of them, or a company that the app asks?",
            "Look at your platform's figures: processor and memory of the web process, and of the "
            "database. A bigger plan helps where one of them is full.",
            ROLL_BACK,
        ),
        "the speed",
    ),
}
