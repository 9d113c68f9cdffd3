"""Asks everything about a domain's emails, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from threading import Thread
from typing import Any

from ops.launch import dns_hosts
from ops.launch.email.dmarc import discover, misplaced, report_permissions
from ops.launch.email.providers import PROVIDERS, Provider, by_include, by_mx
from ops.launch.email.spf import SpfTree, lint
from ops.launch.findings import CannotTell, NotApplicable
from ops.launch.gather.mail.facts import DkimFacts, MailFacts
from ops.launch.gather.mail.forecast import Forecast, ReturnPath, belongs, return_path_of
from ops.launch.gather.mail.keys import keys_of
from ops.launch.gather.mail.mx import mail_servers, transport_policy
from ops.launch.gather.mail.near import near_misses
from ops.launch.gather.mail.proposal import proposed
from ops.launch.network.names import platform_domain, registrable
from ops.launch.network.resolver import Answer, Lookup, Outcome
from ops.launch.registry import gatherer
from ops.launch.world import Mail, World


@gatherer("mail", seconds=20)
def gather_mail(world: World) -> MailFacts:
    """The facts about the From domain; the provider is found out where nobody named it."""
    mail = world.target.mail or Mail(domain=world.target.domain)
    if not mail.domain:
        raise NotApplicable("There is no domain of its own that emails could be from.")
    platform = platform_domain(mail.domain)
    if platform:
        raise NotApplicable(
            f"{mail.domain} is below {platform}, the platform's own domain, from which nobody can "
            "send email. Emails need a domain of your own."
        )
    domain = mail.domain
    zone = registrable(domain) or domain
    ask = upwards(world.ask, zone)
    if world.ask(domain, "TXT").outcome is Outcome.TIMEOUT:
        raise CannotTell(f"{domain}: {world.ask(domain, 'TXT').words}")
    mx = world.ask(domain, "MX")
    mailboxes = by_mx(value.partition(" ")[2] for value in mx.values)
    spf, servers, dmarc, transport, wrong = _at_once(
        world,
        partial(lint, domain, ask),
        partial(mail_servers, world, mx),
        partial(discover, domain, ask),
        partial(transport_policy, world, domain),
        partial(misplaced, domain, ask),
    )
    named = PROVIDERS.get(mail.provider)
    path = return_path_of(mail, named, spf, ask, world.deadline)
    # Some providers sign for the domain of the return path, mg.example.com for example.com.
    signers = [domain, path.host if path.host.endswith(f".{zone}") else "", zone]
    domains = list(dict.fromkeys(name for name in signers if name))
    provider, dkim = _provider_and_keys(world, mail, named, mailboxes, spf, domains)
    record = dmarc.record
    modes = (record.aspf, record.adkim) if record else ("r", "r")
    dkim = _signing(dkim, domain, modes[1], ask)
    selectors = [key.selector for key in dkim if not key.txt.ok] if not _any_good(dkim) else []
    needs_spf = not spf.root.texts
    near = near_misses(world, domain, selectors[:4]) if selectors or needs_spf else ()
    facts = MailFacts(
        mail=mail,
        domain=domain,
        zone=zone,
        dns_host=dns_hosts.by_servers(world.ask(zone, "NS").values),
        provider=provider,
        guessed=named is None,
        mailboxes=mailboxes,
        mx=mx,
        servers=servers,
        a=world.ask(domain, "A"),
        txt=world.ask(domain, "TXT"),
        spf=spf,
        return_path=path,
        dkim=dkim,
        dmarc=dmarc,
        dmarc_misplaced=tuple(wrong),
        permissions=tuple(report_permissions(dmarc.policy_domain or domain, record, ask))
        if record
        else (),
        near=near,
        transport=transport,
        bimi=world.ask(f"default._bimi.{domain}", "TXT"),
        forecast=_forecast(domain, path, dkim, modes, ask, named or provider),
    )
    return replace(facts, proposed=proposed(facts, ask))


def upwards(ask: Lookup, zone: str) -> Lookup:
    """DNS as the engines ask it, with a failure above the registered domain taken for nothing.

    DMARC's walk goes on to the top-level domain (``_dmarc.com``), where a record means something
    only for registries; a server that does not answer there must not hide the domain's own.
    """

    def lookup(name: str, type: str) -> Answer:
        answer = ask(name, type)
        above = name.startswith("_dmarc.") and not (
            name == f"_dmarc.{zone}" or name.endswith(f".{zone}")
        )
        if answer.failed and above and f".{zone}".endswith(name.removeprefix("_dmarc")):
            return replace(answer, outcome=Outcome.NXDOMAIN)
        return answer

    return lookup


def _at_once(world: World, *calls: Callable[[], Any]) -> list[Any]:
    """Each call's result; an exception is raised here, and a late call raises ``CannotTell``."""
    futures: list[Future[Any]] = [Future() for _ in calls]

    def work(call: Callable[[], Any], future: Future[Any]) -> None:
        try:
            future.set_result(call())
        except BaseException as error:
            future.set_exception(error)

    for call, future in zip(calls, futures, strict=True):
        Thread(target=work, args=(call, future), daemon=True).start()
    try:
        return [future.result(timeout=world.deadline.left) for future in futures]
    except TimeoutError as error:
        raise CannotTell("the DNS of the domain's email did not answer in time") from error


def _provider_and_keys(
    world: World,
    mail: Mail,
    named: Provider | None,
    mailboxes: Provider | None,
    spf: SpfTree,
    domains: Sequence[str],
) -> tuple[Provider | None, tuple[DkimFacts, ...]]:
    """The keys of the provider in use; without a name, of every provider, to find out whose."""
    if mail.selectors or named:
        usual = named.selectors if named else ()
        return named, keys_of(world, domains, mail.selectors, usual)
    usual = tuple(dict.fromkeys(s for p in PROVIDERS.values() for s in p.selectors))
    found = keys_of(world, domains, (), usual)
    # A wildcard that revokes every key (right, on a domain that sends nothing) is no key of ours.
    there = tuple(
        key
        for key in found
        if (key.txt.ok or key.cname.ok)
        and (key.fault is None or key.fault.kind not in ("revoked", "not_a_key"))
    )
    guess = next(
        (
            provider
            for key in there
            for provider in PROVIDERS.values()
            if any(provider.accepts_target(name) for name in key.cname.values)
            or (key.good and key.selector in provider.selectors)
        ),
        None,
    )
    included = next((p for name in spf.includes if (p := by_include(name))), None)
    return guess or mailboxes or included, there


def _signing(
    keys: Sequence[DkimFacts], domain: str, mode: str, ask: Lookup
) -> tuple[DkimFacts, ...]:
    """The keys without the gaps at the domain that a key above it, or beside it, fills."""
    elsewhere = {
        key.selector
        for key in keys
        if (key.good or (key.cname.ok and key.txt.failed))
        and _signer(key) != domain
        and belongs(domain, _signer(key), mode, ask)
    }
    return tuple(
        key for key in keys if key.txt.ok or _signer(key) != domain or key.selector not in elsewhere
    )


def _any_good(keys: Sequence[DkimFacts]) -> bool:
    return any(key.good for key in keys)


def _forecast(
    domain: str,
    path: ReturnPath,
    keys: Sequence[DkimFacts],
    modes: tuple[str, str],
    ask: Lookup,
    provider: Provider | None,
) -> Forecast:
    aspf, adkim = modes
    ours = bool(path.host) and belongs(domain, path.host, aspf, ask)
    good = [key for key in keys if key.good]
    signed = any(belongs(domain, _signer(key), adkim, ask) for key in good)
    doubt = ""
    if not signed:
        failed = [key for key in keys if key.txt.failed]
        if failed:
            doubt = f"{failed[0].name}: {failed[0].txt.words}"
        elif not any(key.given for key in keys) and not (provider and provider.names_its_keys):
            doubt = _selector_unknown(provider)
    return Forecast(
        spf_aligned=ours and path.authorised is True,
        spf_doubt=path.doubt if path.authorised is None and (ours or not path.host) else "",
        dkim_aligned=signed,
        dkim_doubt=doubt,
    )


def _signer(key: DkimFacts) -> str:
    """The domain a key signs for: what stands after ``._domainkey.``."""
    return key.name.partition("._domainkey.")[2]


def _selector_unknown(provider: Provider | None) -> str:
    if provider is None:
        return "the name of the DKIM key (its selector) is not known; give it with --selector"
    return (
        f"{provider.name} makes up the name of the DKIM key; look at {provider.where} and give "
        "the part before ._domainkey with --selector"
    )
