"""Stands in on loopback for Postmark's API, well or badly.

As https://postmarkapp.com/developer/api/email-api and its list of error codes say: 200 with an id
for an email that is taken, 401 with code 10 for a key it does not know, 500 when it is broken.
"""

from __future__ import annotations

import json
import threading
import uuid
from types import TracebackType
from typing import Any

from lab.loopback import Loopback, QuietHandler

#: What stands in the body besides the message, by status.
CODES = {401: 10, 422: 300, 429: 429, 500: 500}


class PostmarkServer(Loopback):
    """``taken`` are the emails it took. ``status`` other than 200 is what it answers instead;
    ``silent`` is that it never answers.
    """

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.status, self.silent = 200, False
        self._over = threading.Event()
        server = self

        class Handler(QuietHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if server.silent:
                    server._over.wait(60)
                    return
                if server.status != 200:
                    error = {"ErrorCode": CODES.get(server.status, 0), "Message": "Refused."}
                    self.answer(server.status, error)
                    return
                emails = body if isinstance(body, list) else [body]
                server.taken += emails
                told = [
                    {"ErrorCode": 0, "Message": "OK", "MessageID": str(uuid.uuid4()), "To": e["To"]}
                    for e in emails
                ]
                self.answer(200, told if isinstance(body, list) else told[0])

            def answer(self, status: int, data: object) -> None:
                text = json.dumps(data).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

        super().__init__(Handler)
        self.url = f"{self.base}/"

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        super().__exit__(kind, error, trace)
