"""What a page pulls in: over http, from other companies, and unpacked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ops.launch.checks.web.headers import policies
from ops.launch.checks.web.markers import builder_of
from ops.launch.checks.web.wording import host_of, listed, not_built, the_site
from ops.launch.findings import Finding, NotApplicable, Severity
from ops.launch.gather.web.pages import PageFacts
from ops.launch.network.fetch import Response
from ops.launch.platforms import under
from ops.launch.registry import check
from ops.launch.report.wording import count_of

#: Kinds that browsers refuse over http on an https page (Mixed Content, section 4).
ACTIVE = ("script", "style", "frame", "font")
#: Hosts (and what is below them) that watch visitors.
TRACKERS = (
    "google-analytics.com", "googletagmanager.com", "doubleclick.net", "googlesyndication.com",
    "googleadservices.com", "connect.facebook.net", "facebook.com", "hotjar.com", "hotjar.io",
    "clarity.ms", "licdn.com", "ads-twitter.com", "analytics.tiktok.com", "hs-scripts.com",
    "hs-analytics.net", "hsforms.net", "mxpnl.com", "mixpanel.com", "segment.com", "segment.io",
    "fullstory.com", "mouseflow.com", "crazyegg.com", "intercom.io", "intercomcdn.com",
    "pinimg.com", "snap.licdn.com", "sc-static.net", "bat.bing.com", "taboola.com",
    "outbrain.com", "criteo.com", "criteo.net", "adroll.com", "klaviyo.com", "amplitude.com",
    "heapanalytics.com", "optimizely.com", "yandex.ru", "quantserve.com", "scorecardresearch.com",
)  # fmt: skip
#: Below this many bytes compression gains nothing.
SMALL = 1024
#: Uncompressed text in all, in bytes, above which a phone feels it.
HEAVY = 300_000
_TEXT = ("text/", "javascript", "json", "xml", "svg", "manifest")


@check("http.mixed_content", stage=5, needs="pages")
def everything_over_https(pages: PageFacts) -> Iterator[Finding]:
    """Nothing on an https page is loaded or sent over http."""
    if not the_site(pages).secure:
        raise NotApplicable("The page itself is not https.")
    active: list[str] = []
    passive: list[str] = []
    forms: list[str] = []
    for answer, html in pages.read:
        if not answer.url.startswith("https:"):
            continue
        upgraded = any("upgrade-insecure-requests" in policy for policy in policies(answer))
        for load in html.loads:
            if load.url.startswith("http:"):
                where = f"{load.url} on {answer.url}"
                (passive if upgraded or load.kind not in ACTIVE else active).append(where)
        forms += [f"{url} on {answer.url}" for url in html.forms if url.startswith("http:")]
    yield from _mixed(active, passive, forms)


def _mixed(active: list[str], passive: list[str], forms: list[str]) -> Iterator[Finding]:
    if forms:
        yield Finding(
            severity=Severity.BLOCKER,
            summary="A form sends what visitors type without encryption.",
            evidence=listed(forms),
            impact="Browsers warn before sending, and names and emails can be read on the way.",
            fix="Change the form's action from http:// to https://.",
            subject="forms",
        )
    if active:
        yield Finding(
            severity=Severity.BLOCKER,
            summary="The page wants scripts, styles or frames over http, and browsers refuse them.",
            evidence=listed(active),
            impact="Parts of the page are missing or do not work, for every visitor.",
            fix="Change http:// to https:// in these addresses.",
            reference="W3C Mixed Content",
            subject="scripts and frames",
        )
    if passive:
        yield Finding(
            severity=Severity.CLEANUP,
            summary="Pictures or other files on the page have addresses that begin with http://.",
            evidence=listed(passive),
            impact="Browsers ask for them over https instead, and show a gap where that fails.",
            fix="Change http:// to https:// in these addresses.",
            reference="W3C Mixed Content",
            subject="pictures",
        )


def _is_tracker(host: str) -> bool:
    return bool(under(host, TRACKERS))


@check("http.third_party", stage=4, needs="pages")
def few_strangers_on_the_page(pages: PageFacts) -> Iterator[Finding]:
    """The page loads nothing from other companies before a visitor agrees.

    Each of them learns who visits, and the page waits for each of them.
    """
    foreign = [load for load in the_site(pages).foreign if not _is_builders(pages, load.url)]
    hosts = Counter(host_of(load.url) for load in foreign)
    scripts = [load.url for load in foreign if load.kind in ("script", "frame")]
    trackers = [url for url in (load.url for load in foreign) if _is_tracker(host_of(url))]
    if trackers:
        names = sorted({host_of(url) for url in trackers})
        yield Finding(
            severity=Severity.TRUST,
            summary=f"The page reports every visitor to {', '.join(names[:3])} before they agree.",
            evidence=listed(trackers),
            impact="In Europe that needs the visitor's consent first; elsewhere it costs trust and "
            "seconds.",
            fix="Remove it, or load it only after the visitor has agreed.",
            subject="trackers",
        )
    rest = [host for host in hosts if not _is_tracker(host)]
    if rest:
        what = "scripts or frames" if any(host_of(url) in rest for url in scripts) else "files"
        yield Finding(
            severity=Severity.CLEANUP,
            summary=f"The page loads {what} from other companies: {', '.join(sorted(rest)[:4])}.",
            evidence=listed([f"{host}: {hosts[host]}" for host in sorted(rest)], 10),
            impact="The page waits for them, and they learn who visits it.",
            fix="Serve fonts, scripts and pictures from your own site, or load them once a visitor "
            "asks for what they are for.",
            subject="other companies",
        )


#: Where a site builder keeps its own customers' files.
_BUILDERS_FILES = (
    "squarespace.com", "squarespace-cdn.com", "sqspcdn.com", "wixstatic.com", "parastorage.com",
    "wix.com", "website-files.com", "webflow.com", "shopify.com", "shopifycdn.com",
    "shopifysvc.com", "wp.com", "wordpress.com", "framerusercontent.com", "framer.com", "wsimg.com",
    "editmysite.com", "kajabi-cdn.com", "gstatic.com", "googleusercontent.com",
)  # fmt: skip


def _is_builders(pages: PageFacts, url: str) -> bool:
    """Whether a file comes from the company that the whole site is made with."""
    return bool(builder_of(pages.home) and under(host_of(url), _BUILDERS_FILES))


def _is_text(answer: Response) -> bool:
    return any(word in answer.header("content-type").lower() for word in _TEXT)


@check("http.compression", stage=4, needs="pages")
def text_is_compressed(pages: PageFacts) -> Iterator[Finding]:
    """Pages, scripts and styles are sent compressed."""
    not_built(the_site(pages).home, "compression")
    # On a laptop nothing stands in front of the app that would compress its pages.
    answers = [] if pages.target.is_local else [pages.home]
    answers += [file.answer for file in pages.files if file.answer]
    plain = [
        answer
        for answer in answers
        if answer.status == 200
        and answer.size > SMALL
        and _is_text(answer)
        and answer.header("content-encoding").lower() in ("", "identity")
    ]
    if plain:
        total = sum(answer.size for answer in plain)
        yield Finding(
            severity=Severity.TRUST if total > HEAVY else Severity.CLEANUP,
            summary=f"{count_of(len(plain), 'text file')} {'is' if len(plain) == 1 else 'are'} "
            "not compressed on the way.",
            evidence=listed([f"{answer.url}: {answer.size:,} bytes" for answer in plain]),
            impact=f"A phone loads {max(1, total // 1000):,} kB where a third of that would do.",
            fix="Switch on gzip or Brotli where the site is hosted (nginx: gzip_types has to name "
            "styles and scripts too). Cloudflare in front does it by itself; in an app made with "
            "Slipway WhiteNoise does it for static files after collectstatic.",
            subject="compression",
        )
