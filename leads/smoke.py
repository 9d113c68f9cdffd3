"""The leads' steps of the smoke test: somebody leaves an address, and is written to."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from leads import personal_data
from leads.models import Lead
from ops.models import OutboxMessage
from ops.privacy import own
from ops.smoke import tagged
from ops.smoke.arrival import arrives
from ops.smoke.registry import Step, register, register_sweeper
from ops.smoke.visit import CannotTell, StepFailed, Visit

OLD = timedelta(hours=1)


def lead(visit: Visit) -> str:
    """Details are taken, in the conversation of before, with which they are forgotten again."""
    if not visit.token:
        raise CannotTell("it would look like a person; the ops token marks it as a test")
    data = {"email": visit.email, "name": "Smoke test", "consent": True}
    conversation, bearer = visit.kept.get("conversation", ("", ""))
    if conversation:
        data["conversation_id"] = conversation
    answer = visit.ask("/api/v1/leads/", data=data, bearer=bearer)
    told = visit.must(answer, 201, "the details were not taken").json()
    visit.kept["lead"] = told.get("id")
    if visit.inside:
        visit.undo.append(lambda: _erase(visit.email))
        if not Lead.objects.filter(email=visit.email, is_test=True).exists():
            raise StepFailed(
                "the site says that it took them, and they are not in the database",
                "If this machine's DATABASE_URL is not the site's own, run the test there.",
            )
        return ""
    return "" if conversation else "it stays there for some hours, marked as a test"


def confirmation(visit: Visit) -> str:
    """The email to them leaves."""
    if not visit.kept.get("lead"):
        raise CannotTell("no lead was taken")
    row = visit.wait_for_email("lead_confirmation", sent=True)
    visit.kept["confirmation"] = row
    theirs = row.provider_id if row.provider_id != str(row.pk) else ""
    return f"sent to {row.to}" + (f", taken by the provider as {theirs}" if theirs else "")


def _erase(email: str) -> None:
    personal_data.erase(email)
    own.erase_emails(email)


def sweep(tag: str) -> int:
    """Leads and emails that runs have left. Only what is marked as a test twice over."""
    leads = Lead.objects.filter(is_test=True)
    emails = OutboxMessage.objects.filter(is_test=True)
    if tag:
        leads = leads.filter(email__contains=f"{tagged.WORD}{tag}")
        emails = emails.filter(to__contains=f"{tagged.WORD}{tag}")
    else:
        before = timezone.now() - OLD
        leads = leads.filter(email__contains=tagged.WORD, created_at__lt=before)
        emails = emails.filter(to__contains=tagged.WORD, created_at__lt=before)
    ours = [one for one in leads if tagged.SHAPE.search(one.email)]
    sent = [one.pk for one in emails.only("to") if tagged.SHAPE.search(one.to)]
    Lead.objects.filter(pk__in=[one.pk for one in ours]).delete()
    OutboxMessage.objects.filter(pk__in=sent).delete()
    return len(ours) + len(sent)


def register_steps() -> None:
    """Add them."""
    register(Step(id="leads.lead", title="A lead is taken", run=lead, order=40))
    register(
        Step(
            id="leads.confirmation",
            title="Its confirmation email leaves",
            run=confirmation,
            order=50,
        )
    )
    register(Step(id="leads.arrival", title="And arrives", run=arrives, order=55))
    register_sweeper("leads", sweep)
