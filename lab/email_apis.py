"""Stands in on loopback for the APIs that take emails: each provider's own address, form of body,
way of signing in and answer, as django-anymail 15.2 speaks to them.

One that is asked with the wrong key answers as a stranger is answered. SES judges the signature.
"""

from __future__ import annotations

import base64
import email
import json
import re
import uuid
from email.policy import default
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lab import sns
from lab.loopback import Loopback, QuietHandler
from lab.s3_server import signature

KEY, SECRET = "key-of-the-lab-0123456789", "secret-of-the-lab-0123456789"
Answer = tuple[int, Any, dict[str, str]]


class EmailApi(Loopback):
    """``taken`` are the bodies it took and ``ids`` what it called them, ``asked`` and ``visited``
    the paths of POSTs and GETs; ``refuse`` is a status, a body and headers that are answered
    instead.
    """

    def __init__(self, provider: str) -> None:
        self.provider = provider
        self.taken: list[dict[str, Any]] = []
        self.ids: list[str] = []
        self.asked: list[str] = []
        self.visited: list[str] = []
        #: Emails that came in, by their id, as Resend gives them out.
        self.inbox: dict[str, dict[str, Any]] = {}
        self.refuse: Answer | None = None
        api = self

        class Handler(QuietHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def do_GET(self) -> None:
                api.visited.append(self.path)
                if api.provider == "ses":
                    ours = self.path == sns.PATH
                    return self.say(200, sns.pem().decode() if ours else {}, {})
                found = api.inbox.get(self.path.rpartition("/")[2])
                known = self.headers.get("Authorization") == f"Bearer {KEY}"
                self.say(200 if found and known else 404, found or {}, {})

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.say(*api.answer(self, raw))

            def say(self, status: int, body: Any, headers: dict[str, str]) -> None:
                text = body.encode() if isinstance(body, str) else json.dumps(body).encode()
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

        super().__init__(Handler)
        self.url = f"{self.base}/"
        if provider == "ses":
            sns.served_at[:] = [f"{self.base}{sns.PATH}"]

    def answer(self, request: BaseHTTPRequestHandler, raw: bytes) -> Answer:
        """One request."""
        path = urlsplit(request.path).path
        self.asked.append(path)
        if self.refuse:
            return self.refuse
        if not self._knows(request, raw, path):
            return 401, {"message": "Unauthorized"}, {}
        body = _body(request.headers.get("Content-Type", ""), raw)
        made = str(uuid.uuid4())
        answer = getattr(self, f"_{self.provider}")(path, body, made)
        if answer[0] < 300:
            self.taken.append(body)
        return answer  # type: ignore[no-any-return]

    def _knows(self, request: BaseHTTPRequestHandler, raw: bytes, path: str) -> bool:
        headers = {name.lower(): value for name, value in request.headers.items()}
        match self.provider:
            case "postmark":
                return headers.get("x-postmark-server-token") == KEY
            case "brevo":
                return headers.get("api-key") == KEY
            case "mailgun":
                return headers.get("authorization") == _basic(f"api:{KEY}")
            case "mailjet":
                return headers.get("authorization") == _basic(f"{KEY}:{SECRET}")
            case "ses":
                given = headers.get("authorization", "")
                made = signature(SECRET, "POST", path, "", headers, given)
                return f"Credential={KEY}/" in given and given.endswith(f"Signature={made}")
        return headers.get("authorization") == f"Bearer {KEY}"

    def _named(self, made: str) -> str:
        self.ids.append(made)
        return made

    def _postmark(self, path: str, body: Any, made: str) -> Answer:
        if path != "/email":
            return 404, {}, {}
        told = {"ErrorCode": 0, "Message": "OK", "MessageID": self._named(made), "To": body["To"]}
        return 200, told, {}

    def _sendgrid(self, path: str, body: Any, made: str) -> Answer:
        if path != "/mail/send":
            return 404, {}, {}
        self._named(body["personalizations"][0]["custom_args"]["anymail_id"])
        return 202, "", {"X-Message-Id": made}

    def _mailgun(self, path: str, body: Any, made: str) -> Answer:
        if not re.fullmatch(r"/[a-z0-9.-]+/messages", path):
            return 404, {}, {}
        named = self._named(f"<20261127.{made}@mg.example.com>")
        return 200, {"id": named, "message": "Queued. Thank you."}, {}

    def _resend(self, path: str, body: Any, made: str) -> Answer:
        return (200, {"id": self._named(made)}, {}) if path == "/emails" else (404, {}, {})

    def _brevo(self, path: str, body: Any, made: str) -> Answer:
        if path != "/smtp/email":
            return 404, {}, {}
        return 201, {"messageId": self._named(f"<{made}@smtp-relay.mailin.fr>")}, {}

    def _mailjet(self, path: str, body: Any, made: str) -> Answer:
        if path != "/send":
            return 404, {}, {}
        number = uuid.UUID(made).int % 10**17
        self._named(str(number))
        to = [
            {"Email": one["Email"], "MessageUUID": made, "MessageID": number, "MessageHref": ""}
            for one in body["Messages"][0]["To"]
        ]
        told = {"Status": "success", "CustomID": "", "To": to, "Cc": [], "Bcc": []}
        return 200, {"Messages": [told]}, {}

    def _mailersend(self, path: str, body: Any, made: str) -> Answer:
        if path != "/email":
            return 404, {}, {}
        if "headers" in body:
            # As for every account that is not of its largest plans.
            return 422, {"message": "The headers field is not available for your plan."}, {}
        return 202, "", {"X-Message-Id": self._named(made), "Content-Type": "text/html"}

    def _ses(self, path: str, body: Any, made: str) -> Answer:
        if path != "/v2/email/outbound-emails":
            return 404, {}, {}
        raw = base64.b64decode(body["Content"]["Raw"]["Data"])
        body["message"] = email.message_from_bytes(raw, policy=default)
        return 200, {"MessageId": self._named(f"0100{made}-000000")}, {}


def _basic(pair: str) -> str:
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


def _body(kind: str, raw: bytes) -> dict[str, Any]:
    if kind.startswith("application/json"):
        return dict(json.loads(raw))
    if kind.startswith("multipart/"):
        form: Any = email.message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + raw)
        return {
            str(part.get_param("name", header="content-disposition")): part.get_payload(
                decode=True
            ).decode()
            for part in form.get_payload()
        }
    return {name: values[-1] for name, values in parse_qs(raw.decode()).items()}


def seen(provider: str, body: dict[str, Any]) -> dict[str, Any]:
    """``to``, ``subject``, ``text``, ``html``, ``reply_to``, ``from`` and ``headers`` of an email
    that a provider took, out of the fields it has for them.
    """
    match provider:
        case "postmark":
            headers = {one["Name"]: one["Value"] for one in body["Headers"]}
            return _seen(body["To"], body["Subject"], body["TextBody"], body["HtmlBody"],
                         body["ReplyTo"], body["From"], headers)  # fmt: skip
        case "sendgrid":
            content = {one["type"]: one["value"] for one in body["content"]}
            return _seen(
                body["personalizations"][0]["to"][0]["email"], body["subject"],
                content["text/plain"], content["text/html"], body["reply_to_list"][0]["email"],
                body["from"]["name"], body["headers"],
            )  # fmt: skip
        case "mailgun":
            headers = {name[2:]: value for name, value in body.items() if name.startswith("h:")}
            return _seen(body["to"], body["subject"], body["text"], body["html"],
                         headers["Reply-To"], body["from"], headers)  # fmt: skip
        case "resend":
            return _seen(body["to"][0], body["subject"], body["text"], body["html"],
                         body["reply_to"][0], body["from"], body["headers"])  # fmt: skip
        case "brevo":
            return _seen(body["to"][0]["email"], body["subject"], body["textContent"],
                         body["htmlContent"], body["replyTo"]["email"], body["sender"]["name"],
                         body["headers"])  # fmt: skip
        case "mailjet":
            of_all = body["Globals"]
            return _seen(body["Messages"][0]["To"][0]["Email"], of_all["Subject"],
                         of_all["TextPart"], of_all["HTMLPart"], of_all["ReplyTo"]["Email"],
                         of_all["From"]["Name"], of_all["Headers"])  # fmt: skip
        case "mailersend":
            return _seen(body["to"][0]["email"], body["subject"], body["text"], body["html"],
                         body["reply_to"]["email"], body["from"]["name"], {})  # fmt: skip
    message = body["message"]
    text = message.get_body(("plain",)).get_content().strip()
    html = message.get_body(("html",)).get_content().strip()
    return _seen(body["Destination"]["ToAddresses"][0], message["Subject"], text, html,
                 message["Reply-To"], message["From"], dict(message.items()))  # fmt: skip


def _seen(
    to: str, subject: str, text: str, html: str, reply_to: str, sender: str, headers: dict[str, str]
) -> dict[str, Any]:
    return {
        "to": to, "subject": str(subject), "text": text, "html": html, "reply_to": str(reply_to),
        "from": str(sender), "headers": headers,
    }  # fmt: skip
