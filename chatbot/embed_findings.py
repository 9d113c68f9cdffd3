"""What the launch check says about one website that was read: pure, and in words for its owner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from chatbot.embed_policy import Refusal, frame_refused, script_refused
from chatbot.embed_tag import PATH, Tag
from ops.launch.findings import Finding, Severity
from ops.web.origins import origin_is_listed

if TYPE_CHECKING:
    from chatbot.embed_check import EmbedFacts, Seen

HERE = "in the admin under Your assistant, Chat on your website"
NOTHING = "Visitors of this website do not see the chat."
#: Where our line does nothing, and why; the first that is found is told.
IDLE = {
    "text": (
        Severity.BLOCKER,
        "stands on the page as text, for visitors to read",
        "It was pasted into a field for text. Delete it there, and paste it where your builder "
        f"takes code: {HERE} is where, for each builder.",
    ),
    "noscript": (
        Severity.BLOCKER,
        "stands inside <noscript>, where browsers do not run it",
        "Move it out of the <noscript> element.",
    ),
    "template": (
        Severity.BLOCKER,
        "stands inside <template>, where browsers do not run it",
        "Move it out of the <template> element.",
    ),
    "comment": (
        Severity.TRUST,
        "is switched off: it stands in a comment",
        "Remove <!-- before it and --> after it, or take the website off your list.",
    ),
}


def about(one: Seen, embed: EmbedFacts) -> Iterator[Finding]:
    """Everything there is to say about a website; nothing where the chat works."""
    tags = [tag for tag in one.read.tags if _at(tag.url) == embed.app]
    works = [tag for tag in tags if tag.place in ("page", "script", "delayed")]
    if not origin_is_listed(one.ends_at, embed.listed) and one.ends_at != embed.app:
        yield _elsewhere(one, bool(tags))
        return
    if not works:
        yield _missing(one, embed, tags)
        return
    yield from _forbidden(one, embed, works[0])
    yield from _untidy(one, [tag for tag in works if tag.place != "script"])


def line(app: str) -> str:
    """The line to paste."""
    return f'<script async src="{app}{PATH}"></script>'


def _at(url: str) -> str:
    from ops.launch.gather.web.follow import origin_of

    try:
        return origin_of(url)
    except ValueError:
        return ""


def _elsewhere(one: Seen, has_tag: bool) -> Finding:
    return Finding(
        severity=Severity.BLOCKER if has_tag else Severity.TRUST,
        subject=one.origin,
        summary=f"{one.origin} leads on to {one.ends_at}, which is not on your list.",
        evidence=one.way,
        impact=f"{NOTHING} They end up at an address that may not show it.",
        fix=f"Add the line {one.ends_at} {HERE}, or to EMBED_ORIGINS. The line {one.origin} may "
        "stay.",
    )


def _missing(one: Seen, embed: EmbedFacts, tags: list[Tag]) -> Finding:
    idle = next((IDLE[place] for place in IDLE if any(tag.place == place for tag in tags)), None)
    if idle:
        severity, what, fix = idle
        return Finding(
            severity=severity,
            subject=one.origin,
            summary=f"On {one.origin} the line of code {what}.",
            evidence=f"{one.url} names {embed.app}{PATH}.",
            impact=NOTHING,
            fix=fix,
        )
    other = next((tag for tag in one.read.tags if tag.place == "page"), None)
    if other and urlsplit(other.url).hostname == urlsplit(embed.app).hostname:
        return _half_right(one, embed, other)
    if other:
        return Finding(
            severity=Severity.TRUST,
            subject=one.origin,
            summary=f"{one.origin} loads a script of this name from another address.",
            evidence=f"{one.url} loads {other.url}; this app is at {embed.app}.",
            impact="If that line was meant for this assistant, visitors do not see the chat, or "
            "see it from an address you no longer use.",
            fix=f"Put this line in its place: {line(embed.app)}",
        )
    by_hand = (
        "A tag manager is on the page. If it adds the line, all is well: accept this finding in "
        "launch.toml. Otherwise paste"
        if one.read.manager
        else "Paste"
    )
    return Finding(
        severity=Severity.TRUST,
        subject=one.origin,
        summary=f"The line of code is not in the page of {one.origin}.",
        evidence=f"{one.url} was read as it is sent, without running its scripts.",
        impact=NOTHING,
        fix=f"{by_hand} this before </body>, and publish the website: {line(embed.app)} "
        f"Where that is in your builder stands {HERE}."
        + ("" if one.read.manager else " If a script adds it later, accept this finding."),
    )


def _half_right(one: Seen, embed: EmbedFacts, tag: Tag) -> Finding:
    """Our host, but http where it should be https, or another port."""
    blocked = one.url.startswith("https:") and tag.url.startswith("http:")
    return Finding(
        severity=Severity.BLOCKER if blocked else Severity.TRUST,
        subject=one.origin,
        summary=f"{one.origin} asks for the script at the wrong address of this app.",
        evidence=f"{one.url} loads {tag.url}.",
        impact="Browsers load nothing over http into a page that came over https. " + NOTHING
        if blocked
        else "The script may not come, or comes a long way round.",
        fix=f"Put this line in its place: {line(embed.app)}",
    )


def _forbidden(one: Seen, embed: EmbedFacts, tag: Tag) -> Iterator[Finding]:
    """What the website's own Content-Security-Policy does not let through."""
    found = [*one.policies, *one.read.policies]
    script = script_refused(
        found, f"{embed.app}{PATH}", one.url, nonce=tag.nonce, hashes=tag.hashes
    )
    if script and tag.place != "page" and script.by_nonce:
        script = None  # A trusted script that adds it passes its trust on.
    frame = frame_refused(found, f"{embed.app}/widget/", one.url)
    refused = [refusal for refusal in (script, frame) if refusal]
    if not refused:
        return
    yield Finding(
        severity=Severity.BLOCKER,
        subject=one.origin,
        summary=f"{one.origin} carries the line, and its own security policy forbids it.",
        evidence="\n".join(
            dict.fromkeys(
                f"{refusal.where}: {refusal.directive} {' '.join(refusal.sources)[:400]}"
                for refusal in refused
            )
        ),
        impact=NOTHING if script else "The button appears, and opens an empty window.",
        fix="In the Content-Security-Policy of that website: "
        + " ".join(_allowing(refusal, embed.app, frame is refusal) for refusal in refused),
        reference="https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP",
    )


def _allowing(refusal: Refusal, app: str, is_frame: bool) -> str:
    if refusal.by_nonce:
        return (
            "its scripts need a nonce, so addresses do not count: give our line the same nonce "
            "attribute as the other scripts of the page."
        )
    wanted = "frame-src" if is_frame else "script-src"
    if refusal.directive == "default-src":
        # A new directive stands in for default-src, so it has to repeat what that allowed.
        kept = " ".join(source for source in refusal.sources if source != "'none'")
        return f"add {wanted} {f'{kept} ' if kept else ''}{app};"
    return f"add {app} to {refusal.directive}" + (
        " (in place of 'none');" if "'none'" in refusal.sources else ";"
    )


def _untidy(one: Seen, tags: list[Tag]) -> Iterator[Finding]:
    if len(tags) > 1:
        yield Finding(
            severity=Severity.CLEANUP,
            subject=f"{one.origin} twice",
            summary=f"{one.origin} carries the line {len(tags)} times.",
            evidence=one.url,
            impact="The second does nothing but cost a moment.",
            fix="Remove all but one; a theme and a plugin may each have been given it.",
        )
    first = tags[0] if tags else None
    if first and first.place == "delayed":
        yield Finding(
            severity=Severity.CLEANUP,
            subject=f"{one.origin} delayed",
            summary=f"Another tool holds the line back on {one.origin}.",
            evidence=f"{one.url}: its type or its src was changed, as consent banners and "
            "speed plugins do.",
            impact="The button appears late, or only after consent; and settings written into the "
            "line (data-…) may be lost.",
            fix="Exclude /embed.js in that tool. The script stores nothing and sends nothing "
            "before the visitor opens the chat.",
        )
    elif first and not first.waits:
        yield Finding(
            severity=Severity.CLEANUP,
            subject=f"{one.origin} async",
            summary=f"{one.origin} waits for the script before it shows the rest of its page.",
            evidence=f"{one.url}: the line has lost its word async.",
            impact="The website appears a little later than it could.",
            fix="Put the word async back: <script async src=…",
        )
