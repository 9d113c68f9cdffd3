"""Cookies that public pages set, before a visitor has done anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ops.launch.checks.web.markers import builder_of
from ops.launch.checks.web.wording import listed, once, seen, the_site
from ops.launch.findings import Finding, Severity
from ops.launch.gather.web.pages import PageFacts
from ops.launch.network.fetch import Response
from ops.launch.registry import check

#: Cookies of the proxy in front: they tell machines from people or spread the load.
EDGE = re.compile(
    r"__cf_bm|__cflb|__cfruid|_cfuvid|cf_clearance|cf_chl_\w+|AWSALB\w*|__cfwaitingroom|bm_s[vz]"
    r"|ak_bmsc|_abck|incap_ses_\w+|visid_incap_\w+|heroku-session-affinity|fly-machine-id"
)
_SESSION = re.compile(r"sess|sid$|auth|token|jwt|login|remember", re.IGNORECASE)
#: A cookie that scripts have to read, by design.
_FOR_SCRIPTS = re.compile(r"csrf|xsrf", re.IGNORECASE)
_TRACKING = re.compile(
    r"_ga(_.*)?|_gid|_gat.*|_gcl_.*|_fbp|_fbc|fr|IDE|_hj.*|hubspotutk|__hs.*|_uet.*|_pin_unauth"
    r"|__utm.*|_clck|_clsk|ajs_.*|mp_.*|_tt.*|li_fat_id|bcookie|_vwo.*|optimizely.*"
)


@dataclass(frozen=True, slots=True)
class Cookie:
    """One ``Set-Cookie`` line. Attribute names are lower case; the value is not kept."""

    name: str
    attributes: dict[str, str]
    page: str

    @property
    def is_session(self) -> bool:
        """Whether it looks like one that opens something."""
        return bool(_SESSION.search(self.name)) and not _FOR_SCRIPTS.search(self.name)

    @property
    def is_tracking(self) -> bool:
        """Whether it follows visitors."""
        return bool(_TRACKING.fullmatch(self.name))

    @property
    def shown(self) -> str:
        """For evidence, without its value."""
        parts = [f"{name}={value}" if value else name for name, value in self.attributes.items()]
        return seen(f"Set-Cookie: {'; '.join([self.name + '=…', *parts])} on {self.page}", 300)


def cookies_of(answer: Response) -> list[Cookie]:
    """The cookies that an answer sets, the edge's own left out (RFC 6265 5.2)."""
    found = []
    for line in answer.all("set-cookie")[:50]:
        pair, *rest = line.split(";")
        name = pair.partition("=")[0].strip()[:100]
        parts = (part.partition("=") for part in rest[:20])
        attributes = {key.strip().lower(): value.strip()[:100] for key, _, value in parts}
        if name and not EDGE.fullmatch(name):
            found.append(Cookie(name, {k: v for k, v in attributes.items() if k}, answer.url))
    return found


@check("http.cookies", stage=5, needs="pages")
def cookies_are_safe(pages: PageFacts) -> Iterator[Finding]:
    """Cookies of public pages are safe, and none of them follows visitors."""
    cookies = [cookie for answer in the_site(pages).answers for cookie in cookies_of(answer)]
    if not builder_of(pages.home):
        if pages.secure:
            yield from once(_insecure(cookies))
        yield from once(_readable(cookies))
        yield from _samesite(cookies)
    follows = {c.name: c for c in reversed(cookies) if c.is_tracking}
    tracking = list(follows.values())
    if tracking:
        yield Finding(
            severity=Severity.TRUST,
            summary="Visitors get a cookie that follows them before they agree to it.",
            evidence=listed([cookie.shown for cookie in tracking]),
            impact="In Europe that is not allowed without consent.",
            fix="Set it only after the visitor has agreed, or not at all.",
            subject="tracking",
        )


def _insecure(cookies: list[Cookie]) -> Iterator[Finding]:
    """Those that open something, or that browsers throw away; of the others one is enough."""
    for cookie in cookies:
        prefixed = cookie.name.startswith(("__Secure-", "__Host-"))
        none = cookie.attributes.get("samesite", "").lower() == "none"
        if "secure" in cookie.attributes:
            continue
        matters = cookie.is_session or prefixed or none
        yield Finding(
            severity=Severity.TRUST if matters else Severity.CLEANUP,
            summary=f"The cookie {seen(cookie.name, 40)} is thrown away by browsers: it lacks the "
            "word Secure."
            if prefixed or none
            else f"The cookie {seen(cookie.name, 40)} may travel unencrypted.",
            evidence=cookie.shown,
            impact="What depends on the cookie does not work."
            if prefixed or none
            else "On a café's network a stranger can copy it and pass for the visitor.",
            fix="Let whatever sets it add the word Secure (in a Django app SESSION_COOKIE_SECURE "
            "and CSRF_COOKIE_SECURE; elsewhere look at the plugin or shop it comes from).",
            reference="RFC 6265 section 5.2.5; RFC 6265bis, cookie name prefixes",
            subject=f"{cookie.name} secure" if matters else "secure",
        )


def _readable(cookies: list[Cookie]) -> Iterator[Finding]:
    for cookie in cookies:
        if cookie.is_session and "httponly" not in cookie.attributes:
            yield Finding(
                severity=Severity.TRUST,
                summary=f"Scripts on the page can read the cookie {seen(cookie.name, 40)}.",
                evidence=cookie.shown,
                impact="A script that somebody smuggles in can take over the visitor's session.",
                fix="Let whatever sets it add the word HttpOnly (in a Django app "
                "SESSION_COOKIE_HTTPONLY, in PHP session.cookie_httponly).",
                reference="RFC 6265 section 5.2.6",
                subject=f"{cookie.name} httponly",
            )


def _samesite(cookies: list[Cookie]) -> Iterator[Finding]:
    bare = {c.name: c for c in reversed(cookies) if c.is_session and "samesite" not in c.attributes}
    if bare:
        yield Finding(
            severity=Severity.CLEANUP,
            summary="Cookies do not say whether other sites' pages may make browsers send them.",
            evidence=listed([cookie.shown for cookie in bare.values()]),
            impact="Browsers guess, and not all guess alike.",
            fix="Add SameSite=Lax to them.",
            subject="samesite",
        )
