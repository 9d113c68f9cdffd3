"""The admin: who gets in, and how hard it is for everybody else."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.findings import Finding, NotApplicable, Severity
from ops.launch.gather.staff import PasswordFacts, StaffFacts
from ops.launch.registry import check


@check("admin.second_factor", stage=5, needs="staff", essential=True)
def staff_have_a_second_factor(staff: StaffFacts) -> Iterator[Finding]:
    """Everybody who runs the site has a second factor"""
    if not staff.people:
        raise NotApplicable("Nobody can open the admin yet.")
    for name in staff.without:
        yield Finding(
            severity=Severity.CLEANUP if staff.local else Severity.TRUST,
            subject=name,
            summary=f"{name} signs in with a password alone.",
            evidence="No authenticator app and no passkey is set up for this account.",
            impact="They are let into the admin only once they have set one up; until then, "
            "whoever has the password can set up their own."
            if staff.required
            else "Whoever gets the password reads every lead and conversation.",
            fix=f"Sign in as {name} and follow the page that opens, or take the account away in "
            "the admin under Users. docs/accounts.md shows each step.",
        )


@check("admin.default_names", stage=5, needs="staff")
def names_are_not_the_usual(staff: StaffFacts) -> Iterator[Finding]:
    """No account has the name that is tried first"""
    for name in staff.default_names:
        protected = name not in staff.without
        yield Finding(
            severity=Severity.CLEANUP if protected or staff.local else Severity.TRUST,
            subject=name,
            summary=f"An account is called {name}, which every attacker tries.",
            evidence="With a second factor." if protected else "Without a second factor.",
            impact="Half of what is needed to sign in is known, and guessing at it can lock you "
            "out for an hour at a time.",
            fix=f"In the admin under Users, change the username {name} to your email address.",
        )


@check("admin.path", stage=5, needs="staff")
def address_is_not_the_usual(staff: StaffFacts) -> Iterator[Finding]:
    """The admin is not at the address that is tried first"""
    if staff.local:
        raise NotApplicable("This is a local address.")
    if staff.admin_path.casefold() in ("admin", "administrator", "django-admin", "backend"):
        yield Finding(
            severity=Severity.CLEANUP,
            subject="ADMIN_PATH",
            summary=f"The admin is at /{staff.admin_path}/, where robots look for it.",
            evidence=f"ADMIN_PATH is {staff.admin_path}.",
            impact="Your log fills with strangers who try it; nobody gets in by that alone.",
            fix="Set ADMIN_PATH to a word of your own, such as office-behind-the-garden, redeploy, "
            "and change your bookmark.",
            told_by=(("settings.environment", "ADMIN_PATH"),),
        )


@check("admin.passwords", stage=5, needs="staff_passwords", essential=True)
def passwords_are_not_guessed(passwords: PasswordFacts) -> Iterator[Finding]:
    """No password of the admin is among the first that are tried"""
    for name in passwords.guessed:
        yield Finding(
            severity=Severity.TRUST if passwords.local else Severity.BLOCKER,
            subject=name,
            summary=f"The password of {name} was guessed with a list of a dozen.",
            evidence="It is the name, the address, or a very common one.",
            impact="Anybody gets as far as the second factor, or all the way in.",
            fix=f"Sign in as {name}, choose a new password under /accounts/password/change/, or "
            f"run: python manage.py changepassword {name}",
        )
    for name in passwords.unusable:
        yield Finding(
            severity=Severity.CLEANUP,
            subject=name,
            summary=f"{name} may do everything and has no password.",
            evidence="The stored password is marked as unusable.",
            impact="Nobody can sign in with it, and nobody notices what it is for.",
            fix=f"Run: python manage.py changepassword {name}, or take the account away.",
        )
