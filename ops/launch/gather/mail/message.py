"""One received message, verified with the keys its senders publish."""

from __future__ import annotations

from dataclasses import dataclass

from ops.launch.email.message import MessageReport, verify_message
from ops.launch.findings import NotApplicable
from ops.launch.gather.mail.gathering import upwards
from ops.launch.network.names import registrable
from ops.launch.registry import gatherer
from ops.launch.world import World


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """What the message shows; ``expected`` is the From domain it should have, or ""."""

    report: MessageReport
    expected: str

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        """The message in a few lines, for the report."""
        report = self.report
        lines = [
            f"From: {report.author.address or report.author.problem}",
            f"Return path: {report.return_path or 'not stated'}",
            f"SPF as the receiver stated it: {report.spf.result or 'not stated'}",
        ]
        for signed in report.signatures:
            mark = {True: "aligned", False: "not aligned", None: "alignment not known"}
            result = signed.signature
            lines.append(
                f"DKIM {result.selector}._domainkey.{result.domain}: {result.result}, "
                f"{mark[signed.aligned]}" + (f" ({result.reason})" if not result.passed else "")
            )
        lines.append(f"DMARC: {report.verdict.value}")
        return (("The message", "\n".join(lines)),)


@gatherer("message", seconds=15)
def gather_message(world: World) -> MessageFacts:
    """Verify the file that ``check_email_auth --message`` was given."""
    mail = world.target.mail
    if mail is None or not mail.message:
        raise NotApplicable("No message was given; check_email_auth --message FILE.eml takes one.")
    ask = upwards(world.ask, registrable(mail.domain) or mail.domain)
    return MessageFacts(report=verify_message(mail.message, ask), expected=mail.domain)
