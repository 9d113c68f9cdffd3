"""The one SPF record a domain should have, and whether it would stay within the limits.

A record that names everybody who sends is worth nothing once it needs more than ten lookups, so
what a finding proposes is looked up first as if it stood there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ops.launch.email.first_records import regional_include
from ops.launch.email.providers import Provider
from ops.launch.email.spf import SpfTree, lint, merged_records, parse
from ops.launch.gather.mail.facts import MailFacts
from ops.launch.network.resolver import Answer, Lookup, Outcome


def envelope_is_ours(mail: MailFacts) -> bool:
    """Whether SPF of the From domain decides about the emails this site sends.

    Most providers use a return path of their own, and then a fault here hurts only people's
    mailboxes. Where the provider is not known, the domain itself is taken for the envelope.
    """
    if mail.return_path.kind in ("from", "given", "found"):
        return mail.return_path.kind == "from"
    return mail.provider is None or mail.provider.spf_at == "from"


def unnamed(mail: MailFacts, includes: Iterable[str]) -> list[Provider]:
    """The providers that send under the domain itself and are not among the includes."""
    sending = [mail.provider if envelope_is_ours(mail) else None, mail.mailboxes]
    known = list(includes)
    return [
        provider
        for provider in dict.fromkeys(sending)
        if provider is not None
        and provider.includes
        and not any(provider.accepts_include(name) for name in known)
    ]


def wanted_includes(mail: MailFacts, includes: Iterable[str]) -> list[str]:
    """The SPF includes that the domain's own record lacks, as far as we know its senders."""
    region = mail.mail.region
    return [regional_include(provider, region) for provider in unnamed(mail, includes)]


def proposed(mail: MailFacts, lookup: Lookup) -> SpfTree | None:
    """The tree of the merged and completed record; None where nothing is to be merged or added."""
    texts = mail.spf.root.texts
    if not texts:
        return None
    text = merged_records(texts) if len(texts) > 1 else texts[0]
    named = [term.argument.lower() for term in parse(text).mechanisms if term.kind == "include"]
    for include in wanted_includes(mail, [*named, *mail.spf.includes]):
        text = merged_records([text, f"v=spf1 include:{include}"])
    if text == texts[0]:
        return None

    def as_if(name: str, type: str) -> Answer:
        answer = lookup(name, type)
        if name.lower() == mail.domain and type == "TXT":
            return replace(answer, outcome=Outcome.ANSWER, values=(text,))
        return answer

    return lint(mail.domain, as_if, limits=mail.spf.limits)
