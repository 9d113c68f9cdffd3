"""The launch check of the chat on other websites: what it looks at, and what it makes of it.

It opens each listed website as a visitor does and reads its HTML; scripts are not run. So what a
tag manager adds is not seen, and is never called missing without saying so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial

from chatbot.embed_policy import Policy, ancestor_refused, policies
from chatbot.embed_tag import Read, read_page
from chatbot.embedding import origins
from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity, Unknown
from ops.launch.gather.web.follow import Chain, follow, origin_of
from ops.launch.network.deadline import together
from ops.launch.registry import check, gatherer
from ops.launch.world import World
from ops.web.origins import pattern_of

#: Websites that are opened, how many at once, and bytes of a page that are read.
SITES, AT_ONCE, SIZE = 12, 4, 1_000_000
WHERE = "in the admin under Your assistant, Chat on your website"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """One listed website as a visitor finds it. ``trouble`` says why it could not be read.

    ``origin`` is the line of the list, ``url`` the page where it ends.
    """

    origin: str
    url: str = ""
    way: str = ""
    trouble: str = ""
    read: Read = Read()
    policies: tuple[Policy, ...] = ()

    @property
    def ends_at(self) -> str:
        """The origin of the page that was read."""
        return origin_of(self.url)


@dataclass(frozen=True, kw_only=True, slots=True)
class Served:
    """What our own two addresses answer. ``sites`` are the patterns that embed.js knows.

    ``trouble`` names what did not come at all.
    """

    trouble: str = ""
    script_status: int = 200
    script_type: str = "text/javascript"
    sites: tuple[str, ...] = ()
    panel_status: int = 200
    panel_policies: tuple[Policy, ...] = ()
    panel_frame_options: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class EmbedFacts:
    """The app's own origin, the websites that may show the chat, and what was found there."""

    app: str
    listed: tuple[str, ...]
    seen: tuple[Seen, ...]
    served: Served
    unseen: int = 0


@gatherer("embed", seconds=20, inside=True)
def gather_embed(world: World) -> EmbedFacts:
    """Open the listed websites, and our own /embed.js and /widget/."""
    app, listed = origin_of(world.target.url), origins()
    others = [origin for origin in listed if origin != app]
    if not others:
        raise NotApplicable(
            "No other website is listed, so the chat is only on your own pages here. To have it "
            f"on another website, list that one {WHERE}."
        )
    if world.target.is_local:
        raise NotApplicable(
            "This app runs on your own computer, where your websites cannot reach it."
        )
    named = [origin for origin in others if "*" not in origin]
    calls: list[Callable[[], Served | Seen]] = [partial(_served, world, app)]
    calls += [partial(_seen, world, origin, app) for origin in named[:SITES]]
    served, *seen = together(calls, deadline=world.deadline, at_once=AT_ONCE)
    return EmbedFacts(
        app=app,
        listed=tuple(listed),
        seen=tuple(
            one if isinstance(one, Seen) else Seen(origin=origin, trouble=_why(one))
            for origin, one in zip(named, seen, strict=False)
        ),
        served=served if isinstance(served, Served) else Served(trouble=_why(served)),
        unseen=max(0, len(named) - SITES),
    )


def _why(fact: object) -> str:
    return fact.reason if isinstance(fact, Unknown) else "was not looked at"


def _seen(world: World, origin: str, app: str) -> Seen:
    chain = follow(world, f"{origin}/", limit=SIZE)
    end = chain.end
    trouble = _trouble(chain)
    if end is None or trouble:
        return Seen(origin=origin, way=chain.arrows, trouble=trouble)
    return Seen(
        origin=origin,
        url=end.url,
        way=chain.arrows,
        read=read_page(end.text, end.url, app),
        policies=tuple(policies(end.all("content-security-policy"))),
    )


def _trouble(chain: Chain) -> str:
    if chain.end is None:
        return f"did not answer: {chain.words}"
    if chain.end.status >= 400:
        return (
            f"answered with {chain.end.status}, as a website does that keeps programs or strangers "
            "out, or that has no home page"
        )
    if "html" not in chain.end.header("content-type").lower():
        return "answered with something that is no page"
    return ""


def _served(world: World, app: str) -> Served:
    script, panel = (
        follow(world, f"{app}{path}", limit=SIZE) for path in ("/embed.js", "/widget/?embed=1")
    )
    if script.end is None or panel.end is None:
        broken = script if script.end is None else panel
        return Served(trouble=f"{broken.start} did not answer: {broken.words}")
    return Served(
        script_status=script.end.status,
        script_type=script.end.header("content-type"),
        sites=known_sites(script.end.text),
        panel_status=panel.end.status,
        panel_policies=tuple(policies(panel.end.all("content-security-policy"))),
        panel_frame_options=panel.end.header("x-frame-options"),
    )


def known_sites(script: str) -> tuple[str, ...]:
    """The patterns that are in the settings of an ``embed.js``."""
    found = re.search(r'"sites": ?("(?:[^"\\]|\\.){0,20000}")', script)
    try:
        return tuple(str(json.loads(found[1])).split("|")) if found else ()
    except ValueError:
        return ()


@check("chat.embed", stage=3, needs="embed")
def is_on_the_websites_it_is_meant_for(embed: EmbedFacts) -> Iterator[Finding]:
    """The chat works on every website it is meant for

    Each listed website is opened and read: the line of code, its address, and what the website's
    own policy allows. What a tag manager adds later is not seen.
    """
    from chatbot.embed_findings import about

    unknown = []
    for one in embed.seen:
        if one.trouble:
            unknown.append(f"{one.origin} {one.trouble}.")
        else:
            yield from about(one, embed)
    yield from _about_us(embed)
    if embed.served.trouble:
        unknown.append(embed.served.trouble)
    if embed.unseen:
        unknown.append(f"{embed.unseen} more websites were not opened.")
    if unknown:
        raise CannotTell(" ".join(unknown))
    if not embed.seen:
        raise NotApplicable(
            "Only names below a star are listed, so there is no website to open. Its own address "
            f"beside it, {WHERE}, is looked at."
        )


def _about_us(embed: EmbedFacts) -> Iterator[Finding]:
    """What our own server, or what stands before it, gets wrong for the websites."""
    served = embed.served
    if served.trouble:
        return
    before = "Look at what stands before the app (Cloudflare, a proxy, a plugin of the host): "
    if served.script_status != 200 or "javascript" not in served.script_type.lower():
        yield Finding(
            severity=_weight(embed, embed.listed),
            subject="embed.js",
            summary="Your app does not hand out its script.",
            evidence=f"{embed.app}/embed.js answers with {served.script_status}, "
            f"{served.script_type or 'no type'}.",
            impact="No website can show the chat.",
            fix=f"{before}it must let /embed.js through as it is.",
        )
    elif late := [one for one in embed.listed if not _is_known(one, embed)]:
        yield Finding(
            severity=_weight(embed, late),
            subject="embed.js",
            summary=f"The script does not know {late[0]} yet.",
            evidence=f"{embed.app}/embed.js does not name {', '.join(late)}.",
            impact="The button does not appear there.",
            fix="After a change this takes five minutes. Later than that: empty the cache that "
            "stands before the app for /embed.js, and restart it if EMBED_ORIGINS was changed.",
        )
    yield from _about_panel(embed, before)


def _weight(embed: EmbedFacts, concerned: Collection[str]) -> Severity:
    """A blocker where one of these websites carries the line, and so looks finished."""
    placed = {
        origin
        for one in embed.seen
        if any(tag.url.startswith(f"{embed.app}/") for tag in one.read.tags)
        for origin in (one.origin, one.ends_at)
    }
    return Severity.BLOCKER if placed & set(concerned) else Severity.TRUST


def _is_known(origin: str, embed: EmbedFacts) -> bool:
    return origin == embed.app or pattern_of(origin) in embed.served.sites


def _about_panel(embed: EmbedFacts, before: str) -> Iterator[Finding]:
    served = embed.served
    refused = [
        origin
        for origin in embed.listed
        if ancestor_refused(served.panel_policies, origin.replace("*", "www"), embed.app)
    ]
    ruled = any(policy.sources(("frame-ancestors",)) for policy in served.panel_policies)
    options = served.panel_frame_options
    if served.panel_status != 200 or refused or (options and not ruled):
        yield Finding(
            severity=_weight(embed, refused or embed.listed),
            subject="widget",
            summary="Your app does not let its panel be shown on "
            f"{refused[0] if refused else 'other websites'}.",
            evidence=f"{embed.app}/widget/ answers with {served.panel_status}"
            + (f", refusing {', '.join(refused)} in frame-ancestors" if refused else "")
            + (f", x-frame-options: {options}" if options else "")
            + ".",
            impact="The button opens an empty window.",
            fix=f"{before}it must not add X-Frame-Options or a Content-Security-Policy of its own "
            "to /widget/.",
        )
    elif options:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="widget",
            summary="Something adds X-Frame-Options to the panel.",
            evidence=f"{embed.app}/widget/ comes with x-frame-options: {options}.",
            impact="Browsers go by frame-ancestors, which is right; very old ones show nothing.",
            fix=f"{before}take the header away for /widget/.",
        )
