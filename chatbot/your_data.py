"""What is kept about me: a visitor proves a mailbox, and then takes it along or has it deleted.

Everybody gets the same answer and an email with a code, known here or not: neither the page nor its
time says who has written. A GET changes nothing. The code and, after it, a pass travel in forms
alone; visitors have no cookie and no session here.
"""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from chatbot.models import Business
from chatbot.pages import business_context
from leads.capture import address_key, address_problem
from leads.personal_data import agrees, take_back
from ops.outbox.enqueue import enqueue
from ops.privacy import archive, codes, erase, own, pending
from ops.privacy.rows import DataCode, DataDeed, PendingErasure
from ops.privacy.staff import works_here
from ops.web import limits
from ops.web.language import visitors_language
from ops.web.problems import Problem, problem_response
from ops.web.same_origin import from_our_site
from ops.web.test_traffic import is_ops

#: What is done with a code or a pass. All else may send an email, and is counted as that.
AFTER_THE_EMAIL = ("code", "download", "withdraw", "erase")
TEMPLATE = "chatbot/your_data.html"
#: What a visitor sees of each kind; others are counted together.
KINDS = {
    "leads": gettext_lazy("your details, what you asked and what you agreed to"),
    "conversations": gettext_lazy("conversations in the chat"),
    "accounts": gettext_lazy("your account"),
    "emails": gettext_lazy("emails to you and about you"),
}


class AskForm(forms.Form):
    """Whose data."""

    email = forms.CharField(
        max_length=254,
        error_messages={"required": gettext_lazy("Please fill in your email address.")},
    )

    def clean_email(self) -> str:
        """An address that can be written to."""
        email: str = self.cleaned_data["email"]
        if problem := address_problem(email):
            raise forms.ValidationError(problem)
        return email


class CodeForm(AskForm):
    """And the code from the email."""

    code = forms.CharField(
        max_length=40, error_messages={"required": gettext_lazy("Please type the code.")}
    )


# Posted without a cookie: guarded by where the post comes from, and by what only the mailbox has.
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def your_data(request: HttpRequest) -> HttpResponseBase:
    """The page. What is posted names its ``step``."""
    with translation.override(visitors_language(request, Business.current().language)):
        try:
            response = _answer(request)
        except Problem as problem:
            response = problem_response(request, problem)
    response["Vary"] = "Accept-Language"
    return response


def _answer(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        if "deletion" in request.GET:
            return _how_far(request)
        return _page(request, ask=AskForm(), code=CodeForm())
    step = request.POST.get("step", "")
    door = "your-data-code" if step in AFTER_THE_EMAIL else "your-data"
    limits.check(request, door, account=_account(request))
    if not from_our_site(request):
        raise Problem(403, gettext("Not from here"), gettext("Please use the form on our page."))
    if step == "ask":
        return _ask(request)
    if step == "code":
        return _prove(request)
    return _do(request, step)


def _account(request: HttpRequest) -> str:
    typed = request.POST.get("email", "")
    return "" if address_problem(typed) else address_key(typed)


def _ask(request: HttpRequest) -> HttpResponseBase:
    form = AskForm(request.POST)
    if not form.is_valid():
        return _page(request, ask=form, code=CodeForm(), status=422)
    email = form.cleaned_data["email"]
    with transaction.atomic():
        _mail(email, codes.new_code(email, is_test=is_ops(request)), is_test=is_ops(request))
    return _page(request, code=CodeForm(initial={"email": email}), sent=True)


def _mail(to: str, code: str, *, is_test: bool) -> None:
    """It repeats nothing that was typed: somebody may have typed a stranger's address."""
    business = Business.current()
    page = f"{settings.SITE_URL}{reverse('your-data')}"
    text = gettext(
        "Somebody, most likely you, wants to see what {business} keeps about this email address. "
        "Type this code on the page:"
    ).format(business=business.name)
    rest = gettext("The page is {page}. The code is good for one day and opens once.").format(
        page=page
    )
    otherwise = gettext(
        "If that was not you, do nothing. Without the code nobody sees or deletes anything."
    )
    enqueue(
        to=to,
        subject=gettext("Your code: what is kept about you"),
        text=f"{text}\n\n    {code}\n\n{rest}\n\n{otherwise}\n",
        kind=own.CODE_EMAIL,
        reply_to=business.contact_email,
        is_test=is_test,
    )


def _prove(request: HttpRequest) -> HttpResponseBase:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, code=form, status=422)
    given = codes.prove(form.cleaned_data["email"], form.cleaned_data["code"])
    if not given:
        form.add_error(
            "code",
            gettext("This code does not fit, was used, or is older than a day. Ask for a new one."),
        )
        again = AskForm(initial={"email": form.cleaned_data["email"]})
        return _page(request, ask=again, code=form, status=422)
    return _choose(request, given, codes.whose(given))


def _choose(
    request: HttpRequest, given: str, proved: DataCode | None, *, status: int = 200, **more: Any
) -> HttpResponse:
    """What there is, with a button for each thing that can be done with it."""
    if proved is None:
        return _page(request, ask=AskForm(), code=CodeForm(), late=True, status=422)
    address = proved.address
    if works_here(address):
        return _page(request, staff=True, status=403)
    held = erase.held(address)
    # What came about by asking is nothing that was kept.
    held["emails"] = held.get("emails", 0) - own.codes_mailed(address)
    for name in ("codes", "email_files"):
        held.pop(name, None)
    kept = [f"{count} × {KINDS[name]}" for name, count in held.items() if count and name in KINDS]
    others = sum(count for name, count in held.items() if name not in KINDS)
    if others:
        kept.append(gettext("{count} × records of the technique behind it").format(count=others))
    context = {
        "given": given, "address": address, "kept": kept, "agrees": agrees(address), **more
    }  # fmt: skip
    return _page(request, status=status, **context)


def _do(request: HttpRequest, step: str) -> HttpResponseBase:
    given = request.POST.get("pass", "")
    proved = codes.whose(given)
    if proved is None or works_here(proved.address):
        return _choose(request, given, proved)
    if step == "download":
        return _download(request, proved)
    if step == "withdraw":
        return _withdraw(request, given, proved)
    if step == "erase":
        if request.POST.get("sure") != "on":
            return _choose(request, given, proved, unsure=True, status=422)
        return _erase(request, proved)
    raise Problem(400, gettext("Not understood"), gettext("Please use the form on our page."))


def _download(request: HttpRequest, proved: DataCode) -> HttpResponse:
    data = archive.gathered(proved.address)
    counts = {name: len(rows) for name, rows in data.items()}
    via = DataDeed.Via.VISITOR
    erase.write_export_down(proved.address, via=via, by=request, counts=counts)
    response = HttpResponse(archive.as_zip(proved.address, data), content_type="application/zip")
    name = f"your-data-{timezone.now():%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _withdraw(request: HttpRequest, given: str, proved: DataCode) -> HttpResponse:
    page = f"{settings.SITE_URL}{reverse('your-data')}"
    taken = take_back(proved.address, source="your_data", page_url=page)
    return _choose(request, given, proved, taken=taken)


def _erase(request: HttpRequest, proved: DataCode) -> HttpResponse:
    """Have it done, and show where to look how far it is: an address that holds nothing of them."""
    row = pending.ask(proved.address, via=DataDeed.Via.VISITOR, by=request, is_test=proved.is_test)
    return HttpResponseRedirect(f"{reverse('your-data')}?deletion={row.pk}")


def _how_far(request: HttpRequest) -> HttpResponse:
    """How far a deletion is that was asked for here."""
    try:
        row = PendingErasure.objects.filter(pk=uuid.UUID(request.GET["deletion"])).first()
    except ValueError:
        row = None
    if row is None:
        return _page(request, ask=AskForm(), code=CodeForm(), no_deletion=True, status=404)
    if row.done_at is None:
        return _page(request, deletion=row)
    all_gone = not row.problem and not _sure(row)
    return _page(request, gone=True, all_gone=all_gone, until=row.until)


def _sure(row: PendingErasure) -> list[Any]:
    return [one for one in row.left if one.get("sure", True)]


def _page(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, TEMPLATE, {**business_context(), **more}, status=status)
