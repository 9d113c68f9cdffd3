"""Headers with which a page protects its visitors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ops.launch.checks.web.wording import not_built, seen, site_itself
from ops.launch.findings import CannotTell, Finding, Severity
from ops.launch.gather.web.matrix import WebFacts
from ops.launch.network.fetch import Response
from ops.launch.registry import check

WHERE = (
    "Set it where the site is hosted, under headers, or in the app. An app made with Slipway sends "
    "it by itself: there, look for a proxy or plugin in front that drops it."
)
_UNSAFE = ("'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "data:")


def _home(web: WebFacts) -> Response:
    if web.home.end is None:
        raise CannotTell(f"the home page did not answer: {web.home.words}")
    return not_built(site_itself(web.home.end), "this header")


def _missing(summary: str, evidence: str, impact: str, header: str) -> Finding:
    return Finding(
        severity=Severity.CLEANUP,
        summary=summary,
        evidence=seen(evidence, 400),
        impact=impact,
        fix=f"Send the header “{header}”. {WHERE}",
        subject=header.partition(":")[0],
    )


def _has_nosniff(page: Response) -> bool:
    return page.header("x-content-type-options").lower().split(",")[0].strip() == "nosniff"


@check("http.headers.nosniff", stage=5, needs="web")
def content_is_not_guessed(web: WebFacts) -> Iterator[Finding]:
    """Browsers may not guess what a file is."""
    page = _home(web)
    if not _has_nosniff(page):
        given = page.header("x-content-type-options") or "not sent"
        yield _missing(
            "Browsers may guess what your files are, and run one that is not meant to be run.",
            f"{page.url}: x-content-type-options: {given}",
            "A file that somebody uploads can act as a script of your site.",
            "X-Content-Type-Options: nosniff",
        )


def directives(policy: str) -> dict[str, list[str]]:
    """The parts of one policy; of a part that is there twice the first counts (CSP3 2.2.1)."""
    found: dict[str, list[str]] = {}
    for part in policy.split(";"):
        words = part.split()
        if words:
            found.setdefault(words[0].lower(), [word.lower() for word in words[1:]])
    return found


def policies(page: Response) -> list[dict[str, list[str]]]:
    """The policies that hold on a page; each of several has to allow a thing."""
    values = [part for value in page.all("content-security-policy") for part in value.split(",")]
    return [found for value in values if (found := directives(value))]


def _framing(page: Response) -> str:
    """What keeps other sites from framing the page, or ""."""
    for policy in policies(page):
        ancestors = policy.get("frame-ancestors")
        if ancestors is not None and not {"*", "http:", "https:"} & set(ancestors):
            return "frame-ancestors"
    given = {value.strip().upper() for value in page.header("x-frame-options").split(",")}
    return "x-frame-options" if given in ({"DENY"}, {"SAMEORIGIN"}) else ""


@check("http.headers.framing", stage=5, needs="web")
def page_cannot_be_framed(web: WebFacts) -> Iterator[Finding]:
    """Strangers cannot show your pages inside theirs."""
    page = _home(web)
    if not _framing(page):
        given = page.header("x-frame-options") or "not sent"
        yield Finding(
            severity=Severity.CLEANUP,
            summary="Any website may show yours inside its own, under its own name.",
            evidence=seen(f"{page.url}: no frame-ancestors, x-frame-options: {given}"),
            impact="A copycat can lay invisible buttons over your page and catch what visitors "
            "click and type.",
            fix=f"Send the header “Content-Security-Policy: frame-ancestors 'self'”. {WHERE}",
            subject="frame-ancestors",
        )


@check("http.headers.csp", stage=5, needs="web")
def scripts_are_limited(web: WebFacts) -> Iterator[Finding]:
    """The page says which scripts may run in it."""
    page = _home(web)
    found = policies(page)
    if not found:
        watching = page.has("content-security-policy-report-only")
        yield _missing(
            "The page does not say which scripts may run in it"
            + (" (it only asks for reports)." if watching else "."),
            f"{page.url} has no content-security-policy",
            "If somebody smuggles a script into the page, browsers run it.",
            "Content-Security-Policy: default-src 'self'; frame-ancestors 'self'",
        )
        return
    weak = [_weakness(policy) for policy in found]
    if all(weak):
        yield Finding(
            severity=Severity.CLEANUP,
            summary=f"The page lets too many scripts run: {weak[0]}.",
            evidence=seen(f"content-security-policy: {page.header('content-security-policy')}",
                          500),
            impact="If somebody smuggles a script into the page, browsers run it all the same.",
            fix="Name the places scripts come from ('self' and the few you use), and move scripts "
            "out of the HTML into files, or give each a nonce.",
            reference="CSP Level 3",
            subject="content-security-policy",
        )  # fmt: skip


def _weakness(policy: dict[str, list[str]]) -> str:
    """Why a policy does not hold scripts back, or ""."""
    sources = policy.get("script-src-elem") or policy.get("script-src", policy.get("default-src"))
    if sources is None:
        return "no script-src and no default-src"
    vouched = any(re.match(r"'(?:nonce-|sha\d{3}-)", source) for source in sources)
    strict = "'strict-dynamic'" in sources and vouched
    unsafe = [source for source in sources if source in _UNSAFE]
    if vouched:
        unsafe = [source for source in unsafe if source != "'unsafe-inline'"]
    if strict:
        unsafe = [source for source in unsafe if source not in ("*", "http:", "https:")]
    return f"script-src has {' and '.join(unsafe)}" if unsafe else ""


@check("http.headers.referrer", stage=5, needs="web")
def addresses_stay_private(web: WebFacts) -> Iterator[Finding]:
    """Other sites do not learn which of your pages a visitor came from."""
    page = _home(web)
    values = [part.strip().lower() for part in page.header("referrer-policy").split(",")]
    known = [value for value in values if value]
    if not known:
        yield _missing(
            "The page does not say what other sites may learn about where a visitor came from.",
            f"{page.url} has no referrer-policy",
            "Old browsers tell every site you link to the full address of your page.",
            "Referrer-Policy: strict-origin-when-cross-origin",
        )
    elif known[-1] in ("unsafe-url", "no-referrer-when-downgrade"):
        yield _missing(
            "Other sites learn the full address of the page a visitor came from.",
            f"{page.url}: referrer-policy: {page.header('referrer-policy')}",
            "Whatever stands in your addresses (names, search words) reaches other companies.",
            "Referrer-Policy: strict-origin-when-cross-origin",
        )


@check("http.headers.permissions", stage=5, needs="web")
def devices_are_off(web: WebFacts) -> Iterator[Finding]:
    """Camera, microphone and place are switched off for the page."""
    page = _home(web)
    if not page.has("permissions-policy"):
        yield _missing(
            "The page does not switch off camera, microphone and location, which it does not need.",
            f"{page.url} has no permissions-policy",
            "A script that somebody smuggles in, or a frame, may ask visitors for them in your "
            "name.",
            "Permissions-Policy: camera=(), microphone=(), geolocation=()",
        )


@check("http.headers.versions", stage=5, needs="web")
def versions_are_not_told(web: WebFacts) -> Iterator[Finding]:
    """The server does not tell strangers its version."""
    page = _home(web)
    told = [
        f"{name}: {page.header(name)}"
        for name in ("server", "x-powered-by", "x-aspnet-version", "x-generator")
        if re.search(r"\d+\.\d+", page.header(name))
    ]
    if told:
        yield Finding(
            severity=Severity.CLEANUP,
            summary="The server tells everybody which version of its software it runs.",
            evidence=seen("; ".join(told)),
            impact="Programs that look for old versions with known holes find it at once.",
            fix="Switch it off: server_tokens off (nginx), ServerTokens Prod (Apache), expose_php "
            "= Off (PHP).",
            subject="versions",
        )
