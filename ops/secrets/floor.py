"""The detectors of detect-secrets, as the floor below our own shapes.

Taken are those that know a shape. Left out are three: the public IP address, which is no secret,
and the two that judge by entropy alone and the one by names alone, whose false alarms
``bench.secrets`` counts; ``assigned`` does their work with the look-alikes taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ops.secrets.hit import Hit, Text
from ops.secrets.kind import Kind, kind
from ops.secrets.kinds import BY_ID, common
from ops.secrets.look_alikes import is_placeholder, looks_random

LEFT_OUT = {
    "Public IP (ipv4)", "Base64 High Entropy String", "Hex High Entropy String", "Secret Keyword",
    # Judged by our own rules, which know samples: passwords for this machine, tokens for everybody.
    "Basic Auth Credentials", "JSON Web Token", "Private Key",
}  # fmt: skip
#: The kind of ours that each detector finds, and a piece that any of its finds holds: as
#: it is, or, in lower case, in either.
_KINDS = {
    "AWS Access Key": ("aws", ("AKIA", "ASIA", "ABIA", "ACCA", "A3T", "aws")),
    "Azure Storage Account access key": ("azure-storage", ("accountkey=",)),
    "Discord Bot Token": ("discord", (".",)),
    "GitHub Token": ("github", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_")),
    "GitLab Token": ("gitlab", ("gl", "gr1348941")),
    "Mailchimp Access Key": ("mailchimp", ("-us",)),
    "NPM tokens": ("npm", ("_authtoken",)),
    "OpenAI Token": ("openai", ("t3blbkfj",)),
    "PyPI Token": ("pypi", ("pypi-",)),
    "SendGrid API Key": ("sendgrid", ("SG.",)),
    "Slack Token": ("slack", ("xox", "hooks.slack")),
    "Square OAuth Secret": ("square", ("sq0csp",)),
    "Stripe Access Key": ("stripe", ("k_live_",)),
    "Telegram Bot Token": ("telegram", (":",)),
    "Twilio API Key": ("twilio", ("AC", "SK")),
    "Artifactory Credentials": ("artifactory", ("AKC", "AP")),
    "Cloudant Credentials": ("cloudant", ("cl",)),
    "IBM Cloud IAM Key": ("ibm", ("ibm", "iam", "cloud")),
    "IBM COS HMAC Credentials": ("ibm", ("cos", "hmac", "ibm")),
    "SoftLayer Credentials": ("softlayer", ("softlayer", "sl_", "sl-")),
}
_MORE = {
    "artifactory": kind("artifactory", "Artifactory credential", "your Artifactory, user profile"),
    "cloudant": kind("cloudant", "Cloudant credential", "cloud.ibm.com, the Cloudant instance"),
    "ibm": kind("ibm", "IBM Cloud key", "cloud.ibm.com, Manage, Access (IAM), API keys"),
    "softlayer": kind("softlayer", "SoftLayer key", "cloud.ibm.com, Manage, Access, API keys"),
}
#: Those of which words and names have the shape too.
_LOOSE = {"Artifactory Credentials", "Cloudant Credentials", "IBM Cloud IAM Key",
          "IBM COS HMAC Credentials", "SoftLayer Credentials", "Discord Bot Token",
          "Telegram Bot Token"}  # fmt: skip


def find(text: Text) -> Iterator[Hit]:
    """What the detectors find, line by line as they are meant to be used."""
    dense, lower = text.dense, text.dense.lower()
    for kind_, pieces, loose, patterns in _detectors():
        if not dense or pieces and not any(piece in dense or piece in lower for piece in pieces):
            continue
        for pattern in patterns:
            for match in pattern.finditer(dense):
                group = next((n for n in range(1, (match.re.groups or 0) + 1) if match[n]), 0)
                hit = _hit(kind_, match, 0 if len(match[group]) < 8 else group, loose)
                if hit is not None:
                    start = text.whole(hit.start)
                    yield Hit(kind_, start, start + hit.end - hit.start, hit.value)


def _hit(kind_: Kind, match: re.Match[str], group: int, loose: bool) -> Hit | None:
    value = match[group].strip("\"'= :\t\r\n")
    if is_placeholder(value) or (loose and not looks_random(value)):
        return None
    if not loose and match.start(group) > 0 and match.string[match.start(group) - 1].isalnum():
        # In the middle of something longer, such as the base64 of a picture.
        return None
    after = match.string[match.end(group) : match.end(group) + 1]
    if kind_.id in ("twilio", "aws") and after.isalnum():
        return None
    return Hit(kind_, match.start(group), match.end(group), value)


Detector = tuple[Kind, tuple[str, ...], bool, Sequence[re.Pattern[str]]]


@cache
def _detectors() -> tuple[Detector, ...]:
    """Loaded at the first search, because they bring an HTTP client that a server has no use for.

    Only their patterns are used: their own ``verify`` would send a key over the network.
    """
    from detect_secrets.core.plugins.util import (  # type: ignore[import-untyped, unused-ignore]
        get_mapping_from_secret_type_to_class,
    )

    found: list[Detector] = []
    made: object
    for name, made in get_mapping_from_secret_type_to_class().items():
        patterns = getattr(made, "denylist", None)
        if name in LEFT_OUT or patterns is None or isinstance(patterns, property):
            continue
        id, pieces = _KINDS.get(name, ("", ()))
        ours = BY_ID.get(id) or _MORE.get(id) or common.GENERIC
        found.append((ours, pieces, name in _LOOSE or not id, tuple(patterns)))
    return tuple(found)
