"""Whether the emails of this site will be taken for the owner's."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.checks.mail.words import whose
from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity
from ops.launch.gather.mail.facts import MailFacts
from ops.launch.registry import check


@check("email.dmarc.alignment", stage=2, needs="mail", essential=True)
def emails_will_pass(mail: MailFacts) -> Iterator[Finding]:
    """Emails of this site will be taken for yours

    At least one of SPF and DKIM has to pass for the domain in the From address itself.
    """
    forecast = mail.forecast
    if mail.sends_nothing and not _is_sender(mail):
        raise NotApplicable("The domain says that no email comes from it.")
    if mail.mail.ours and not mail.mail.provider and not forecast.passes:
        raise NotApplicable("No email leaves this app yet, which settings.email_provider says.")
    if forecast.passes is None:
        asked = mail.mail.ours or (mail.mail.selectors and forecast.dkim_doubt)
        if mail.guessed and not asked and not mail.dmarc.unknown and not mail.txt.failed:
            raise NotApplicable(
                "Who sends this site's emails cannot be seen from outside; name it with --provider "
                "and --selector."
            )
        raise CannotTell(forecast.dkim_doubt or forecast.spf_doubt)
    if forecast.passes:
        return
    sender = mail.provider.name if mail.provider else "your email provider"
    envelope = mail.return_path.host or "an unknown name"
    yield Finding(
        severity=Severity.BLOCKER,
        subject=mail.domain,
        summary=f"Emails from {whose(mail)} will not be taken for yours by any inbox.",
        evidence=f"SPF: the return path is {envelope}, which does not vouch for {mail.domain}. "
        f"DKIM: no usable key of {sender} at {mail.domain}.",
        impact="Confirmations and notices go to spam or are refused.",
        fix=f"Set up DKIM: copy the records from {console_of(mail)} to {mail.dns_host.name} "
        f"({mail.dns_host.where}), and press Verify there. The findings on DKIM and SPF say which.",
        reference="RFC 9989 4.4",
    )


def _is_sender(mail: MailFacts) -> bool:
    """Whether emails do come from this domain, whatever its records say."""
    return mail.mail.ours or bool(mail.mail.from_address)


def console_of(mail: MailFacts) -> str:
    """The page that shows the records."""
    if mail.provider is None:
        return "your email provider's page on your domain"
    return f"{mail.provider.name} ({mail.provider.where})"
