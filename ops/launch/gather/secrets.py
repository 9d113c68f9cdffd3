"""Keys in the files, the history, the build and the logs of this deployment, and test keys in its
settings. The scans themselves are in ``ops.secrets``."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from ops.environment import Environment, Kind
from ops.launch.findings import CannotTell
from ops.launch.network.names import is_local
from ops.launch.registry import gatherer
from ops.launch.world import World
from ops.secrets import scan
from ops.secrets.allowed import BadAllowance
from ops.secrets.collected import Scanned

#: What a maker's test keys and sandboxes look like, and what they are called.
_TEST_VALUES = (
    (re.compile(r"(?:^|[^A-Za-z0-9])(?:sk|rk|pk)_test_"), "a test key, which moves no money"),
    (re.compile(r"(?:^|[^A-Za-z0-9])(?:cal_test_|rzp_test_|pdl_sdbx_|test_[A-Za-z0-9]{30}$|"
                r"access_token\$sandbox|sandbox_)"), "a test key"),
    (re.compile(r"POSTMARK_API_TEST"), "Postmark's test token, which sends nothing"),
    (re.compile(r"(?i)sandbox[0-9a-f]{20,}\.mailgun\.org|\bsandbox\.|[.-]sandbox\b|sandbox\.smtp\."),
     "a sandbox, which reaches no real person"),
    (re.compile(r"(?i)mailtrap\.io|ethereal\.email|mailhog|mailpit|@resend\.dev|onboarding@resend"),
     "a mailbox for tests, which delivers to nobody"),
    (re.compile(r"(?i)api-m?\.sandbox\.paypal|sandbox-api|\bstaging[.-]|[.-]staging\b"),
     "an address for tests"),
    (re.compile(r"\+1500555000\d"), "a number for tests, which reaches no phone"),
    (re.compile(r"^django-insecure-"), "a key that Django made for a computer at home"),
)  # fmt: skip
_SAMPLE = re.compile(
    r"(?i)change[-_ ]?me|change[-_ ]?this|example|dummy|placeholder|replace[-_ ]?(?:me|this|with)|"
    r"your[-_ ]|[-_]here\b|\bto[-_ ]?do\b|\bfake\b|fake[-_]|x{5,}|\*{3,}|\.{3}|<[^>]*>|\bfoobar\b|"
    r"123456789|abcdefgh|lorem|not[-_ ]a[-_ ](?:real|secret)|insert[-_ ]|only[-_]for|\bfor[-_ "
    r"]tests?\b"
)
_SAMPLE_WHOLE = re.compile(
    r"(?i)(?:my[-_ ]?)?(?:secret|password|passwd|token|key|api[-_ "
    r"]?key|test|testing|demo|dev|default|"
    r"none|null|undefined|foo|bar|baz|asdf|qwerty|admin|changeit|letmein)\d*[-_ ]?(?:key|token)?"
)
_SAMPLE_HOST = re.compile(r"(?i)(?:^|\.)(?:example\.(?:com|org|net|edu)|example|test|invalid)$")


@dataclass(frozen=True, slots=True)
class TestValue:
    """A variable that holds something for tests. Never its value.

    ``sample`` says that it is an example, which further checks see too, and no maker's test key.
    """

    name: str
    what: str
    sample: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SettingsSecrets:
    """What the environment holds that is not for a launch."""

    local: bool
    test_values: tuple[TestValue, ...]


@gatherer("secret_files", seconds=25, inside=True)
def gather_files(world: World) -> Scanned:
    """The files of this deployment."""
    return _usable(lambda left: scan.files(settings.BASE_DIR, seconds=left), world)


@gatherer("secret_history", seconds=120, inside=True, beyond=True)
def gather_history(world: World) -> Scanned:
    """The git history, where the deployment has it; it may take longer than the rest of the run."""
    return _usable(lambda left: scan.whole_history(settings.BASE_DIR, seconds=left), world)


@gatherer("secret_build", seconds=25, inside=True)
def gather_build(world: World) -> Scanned:
    """Static files and the Docker build's context."""
    root = Path(settings.STATIC_ROOT) if settings.STATIC_ROOT else None
    return _usable(
        lambda left: scan.build_output(settings.BASE_DIR, seconds=left, static_root=root), world
    )


@gatherer("secret_logs", seconds=25, inside=True)
def gather_logs(world: World) -> Scanned:
    """Log files beside the code."""
    return _usable(lambda left: scan.log_files(settings.BASE_DIR, seconds=left), world)


def _usable(look: Callable[[float], Scanned], world: World) -> Scanned:
    try:
        return look(max(0.1, world.deadline.left - 0.5))
    except BadAllowance as error:
        raise CannotTell(str(error)) from error


@gatherer("settings_secrets", seconds=5, inside=True)
def gather_settings_secrets(world: World) -> SettingsSecrets:
    """What the environment of this process holds; only names leave this function."""
    return settings_secrets(settings.ENVIRONMENT, os.environ, local=is_local(settings.SITE_HOST))


def settings_secrets(
    environment: Environment, more: Mapping[str, str], *, local: bool
) -> SettingsSecrets:
    """The variables of the manifest with sample or test values, and any other with a test key."""
    found = list(_of_manifest(environment))
    known = {variable.name for variable in environment}
    for name in sorted(set(more) - known):
        what = _test_value(more[name])
        if what and re.search(r"(?i)key|token|secret|passw|url|host|dsn|from|sid", name):
            found.append(TestValue(name, what))
    return SettingsSecrets(local=local, test_values=tuple(found))


def _of_manifest(environment: Environment) -> Iterator[TestValue]:
    for variable in environment:
        value = environment.source.get(variable.name, "").strip()
        if not value:
            continue
        what = _test_value(value)
        # Django's own mark makes a key too weak, which the reading of the variables says.
        sample = not what or value.startswith("django-insecure-")
        if not what and variable.secret:
            what = _sample(value)
        if not what and variable.kind in (Kind.URL, Kind.EMAIL):
            what = "an address at a domain for samples" if _at_sample_host(value) else ""
        if what:
            yield TestValue(variable.name, what, sample)


def _test_value(value: str) -> str:
    return next((what for pattern, what in _TEST_VALUES if pattern.search(value)), "")


def _sample(value: str) -> str:
    """Whether a secret is one from a manual: by its words, or because it repeats itself."""
    if "://" in value:
        try:
            password = urlsplit(value).password or ""
        except ValueError:
            return ""
        return _sample(password) if password else ""
    if _SAMPLE.search(value) or _SAMPLE_WHOLE.fullmatch(value):
        return "a sample value and no secret"
    if len(value) >= 8 and len(set(value)) <= 3:
        return "the same few characters over and over"
    return ""


def _at_sample_host(value: str) -> bool:
    host = value.rpartition("@")[2].rstrip(">").strip() if "://" not in value else ""
    if not host:
        try:
            host = urlsplit(value).hostname or ""
        except ValueError:
            return False
    return _SAMPLE_HOST.search(host) is not None
