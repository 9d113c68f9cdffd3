"""What browsers and the edge may keep: files for long, personal pages never."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ops.launch.checks.web.cookies import cookies_of
from ops.launch.checks.web.edge import edge_of
from ops.launch.checks.web.wording import listed, not_built, seen, the_site
from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity
from ops.launch.gather.web.chat import ChatFacts
from ops.launch.gather.web.pages import File, PageFacts
from ops.launch.network.fetch import Response
from ops.launch.registry import check

DAY = 24 * 3600
#: Seconds below which a file whose name changes with its content is kept too short.
LONG = 30 * DAY
#: A hash in a file name: eight or more hex digits, or a bundler's eight mixed characters.
_HASHED = re.compile(
    r"[.\-_](?:[0-9a-f]{8,64}|(?=[\w-]{8}\.)(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{8})"
    r"\.(?:min\.)?\w{2,5}$"
)
#: Paths of pages that are somebody's own.
_PERSONAL = re.compile(
    r"^/(?:\w\w/)?(?:accounts?|profile|dashboard|cart|basket|checkout|orders?|my|me|login|signin"
    r"|admin|thanks)(?:/|$)",
    re.IGNORECASE,
)


#: Cookies that hold a choice and not a person.
_ANYBODYS = re.compile(r"lang|locale|i18n|consent|theme|currency|country|time_?zone", re.IGNORECASE)


def directives(answer: Response) -> dict[str, str]:
    """``Cache-Control`` as names and values (RFC 9111 5.2)."""
    found: dict[str, str] = {}
    for part in answer.header("cache-control").lower().split(","):
        name, _, value = part.strip().partition("=")
        if name:
            found.setdefault(name, value.strip('" '))
    return found


def seconds(found: dict[str, str], name: str) -> int:
    """A number of seconds among them, 0 when there is none."""
    value = found.get(name, "")
    return int(value) if value.isdigit() and len(value) < 12 else 0


def from_cache(answer: Response) -> str:
    """The header that says a shared cache answered, or ""."""
    for name in ("cf-cache-status", "x-cache", "x-vercel-cache", "cache-status", "cdn-cache"):
        value = answer.header(name)
        words = re.split(r"[\s;,]+", value.lower())
        if {"hit", "stale", "revalidated", "updating"} & set(words):
            return f"{name}: {value}"
    age = answer.header("age").split(",")[0].strip()
    return f"age: {age}" if age.isdigit() and int(age[:12]) > 0 else ""


def is_hashed(url: str) -> bool:
    """Whether a file's name changes with its content, so that it may be kept for ever."""
    return bool(_HASHED.search(urlsplit(url).path))


@check("cache.static", stage=4, needs="pages")
def files_are_kept(pages: PageFacts) -> Iterator[Finding]:
    """Browsers keep scripts, styles and pictures instead of fetching them each time."""
    not_built(the_site(pages).home, "how long files are kept")
    files = [file for file in pages.files if file.answer and file.answer.status == 200]
    if not files:
        raise NotApplicable("The home page loads no files of its own.")
    short = [file for file in files if is_hashed(file.load.url) and not _kept(file)]
    again = [file for file in files if not is_hashed(file.load.url) and _never_kept(file)]
    stuck = [file for file in files if not is_hashed(file.load.url) and _too_long(file)]
    if short:
        yield _static(
            short,
            "Files that never change are fetched again on every visit.",
            "Every page takes longer than it has to, most of all on a phone.",
            "Send “Cache-Control: public, max-age=31536000, immutable” for files whose names carry "
            "a hash (in nginx `expires 1y;` for their folder). In an app made with Slipway it is "
            "sent already; there, look for a proxy that overwrites it.",
            "hashed",
        )
    if again:
        yield _static(
            again,
            "Browsers may not keep these files at all.",
            "Every page takes longer than it has to.",
            "Take no-store out of their Cache-Control, and let the build put a hash into their "
            "names so that they can be kept for a year.",
            "no-store",
        )
    if stuck:
        yield _static(
            stuck,
            "Browsers keep these files for months although their names never change.",
            "After an update, returning visitors see new pages with old styles and scripts.",
            "Let the build put a hash into their names, or shorten max-age to a day.",
            "unhashed",
        )


def _static(files: list[File], summary: str, impact: str, fix: str, subject: str) -> Finding:
    lines = [
        f"{file.load.url}: cache-control: {file.answer.header('cache-control') or 'not sent'}"
        for file in files
        if file.answer
    ]
    return Finding(
        severity=Severity.CLEANUP,
        summary=summary,
        evidence=listed(lines),
        impact=impact,
        fix=fix,
        reference="RFC 9111; RFC 8246",
        subject=subject,
    )


def _kept(file: File) -> bool:
    found = directives(file.answer) if file.answer else {}
    refused = {"no-store", "no-cache", "private"} & set(found)
    return not refused and seconds(found, "max-age") >= LONG


def _never_kept(file: File) -> bool:
    return bool(file.answer) and "no-store" in directives(file.answer)  # type: ignore[arg-type]


def _too_long(file: File) -> bool:
    found = directives(file.answer) if file.answer else {}
    if file.load.kind not in ("script", "style") or "?" in file.load.url:
        return False
    return "immutable" in found or seconds(found, "max-age") >= LONG


@check("cache.pages", stage=4, needs="pages", essential=True)
def personal_pages_are_not_kept(pages: PageFacts) -> Iterator[Finding]:
    """No page with something personal is kept by a cache that others share."""
    not_built(the_site(pages).home, "what is kept of its pages")
    groups: dict[tuple[str, bool], list[Response]] = {}
    for answer in pages.answers:
        cookie = next((name for name in _own_cookies(answer) if name not in pages.varying), "")
        if (cookie or _is_personal(answer)) and (from_cache(answer) or _may_be_kept(answer)):
            groups.setdefault((cookie, bool(from_cache(answer))), []).append(answer)
    for (cookie, hit), answers in groups.items():
        yield _shared(answers, cookie, hit)


def _own_cookies(answer: Response) -> list[str]:
    """Cookies that are one visitor's; a language or a consent may be anybody's."""
    return [
        c.name for c in cookies_of(answer) if not c.is_tracking and not _ANYBODYS.search(c.name)
    ]


def _is_personal(answer: Response) -> bool:
    return answer.status == 200 and bool(_PERSONAL.search(urlsplit(answer.url).path))


def _may_be_kept(answer: Response) -> bool:
    """Whether shared caches are invited to keep it (RFC 9111 5.2.2)."""
    found = directives(answer)
    if {"private", "no-store"} & set(found):
        return False
    return "public" in found or seconds(found, "s-maxage") > 0


def _shared(answers: list[Response], cookie: str, hit: bool) -> Finding:
    paths = [urlsplit(answer.url).path for answer in answers]
    page = seen(paths[0], 60) if len(paths) == 1 else f"{len(paths)} pages"
    each = "it" if len(paths) == 1 else "each of them"
    what = f"{each} sets the cookie {seen(cookie, 40)}" if cookie else f"{each} is somebody's own"
    come = f"{page} came out of a shared cache"
    kept = f"A shared cache may hand {page} from one visitor to the next"
    # A page that only may be kept, and holds nothing but a form to sign in, hurts nobody yet.
    return Finding(
        severity=Severity.BLOCKER if cookie or hit else Severity.TRUST,
        summary=f"{come if hit else kept}, although {what}.",
        evidence=listed([_sign(answer, cookie) for answer in answers]),
        impact="One visitor can get another's session or data, or a form that does not work.",
        fix="Send “Cache-Control: private, no-store” with these pages, and remove the rule that "
        "caches them (in Cloudflare: Caching, Cache Rules; look for Cache Everything).",
        reference="RFC 9111 section 7.3",
        subject=f"cookie {cookie}" if cookie else paths[0],
    )


def _sign(answer: Response, cookie: str) -> str:
    sign = from_cache(answer) or f"cache-control: {answer.header('cache-control')}"
    return f"{answer.url}: {sign}" + (f"; Set-Cookie: {cookie}=…" if cookie else "")


@check("cache.conversations", stage=4, needs="chat_speed")
def conversations_are_not_kept(chat: ChatFacts) -> Iterator[Finding]:
    """No cache keeps what visitors say in the chat."""
    if chat.history is None or chat.history.status != 200:
        raise CannotTell("no conversation could be read back")
    found, hit = directives(chat.history), from_cache(chat.history)
    if hit or not {"no-store", "private"} & set(found):
        yield Finding(
            severity=Severity.BLOCKER if hit else Severity.TRUST,
            summary="What visitors say in the chat may be kept by caches on the way.",
            evidence=hit or f"cache-control: {chat.history.header('cache-control') or 'not sent'}",
            impact="Somebody else's browser or a proxy could show a visitor's conversation.",
            fix="Send “Cache-Control: no-store” for everything under /api/, and exclude /api/ from "
            "the rules of the edge (in Cloudflare: Caching, Cache Rules).",
            subject="conversations",
        )


@check("cache.edge", stage=4, needs="pages")
def edge_serves_files(pages: PageFacts) -> Iterator[Finding]:
    """The edge serves static files from its own cache."""
    edge = edge_of(not_built(the_site(pages).home, "what its edge keeps"))
    if not edge:
        raise NotApplicable("There is no edge network in front of the site.")
    twice = [file for file in pages.files if file.again and file.load.kind in ("script", "style")]
    twice = twice or [file for file in pages.files if file.again]
    if not twice:
        raise NotApplicable("The home page loads no files of its own.")
    cold = [file for file in twice if file.again and not from_cache(file.again)]
    if len(cold) == len(twice):
        yield Finding(
            severity=Severity.CLEANUP,
            summary=f"{edge} fetches the site's files from your server each time.",
            evidence=listed([_status(file) for file in cold]),
            impact="Visitors far from your server wait longer, and the server works more.",
            fix="Let the files carry “Cache-Control: public, max-age=…”. In Cloudflare, see that "
            "no Cache Rule says Bypass and that Development Mode is off (Caching, Configuration).",
            subject=edge,
        )


def _status(file: File) -> str:
    names = ("cf-cache-status", "x-cache", "x-vercel-cache", "cache-status", "cache-control")
    answer = file.again
    told = [f"{name}: {answer.header(name)}" for name in names if answer and answer.has(name)]
    return f"{file.load.url}: {'; '.join(told) or 'no word of a cache'}"
