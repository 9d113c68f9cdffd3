"""Keys where they must not be. Findings name the kind, the place and the way out, never a value."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity
from ops.launch.gather.secrets import SettingsSecrets
from ops.launch.registry import check
from ops.secrets.allowed import FILE, MARK
from ops.secrets.collected import Place, Scanned, Secret, shown

REFERENCE = "docs/secrets.md"
#: Places named in one finding, and things not looked into named in one reason.
NAMED = 3
#: Checks that look at every value, and say of an example what it is.
TOLD_BETTER = ("secrets.dummy", "secrets.weak", "settings.placeholders", "settings.environment")
LEAKED = "Treat it as known to everybody from now on, whatever is deleted."


@check("secrets.files", stage=5, needs="secret_files")
def files_hold_no_secret(found: Scanned) -> Iterator[Finding]:
    """No key or password is in the files

    Looked into is what git keeps, what is staged, and what the next git add would take. A file that
    git ignores, such as .env, is where secrets belong.
    """
    for secret in found.secrets:
        yield _finding(
            secret, impact=_in_files(secret.places[0]), then=_out_of_files(secret.places)
        )
    _tell_unread(found)


@check("secrets.history", stage=5, needs="secret_history")
def history_holds_no_secret(found: Scanned) -> Iterator[Finding]:
    """No key or password is in the git history

    What was ever committed stays readable for everybody who has a copy, also when the file is gone.
    """
    for secret in found.secrets:
        yield _finding(
            secret,
            impact="Everybody who can read the repository, or has a copy or a fork, can read it.",
            then=f"{LEAKED} Changing the key is what helps. Taking it out of the history "
            f"afterwards "
            "(git filter-repo --replace-text) changes every commit behind it, and reaches no copy.",
            told_by=tuple(("secrets.files", _subject(secret, place)) for place in secret.places),
        )
    _tell_unread(found)


@check("secrets.build", stage=5, needs="secret_build")
def builds_hand_out_no_secret(found: Scanned) -> Iterator[Finding]:
    """No key or password is in the static files or the Docker build"""
    for secret in found.secrets:
        place = secret.places[0]
        if place.state == "docker":
            impact = "The Docker build is sent this file, and whoever has the image can read it."
            then = (
                f"Keep the file out of the build: add a line {shown(place.path)} to .dockerignore."
            )
        else:
            impact = "Static files are handed to every visitor who asks for them."
            then = f"{LEAKED} Take it out of that file's source and collect the static files anew."
        yield _finding(secret, impact=impact, then=then)
    _tell_unread(found)


@check("secrets.logs", stage=5, needs="secret_logs")
def logs_hold_no_secret(found: Scanned) -> Iterator[Finding]:
    """No key or password is in the logs"""
    for secret in found.secrets:
        yield _finding(
            secret,
            impact="Logs are kept, copied and shown to more people than settings are.",
            then="Then find the code that logs it and have it log the name alone, and delete the "
            "old "
            "logs where you can.",
        )
    _tell_unread(found)


@check("secrets.test_keys", stage=5, needs="settings_secrets", essential=True)
def no_test_keys(found: SettingsSecrets) -> Iterator[Finding]:
    """No test key, sandbox or sample value is in the settings"""
    if found.local:
        raise NotApplicable("This is a local address, where test keys belong.")
    for value in found.test_values:
        yield Finding(
            severity=Severity.BLOCKER,
            subject=value.name,
            summary=f"{value.name} holds {value.what}.",
            evidence=f"{value.name} in the environment; its value is not shown.",
            impact="What it is for does nothing for real customers, or opens to whoever knows the "
            "sample.",
            fix=f"Set {value.name} to the real value where your platform keeps environment "
            f"variables, "
            "and redeploy. docs/environment.md says where it is found.",
            reference=REFERENCE,
            # Said once: what is wrong with the value itself is told where every value is judged.
            told_by=tuple((id, value.name) for id in TOLD_BETTER) if value.sample else (),
        )


def _finding(
    secret: Secret, *, impact: str, then: str, told_by: tuple[tuple[str, str], ...] = ()
) -> Finding:
    kind, first = secret.kind, secret.places[0]
    name = kind.name[0].upper() + kind.name[1:]
    return Finding(
        severity=kind.severity,
        subject=_subject(secret, first),
        summary=f"{name} in {first.words}.",
        evidence=_evidence(secret),
        impact=f"{kind.risk} {impact}",
        fix=f"{kind.steps}\n{then}\n{_no_secret(secret, first)}",
        reference=REFERENCE,
        told_by=told_by,
    )


def _subject(secret: Secret, place: Place) -> str:
    """The same for a key that stays in its file, whichever line or commit it is on."""
    return f"{shown(place.path)}: {secret.fingerprint}"


def _evidence(secret: Secret) -> str:
    named = "; ".join(place.words + _state(place) for place in secret.places[:NAMED])
    more = secret.count - min(NAMED, len(secret.places))
    return (
        f"{named}{f'; and {more} more' if more > 0 else ''}. Its value is not shown; it is known "
        f"as "
        f"{secret.fingerprint}."
    )


def _state(place: Place) -> str:
    said = {"staged": "staged", "untracked": "not in git yet"}.get(place.state, "")
    return f" ({said})" if said else ""


def _in_files(place: Place) -> str:
    if place.state == "untracked":
        return "Git does not ignore this file: the next git add takes it along."
    if place.state in ("tracked", "staged"):
        return "It goes to everybody who can read the repository."
    return "It goes wherever this folder is copied."


def _out_of_files(places: tuple[Place, ...]) -> str:
    place = places[0]
    path = shown(place.path)
    if place.path.rpartition("/")[2].startswith(".env") and place.state in ("tracked", "staged"):
        return (
            f"{LEAKED} Take the file out of git and keep it on this computer:\n"
            f"  git rm --cached {path}\n  echo {path} >> .gitignore\n"
            "Then look into the history: python manage.py check_secrets --history"
        )
    if place.state == "untracked":
        return f"Move it into .env, or have git ignore the file:\n  echo {path} >> .gitignore"
    if place.state == "tracked":
        return (
            f"{LEAKED} In the file, read it from the environment instead. Then look into the "
            f"history: "
            "python manage.py check_secrets --history"
        )
    return "In the file, read it from the environment instead."


def _no_secret(secret: Secret, place: Place) -> str:
    if place.state == "log" or place.path == "stdin":
        return f"It is no secret? Write {secret.fingerprint} and the reason into {FILE}."
    return (
        f"It is no secret? Say so on its line with a comment: {MARK}. Where no comment can stand, "
        f"write {secret.fingerprint} and the reason into {FILE}."
    )


def _tell_unread(found: Scanned) -> None:
    """What was not looked into leaves the check unknown: not scanned is never clean."""
    if not found.unread:
        return
    named = "; ".join(
        f"{shown(one.path)} ({one.reason}{known_as(one.fingerprint)})"
        for one in found.unread[:NAMED]
    )
    more = len(found.unread) - NAMED
    files = any(one.fingerprint for one in found.unread)
    raise CannotTell(
        f"Not looked into: {named}{f'; and {more} more' if more > 0 else ''}."
        + (f" Files you have looked into yourself go into {FILE}." if files else "")
    )


def known_as(fingerprint: str) -> str:
    """What ``.secretsallow`` would call it, where it has a name."""
    return f"; known as {fingerprint}" if fingerprint else ""
