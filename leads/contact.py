"""Taking the contact form."""

from __future__ import annotations

import logging

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leads.capture import LeadRefused, capture_lead
from leads.forms import ContactForm, stamp
from ops.web.limits import check
from ops.web.problems import Problem
from ops.web.same_origin import from_our_site
from ops.web.test_traffic import is_ops

logger = logging.getLogger(__name__)


def blank_form() -> ContactForm:
    """The form as the page shows it first."""
    return ContactForm(initial={"opened": stamp()})


def submit(request: HttpRequest) -> ContactForm | None:
    """Take a posted form: None when it was taken, the form with its errors when not.

    Raises ``Problem`` for a post from another site or a passed limit. Spam is thanked like
    everybody else and stored nowhere.
    """
    if not from_our_site(request):
        raise Problem(403, _("Not from here"), _("Please use the contact form on our page."))
    check(request, "contact")
    form = ContactForm(request.POST)
    is_test = is_ops(request)
    is_spam = form.is_spam()
    if not form.is_valid() and not is_spam:
        return form.fresh()
    if is_spam:
        logger.info("a contact form was left out", extra={"event": "lead_spam"})
        return None
    data = form.cleaned_data
    try:
        capture_lead(
            email=data["email"],
            name=data["name"],
            phone=data["phone"],
            message=data["message"],
            consent=True,
            page_url=request.headers.get("Referer", "")[:2000],
            source="page_form",
            is_test=is_test,
        )
    except LeadRefused as error:
        for name, texts in error.errors.items():
            form.add_error(name if name in form.fields else None, texts)
        return form.fresh()
    return None
