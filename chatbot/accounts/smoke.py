"""The accounts' steps of the smoke test: made, proved, used, given a new password, deleted."""

from __future__ import annotations

import http.cookiejar
import re
import secrets
import time
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone

from ops import privacy, sessions
from ops.addresses import address_marks
from ops.privacy import pending
from ops.smoke import tagged
from ops.smoke.registry import Step, register, register_sweeper
from ops.smoke.visit import PAUSE, Answer, CannotTell, StepFailed, Visit

CODE = re.compile(r"^\s*([A-Z0-9]{3,8}(?:-[A-Z0-9]{3,8})+)\s*$", re.MULTILINE)
HOME = "/accounts/"
TRY_WORKER = (
    "Start the worker (celery --app config worker) or look why it stopped; without REDIS_URL the "
    "web process does it."
)


def _fresh_browser(visit: Visit) -> None:
    _forget_session(visit)
    visit.cookies = http.cookiejar.CookieJar()


def _forget_session(visit: Visit) -> None:
    keys = [cookie.value for cookie in visit.cookies if cookie.name == "sessionid"]
    if visit.inside:
        Session.objects.filter(pk__in=[key for key in keys if key]).delete()


def _code(visit: Visit, after: datetime) -> str:
    row = visit.wait_for_email("account", after=after)
    found = CODE.search(row.text)
    if not found:
        raise StepFailed("the email holds no code")
    return found[1]


def _sent_to(visit: Visit, answer: Answer, path: str, what: str) -> None:
    if answer.status not in (302, 303) or visit.path_of(answer) != path:
        raise StepFailed(f"{what}: answered {answer.status} {visit.path_of(answer)}".rstrip())


def _needs(visit: Visit, what: str) -> None:
    if not visit.kept.get(what):
        raise CannotTell("an earlier step did not get so far")


def _signed_in(visit: Visit, expected: bool) -> None:
    if (visit.ask(HOME).status == 200) is not expected:
        raise StepFailed("signed in when it should not be" if not expected else "not signed in")


def sign_up(visit: Visit) -> str:
    """The form is taken, and an email written."""
    if not (visit.token and visit.inside):
        raise CannotTell("the code is in an email, which is seen only on the deployment itself")
    page = visit.ask("/accounts/signup/")
    if page.status == 200 and 'name="password1"' not in page.text:
        raise CannotTell("visitors cannot sign up here: ACCOUNTS is off")
    begin = timezone.now()
    visit.kept["password"] = secrets.token_urlsafe(18)
    visit.undo.append(lambda: _clean(visit))
    answer = visit.send_form(
        "/accounts/signup/", email=visit.email, password1=visit.kept["password"]
    )
    _sent_to(visit, answer, "/accounts/confirm-email/", "sign-up")
    visit.kept["code"] = _code(visit, begin)
    _signed_in(visit, False)
    return ""


def verify(visit: Visit) -> str:
    """The code of the email proves the address."""
    _needs(visit, "code")
    answer = visit.send_form("/accounts/confirm-email/", code=visit.kept["code"])
    if answer.status not in (302, 303):
        raise StepFailed(f"the code was not taken: {answer.status}")
    _signed_in(visit, True)
    visit.kept["verified"] = True
    return ""


def log_in(visit: Visit) -> str:
    """In a browser that knows nothing."""
    _needs(visit, "verified")
    _fresh_browser(visit)
    _log_in(visit)
    return ""


def _log_in(visit: Visit) -> None:
    answer = visit.send_form("/accounts/login/", login=visit.email, password=visit.kept["password"])
    _sent_to(visit, answer, HOME, "sign-in")
    _signed_in(visit, True)


def reset(visit: Visit) -> str:
    """A new password by email, and a sign-in with it."""
    _needs(visit, "verified")
    _fresh_browser(visit)
    begin = timezone.now()
    answer = visit.send_form("/accounts/password/reset/", email=visit.email)
    _sent_to(visit, answer, "/accounts/password/reset/confirm/", "reset")
    answer = visit.send_form("/accounts/password/reset/confirm/", code=_code(visit, begin))
    _sent_to(visit, answer, "/accounts/password/reset/complete/", "the code")
    new = secrets.token_urlsafe(18)
    answer = visit.send_form("/accounts/password/reset/complete/", password1=new, password2=new)
    if answer.status not in (302, 303):
        raise StepFailed(f"the new password was not taken: {answer.status}")
    visit.kept["password"] = new
    _fresh_browser(visit)
    _log_in(visit)
    return ""


def delete(visit: Visit) -> str:
    """The account is closed at once, and soon nothing of it is left."""
    _needs(visit, "verified")
    if visit.ask(HOME).status != 200:
        _fresh_browser(visit)
        _log_in(visit)
    answer = visit.send_form("/accounts/delete/")
    _sent_to(visit, answer, "/accounts/deleted/", "deleting")
    _signed_in(visit, False)
    _wait_until_done(visit)
    left = {name: len(handler.export(visit.email)) for name, handler in privacy.handlers().items()}
    if any(left.values()):
        raise StepFailed(f"something is left of it: {left}")
    return ""


def _wait_until_done(visit: Visit) -> None:
    end = time.monotonic() + visit.seconds
    rows = pending.waiting().filter(subject__in=address_marks(visit.email))
    while row := rows.all().first():
        if time.monotonic() > end:
            waits = f"after {visit.seconds:.0f} seconds the deletion still waits: nobody does it"
            raise StepFailed(row.problem or waits, TRY_WORKER)
        time.sleep(PAUSE)


def _clean(visit: Visit) -> None:
    for handler in privacy.handlers().values():
        handler.erase(visit.email)
    _forget_session(visit)


def sweep(tag: str) -> int:
    """Visitor accounts that runs have left."""
    word = f"{tagged.WORD}{tag}"
    found = get_user_model()._default_manager.filter(is_staff=False, email__contains=word)
    if not tag:
        found = found.filter(date_joined__lt=timezone.now() - timedelta(hours=1))
    ours = [user for user in found if tagged.SHAPE.search(user.email)]
    for user in ours:
        sessions.end_of(user)
        user.delete()
    return len(ours)


def register_steps() -> None:
    """Add them."""
    register_sweeper("accounts", sweep)
    for order, (name, title, run) in enumerate(
        (
            ("sign_up", "A visitor signs up", sign_up),
            ("verify", "The address is proved", verify),
            ("log_in", "They sign in", log_in),
            ("reset", "They get a new password", reset),
            ("delete", "They delete the account", delete),
        ),
        start=60,
    ):
        register(Step(id=f"accounts.{name}", title=title, run=run, order=order, group="accounts"))
