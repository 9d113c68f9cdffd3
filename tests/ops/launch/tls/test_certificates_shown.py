"""Every way to get a certificate wrong, shown by a real server."""

from __future__ import annotations

import pytest

from lab.certificates import Authority, Identity, self_signed
from lab.tls_server import TlsServer
from ops.launch.findings import Severity, Status
from tests.ops.launch.tls.lab import authorities, good, look, look_at, nothing, only

AIA = "http://ca.example.net/intermediate.crt"


def _middle() -> Authority:
    return authorities().middle


def test_an_expired_certificate_blocks() -> None:
    finding = only(look_at(_middle().leaf("example.com", left=-2.5)), "tls.dates", Severity.BLOCKER)
    assert "ended 2 days ago" in finding.summary


def test_a_certificate_that_is_not_valid_yet_blocks() -> None:
    identity = _middle().leaf("example.com", left=100, lifetime=90)
    finding = only(look_at(identity), "tls.dates", Severity.BLOCKER)
    assert "not valid yet" in finding.summary


def test_a_self_signed_certificate_blocks_and_is_no_missing_intermediate() -> None:
    results = look_at(self_signed("example.com"))
    finding = only(results, "tls.trusted", Severity.BLOCKER)
    assert "vouches for itself" in finding.summary
    assert results["tls.chain"].status is Status.PASS


def test_a_root_that_nobody_knows_and_that_is_sent_blocks() -> None:
    root = Authority.root("Rogue Root", "Rogue")
    middle = root.intermediate("Rogue Issuing", "Rogue")
    identity = middle.leaf("example.com").presenting(middle.certificate, root.certificate)
    finding = only(look_at(identity), "tls.trusted", Severity.BLOCKER)
    assert "Rogue Root" in finding.summary


def test_a_root_that_nobody_knows_and_that_is_not_sent_blocks() -> None:
    results = look_at(Authority.root("Rogue Root", "Rogue").leaf("example.com"))
    only(results, "tls.trusted", Severity.BLOCKER)
    assert results["tls.chain"].status is Status.PASS


@pytest.mark.parametrize("aia", ["", AIA])
def test_a_missing_intermediate_blocks_and_is_no_unknown_root(aia: str) -> None:
    results = look_at(_middle().leaf("example.com", aia=aia).presenting())
    finding = only(results, "tls.chain", Severity.BLOCKER)
    assert "intermediate is missing" in finding.summary
    assert "fullchain" in finding.fix and "Example Lab Intermediate" in finding.fix
    assert aia in finding.fix
    assert results["tls.trusted"].status is Status.UNKNOWN


def test_the_second_of_two_intermediates_can_be_the_missing_one() -> None:
    lower = _middle().intermediate("Example Lab Lower Intermediate")
    identity = lower.leaf("example.com").presenting(lower.certificate)
    finding = only(look_at(identity), "tls.chain", Severity.BLOCKER)
    assert "Example Lab Intermediate" in finding.fix


def test_the_wrong_intermediate_is_a_missing_one() -> None:
    other = authorities().root.intermediate("Example Lab Older Intermediate")
    identity = _middle().leaf("example.com").presenting(other.certificate)
    only(look_at(identity), "tls.chain", Severity.BLOCKER)


def test_where_it_cannot_be_told_both_are_said() -> None:
    nameless = Authority.root("Example Lab Root", "Example Lab").intermediate("R3", "Example Lab")
    results = look_at(nameless.leaf("example.com").presenting())
    finding = only(results, "tls.chain", Severity.BLOCKER)
    assert "an intermediate is missing, or the authority is a private one" in finding.summary
    assert "fullchain" in finding.fix and "If you made it yourself" in finding.fix
    assert results["tls.trusted"].status is Status.UNKNOWN


def test_a_root_that_is_sent_as_well_is_fine() -> None:
    lab = authorities()
    nothing(look_at(good().presenting(lab.middle.certificate, lab.root.certificate)))


def test_a_shuffled_chain_is_a_cleanup() -> None:
    lower = _middle().intermediate("Example Lab Lower Intermediate")
    identity = lower.leaf("example.com").presenting(_middle().certificate, lower.certificate)
    finding = only(look_at(identity), "tls.chain", Severity.CLEANUP)
    assert "wrong order" in finding.summary


def test_the_root_before_the_intermediate_is_no_more_than_a_cleanup() -> None:
    lab = authorities()
    results = look_at(good().presenting(lab.root.certificate, lab.middle.certificate))
    found = [finding for result in results.values() for finding in result.findings]
    assert {finding.severity for finding in found} <= {Severity.CLEANUP}


def test_a_stranger_in_the_chain_is_a_cleanup() -> None:
    stranger = Authority.root("Rogue Root", "Rogue").intermediate("Rogue Issuing", "Rogue")
    identity = good().presenting(_middle().certificate, stranger.certificate)
    finding = only(look_at(identity), "tls.chain", Severity.CLEANUP)
    assert "nothing to do with it" in finding.summary


def test_a_strange_root_in_the_chain_is_a_cleanup() -> None:
    stranger = Authority.root("Rogue Root", "Rogue")
    identity = good().presenting(_middle().certificate, stranger.certificate)
    only(look_at(identity), "tls.chain", Severity.CLEANUP)


def test_the_leaf_sent_twice_is_a_cleanup() -> None:
    identity = good()
    twice = identity.presenting(identity.certificate, *identity.chain)
    only(look_at(twice), "tls.chain", Severity.CLEANUP)


def test_an_outdated_intermediate_blocks_though_the_leaf_is_fine() -> None:
    old = authorities().root.intermediate("Example Lab Old Intermediate", left=-1)
    finding = only(look_at(old.leaf("example.com")), "tls.chain", Severity.BLOCKER)
    assert "outdated one of its authority" in finding.summary


def test_a_certificate_for_email_is_refused() -> None:
    identity = _middle().leaf("example.com", for_servers=False)
    finding = only(look_at(identity), "tls.trusted", Severity.BLOCKER)
    assert "not made for web sites" in finding.summary


def test_sha1_signatures_are_too_weak() -> None:
    finding = only(look_at(_middle().leaf("example.com", sha1=True)), "tls.key", Severity.BLOCKER)
    assert "SHA-1" in finding.evidence


def test_short_rsa_keys_are_too_weak() -> None:
    identity = _middle().leaf("example.com", key="rsa1024")
    finding = only(look_at(identity), "tls.key", Severity.BLOCKER)
    assert "1024" in finding.evidence


def test_a_long_rsa_key_is_fine() -> None:
    nothing(look_at(_middle().leaf("example.com", key="rsa2048")))


def test_a_certificate_without_a_subject_is_fine() -> None:
    assert not list(good().certificate.subject)
    nothing(look_at(good()))


def test_a_name_only_in_the_common_name_does_not_count() -> None:
    finding = only(
        look_at(_middle().leaf(common_name="example.com")), "tls.names", Severity.BLOCKER
    )
    assert "common name" in finding.summary


def test_a_certificate_without_any_name_does_not_count() -> None:
    finding = only(look_at(_middle().leaf()), "tls.names", Severity.BLOCKER)
    assert "no name at all" in finding.summary


def test_a_certificate_for_somebody_else_blocks() -> None:
    finding = only(look_at(good("shop.example.net")), "tls.names", Severity.BLOCKER)
    assert "shop.example.net" in finding.summary


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("example.com", "not for the domain itself"),
        ("a.b.example.com", "one part of a name only"),
    ],
)
def test_a_star_covers_neither_the_domain_nor_two_parts(host: str, words: str) -> None:
    finding = only(look_at(good("*.example.com"), host), "tls.names", Severity.BLOCKER)
    assert words in finding.summary


def test_a_star_covers_one_part() -> None:
    nothing(look_at(good("*.example.com"), "chat.example.com"))


def test_a_certificate_for_the_root_alone_blocks_www() -> None:
    with TlsServer(good("example.com")) as server:
        rules = [server.rule(host) for host in ("example.com", "www.example.com")]
        results = look(*rules, single=False)
    finding = only(results, "tls.names", Severity.BLOCKER)
    assert finding.subject == "www.example.com"
    assert "it is for example.com alone" in finding.summary


def test_the_owners_other_site_is_a_trust_issue_for_an_app_beside_it() -> None:
    with TlsServer(good("app.example.com")) as server:
        hosts = ("app.example.com", "example.com", "www.example.com")
        results = look(*map(server.rule, hosts), host="app.example.com", single=False)
    found = [finding for result in results.values() for finding in result.findings]
    assert {finding.severity for finding in found} == {Severity.TRUST}


@pytest.mark.parametrize(
    ("own_name", "platform", "words"),
    [
        ("*.herokuapp.com", "Heroku", "heroku domains:add example.com"),
        ("*.onrender.com", "Render", "Custom Domains"),
        ("*.fly.dev", "Fly.io", "fly certs add example.com"),
        ("*.up.railway.app", "Railway", "railway-verify"),
        ("*.netlify.app", "Netlify", "Domain management"),
        ("*.vercel.app", "Vercel", "vercel domains inspect example.com"),
        ("*.squarespace.com", "Squarespace", "Domains"),
    ],
)
def test_a_platforms_own_certificate_means_the_name_is_not_added_there(
    own_name: str, platform: str, words: str
) -> None:
    results = look_at(good(own_name))
    finding = only(results, "tls.platform_certificate", Severity.BLOCKER)
    assert finding.summary == f"example.com is not added or not verified at {platform}."
    assert words in finding.fix
    assert results["tls.names"].status is Status.SKIPPED


def test_a_name_on_the_platforms_own_domain_is_fine() -> None:
    nothing(look_at(good("*.onrender.com"), "mybot.onrender.com"))


def test_a_placeholder_of_server_software_is_named() -> None:
    identity = self_signed(
        "ingress.local", common_name="Kubernetes Ingress Controller Fake Certificate"
    )
    finding = only(look_at(identity), "tls.platform_certificate", Severity.BLOCKER)
    assert "Kubernetes" in finding.summary


def test_an_intermediate_that_only_this_machine_has_is_missing_for_visitors(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    lab = authorities()
    both = tmp_path_factory.mktemp("ca") / "both.pem"
    both.write_bytes(lab.root.pem + lab.middle.pem)
    with TlsServer(good().presenting()) as server:
        results = look(server.rule("example.com"), ca_file=str(both))
    only(results, "tls.chain", Severity.BLOCKER)


def test_a_self_signed_certificate_given_as_ca_file_is_trusted(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    identity: Identity = self_signed("example.com")
    chain, _ = identity.files(tmp_path_factory.mktemp("ca"))
    with TlsServer(identity) as server:
        nothing(look(server.rule("example.com"), ca_file=chain))


def test_the_given_file_is_the_only_trust(tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Authority.root("Other Root", "Other").file(tmp_path_factory.mktemp("ca"))
    with TlsServer(good()) as server:
        results = look(server.rule("example.com"), ca_file=other)
    assert results["tls.trusted"].status in (Status.FAIL, Status.UNKNOWN)
    assert results["tls.chain"].findings or results["tls.trusted"].findings
