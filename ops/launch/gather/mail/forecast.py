"""What will become of the emails this site sends, before the first one is sent.

DMARC passes when SPF or DKIM passes for a domain that belongs to the From address (RFC 9989 4.4).
SPF speaks for the envelope sender (the return path), DKIM for the domain in its signature.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial

from ops.launch.email.dmarc import would_align
from ops.launch.email.providers import Provider, by_include
from ops.launch.email.spf import Certainty, SpfTree, Verdict, lint
from ops.launch.network.deadline import Deadline, together
from ops.launch.network.names import registrable
from ops.launch.network.resolver import Answer, Lookup
from ops.launch.platforms import at_cloudflare
from ops.launch.world import Mail


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnPath:
    """The envelope sender's host and how we know it.

    ``kind``: ``from`` (the From domain itself), ``given``, ``found`` (a usual label that leads to
    the provider), ``provider`` (the provider's own, which is not ours) or ``unknown``. ``begun`` is
    a usual label where only a part of what the provider asks for stands.
    ``authorised``: SPF there lets the provider send; None where that could not be told, and
    ``doubt`` says why. ``proxied``: it answers with Cloudflare's addresses instead of its record.
    """

    kind: str
    host: str = ""
    cname: Answer | None = None
    mx: Answer | None = None
    spf: SpfTree | None = None
    authorised: bool | None = False
    doubt: str = ""
    proxied: bool = False
    begun: str = ""

    @property
    def servers(self) -> int:
        """How many mail servers (MX) take what bounces."""
        return len(self.mx.values) if self.mx is not None else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """Whether SPF and DKIM will pass and be aligned; a doubt in words where it is not known."""

    spf_aligned: bool
    spf_doubt: str
    dkim_aligned: bool
    dkim_doubt: str

    @property
    def passes(self) -> bool | None:
        """DMARC's result; None where it hangs on what is not known."""
        if self.spf_aligned or self.dkim_aligned:
            return True
        return None if self.spf_doubt or self.dkim_doubt else False


def return_path_of(
    mail: Mail, provider: Provider | None, spf: SpfTree, lookup: Lookup, deadline: Deadline
) -> ReturnPath:
    """Find the return path and judge its SPF."""
    if mail.return_path and mail.return_path != mail.domain:
        return _at(mail.return_path, "given", provider, lookup)
    if provider is None:
        doubt = "" if spf.verdict is Verdict.NONE else "the email provider is not known"
        return ReturnPath(kind="unknown", authorised=None if doubt else False, doubt=doubt)
    own = _judged(ReturnPath(kind="from", host=mail.domain, spf=spf), provider)
    if mail.return_path == mail.domain:
        return own
    if provider.spf_at == "from" and (own.authorised or provider.return_path[0]):
        return own
    hosts = [f"{label}.{mail.domain}" for label in provider.labels]
    calls = [partial(_at, host, "found", provider, lookup) for host in hosts]
    paths = [path for path in together(calls, deadline=deadline) if isinstance(path, ReturnPath)]
    for found in paths:
        if provider.spf_at == "from":
            if found.authorised:
                return found
        elif _leads(found, provider) or found.proxied:
            return found
    if provider.spf_at == "from":
        return own
    begun = next((path.host for path in paths if path.authorised), "")
    if provider.return_path[0] and not provider.labels:
        return ReturnPath(
            kind="unknown", authorised=None,
            doubt=f"{provider.name} makes up the name of its return path; give it with "
            "--return-path",
        )  # fmt: skip
    return ReturnPath(kind="provider", host=provider.own_envelope, begun=begun)


def _at(host: str, kind: str, provider: Provider | None, lookup: Lookup) -> ReturnPath:
    cname, mx, a = lookup(host, "CNAME"), lookup(host, "MX"), lookup(host, "A")
    path = ReturnPath(
        kind=kind, host=host, cname=cname, mx=mx, spf=lint(host, lookup),
        proxied=a.ok and not cname.ok and not mx.ok and all(at_cloudflare(x) for x in a.values),
    )  # fmt: skip
    return _judged(path, provider)


def _leads(path: ReturnPath, provider: Provider) -> bool:
    """Whether the name at the return path is the provider's."""
    type, form = provider.return_path
    if type == "CNAME" and path.cname is not None:
        return any(re.fullmatch(form, value) for value in path.cname.values)
    if type == "MX" and path.mx is not None:
        return any(re.fullmatch(form, value.partition(" ")[2]) for value in path.mx.values)
    return False


def _judged(path: ReturnPath, provider: Provider | None) -> ReturnPath:
    tree = path.spf
    if provider is not None and provider.return_path[0] == "CNAME" and _leads(path, provider):
        return replace(path, authorised=True)
    if tree is None or tree.verdict is Verdict.NONE:
        return replace(path, authorised=False)
    if tree.verdict is Verdict.UNKNOWN and not _only_vendors_fail(tree):
        return replace(path, authorised=None, doubt=f"SPF at {path.host} could not be read")
    if tree.verdict is Verdict.INVALID:
        return replace(path, authorised=False)
    if provider is None:
        return replace(path, authorised=None, doubt="the email provider is not known")
    named = any(provider.accepts_include(name) for name in tree.includes)
    return replace(path, authorised=named)


def _only_vendors_fail(tree: SpfTree) -> bool:
    """Whether all that could not be read are the records of providers we know by name.

    Whom such a record authorises is known without reading it; that it could not be read is told
    by ``email.spf.includes``.
    """
    failed = [p.target for p in tree.problems if p.certainty is Certainty.TEMPORARY]
    return bool(failed) and all(by_include(name) for name in failed)


def belongs(author: str, other: str, mode: str, lookup: Lookup) -> bool:
    """``would_align``; where the tree walk fails on the way up, by the registered domain."""
    verdict = would_align(author, other, mode, lookup)
    if verdict is None:
        return registrable(author) == registrable(other) != ""
    return verdict
