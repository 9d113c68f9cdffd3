"""Where apps run: what each platform's names and addresses are, and what it wants to see in DNS.

Sources, read in November 2026: Heroku Dev Center "Custom Domain Names for Apps", Render Docs
"Custom Domains", Fly Docs "Custom domains", Railway Docs "Working with Domains", Netlify Docs
"Configure external DNS", Vercel Docs "Working with domains".
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from ops.web.cloudflare import RANGES


@dataclass(frozen=True, kw_only=True, slots=True)
class Platform:
    """One platform.

    ``targets`` are the endings of names that custom domains should lead to; ``wrong_targets`` those
    that look right and break the certificate; ``addresses`` what a root name may point at by
    A record, and ``networks`` all that its names can have; ``closed`` says that no name that leads
    there by A record or flattened CNAME can have any other; ``pooled`` that each of its names leads
    to other addresses. ``dead_addresses`` are what it gave up. ``ipv6`` says whether AAAA records
    may exist.
    ``root`` and ``www`` say what to type. ``cas`` are the CAA names it needs. ``logs`` is the page
    with the log of the app called ``{app}`` there, ``dashboard`` the page from which it is found.
    """

    key: str
    name: str
    domains: tuple[str, ...]
    targets: tuple[str, ...]
    wrong_targets: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    closed: bool = False
    pooled: bool = False
    dead_addresses: tuple[str, ...] = ()
    ipv6: bool = False
    root: str
    www: str
    add: str
    cas: tuple[str, ...] = ("letsencrypt.org",)
    logs: str = ""
    dashboard: str = ""

    def has(self, address: str) -> bool:
        """Whether an address is known to be its own, and in use."""
        found = ipaddress.ip_address(address)
        return address in self.addresses or any(
            found in ipaddress.ip_network(network) for network in self.networks
        )


PLATFORMS = {
    platform.key: platform
    for platform in (
        Platform(
            key="heroku",
            name="Heroku",
            domains=("herokuapp.com",),
            targets=("herokudns.com",),
            pooled=True,
            wrong_targets=("herokuapp.com", "herokussl.com"),
            dead_addresses=("75.101.163.44", "75.101.145.87", "174.129.212.2"),
            root="an ALIAS, ANAME or flattened CNAME to the DNS target that `heroku domains` "
            "shows for it (Heroku has no fixed address for an A record)",
            www="a CNAME to the DNS target that `heroku domains` shows for it; root and www each "
            "have their own",
            add="`heroku domains:add NAME`, or Settings, Domains, Add domain",
            logs="https://dashboard.heroku.com/apps/{app}/logs",
            dashboard="https://dashboard.heroku.com/apps",
        ),
        Platform(
            key="render",
            name="Render",
            domains=("onrender.com",),
            targets=("onrender.com",),
            addresses=("216.24.57.1",),
            networks=("216.24.57.0/24",),
            closed=True,
            root="an A record to 216.24.57.1, or an ALIAS to your-service.onrender.com",
            www="a CNAME to your-service.onrender.com",
            add="your service, Settings, Custom Domains, Add Custom Domain",
            logs="https://dashboard.render.com/web/{app}/logs",
            dashboard="https://dashboard.render.com/",
            cas=("letsencrypt.org", "pki.goog"),
        ),
        Platform(
            key="fly",
            name="Fly.io",
            domains=("fly.dev",),
            targets=("fly.dev",),
            ipv6=True,
            root="the A and AAAA records that `fly ips list` shows",
            www="a CNAME to the target that `fly certs setup NAME` shows",
            add="`fly certs add NAME`",
            logs="https://fly.io/apps/{app}/monitoring",
            dashboard="https://fly.io/dashboard",
        ),
        Platform(
            key="railway",
            name="Railway",
            domains=("up.railway.app", "railway.app"),
            targets=("up.railway.app",),
            root="an ALIAS or flattened CNAME to the …up.railway.app name Railway shows, and the "
            "TXT record railway-verify=… beside it",
            www="a CNAME to the …up.railway.app name Railway shows for it, and its own TXT record",
            add="your service, Settings, Networking, Custom Domain",
            logs="https://railway.com/project/{app}",
            dashboard="https://railway.com/dashboard",
        ),
        Platform(
            key="netlify",
            name="Netlify",
            domains=("netlify.app",),
            targets=("netlify.app", "netlifyglobalcdn.com", "netlify.com"),
            addresses=("75.2.60.5", "99.83.190.102"),
            dead_addresses=("104.198.14.52",),
            ipv6=True,
            root="an A record to 75.2.60.5, or an ALIAS to apex-loadbalancer.netlify.com",
            www="a CNAME to your-site.netlify.app",
            add="Domain management, Add a domain",
        ),
        Platform(
            key="vercel",
            name="Vercel",
            domains=("vercel.app",),
            targets=("vercel-dns.com", "vercel-dns-0.com", "vercel.app", "vercel-dns-016.com",
                     "vercel-dns-017.com"),
            addresses=("76.76.21.21", "216.198.79.1", "216.198.79.65", "64.29.17.1",
                       "64.29.17.65", "76.76.21.61", "76.76.21.93", "76.76.21.98", "76.76.21.123",
                       "76.76.21.142", "76.76.21.164", "76.76.21.241"),
            networks=("76.76.21.0/24", "216.198.79.0/24", "64.29.17.0/24", "66.33.60.0/24",
                      "216.150.1.0/24", "216.150.16.0/24"),
            root="the A record that `vercel domains inspect NAME` shows (76.76.21.21 for many)",
            www="the CNAME that `vercel domains inspect NAME` shows",
            add="Project, Settings, Domains",
            cas=("letsencrypt.org", "pki.goog", "sectigo.com"),
        ),
    )
}  # fmt: skip

#: Endings of names at which a forgotten CNAME can be claimed by a stranger, and of whom.
#: Kept to services where the name alone is claimable (can-i-take-over-xyz, read for facts).
CLAIMABLE = {
    "herokuapp.com": "Heroku", "herokudns.com": "Heroku", "github.io": "GitHub Pages",
    "s3.amazonaws.com": "Amazon S3", "elasticbeanstalk.com": "AWS Elastic Beanstalk",
    "azurewebsites.net": "Azure", "cloudapp.net": "Azure", "trafficmanager.net": "Azure",
    "blob.core.windows.net": "Azure", "azureedge.net": "Azure", "netlify.app": "Netlify",
    "netlify.com": "Netlify", "vercel.app": "Vercel", "now.sh": "Vercel", "fly.dev": "Fly.io",
    "onrender.com": "Render", "up.railway.app": "Railway", "surge.sh": "Surge",
    "readme.io": "Readme", "ghost.io": "Ghost", "myshopify.com": "Shopify",
    "bitbucket.io": "Bitbucket", "wordpress.com": "WordPress.com", "pantheonsite.io": "Pantheon",
    "helpscoutdocs.com": "Help Scout", "zendesk.com": "Zendesk", "webflow.io": "Webflow",
    "unbouncepages.com": "Unbounce", "strikinglydns.com": "Strikingly", "tumblr.com": "Tumblr",
    "pages.dev": "Cloudflare Pages", "web.app": "Firebase", "firebaseapp.com": "Firebase",
}  # fmt: skip

#: Name servers of companies that park domains, and addresses of their pages.
PARKING_SERVERS = (
    "sedoparking.com", "parkingcrew.net", "bodis.com", "above.com", "parklogic.com", "dan.com",
    "afternic.com", "uniregistrymarket.link", "cashparking.com", "namebrightdns.com",
    "domainparking.ru", "fabulous.com", "parked.com", "smartname.com",
)  # fmt: skip
PARKING_ADDRESSES = {
    "34.102.136.180": "GoDaddy", "184.168.131.241": "GoDaddy", "50.63.202.1": "GoDaddy",
    "3.33.130.190": "GoDaddy", "15.197.148.33": "GoDaddy", "3.33.152.147": "GoDaddy",
    "15.197.142.173": "GoDaddy", "76.223.105.230": "GoDaddy", "13.248.243.5": "GoDaddy",
    "192.64.119.1": "Namecheap", "162.255.119.1": "Namecheap", "91.195.240.94": "Sedo",
    "91.195.240.12": "Sedo", "91.195.241.232": "Sedo", "103.224.182.1": "Above",
    "199.59.243.228": "Bodis", "199.59.243.227": "Bodis", "199.59.242.150": "Bodis",
    "213.186.33.5": "OVH", "217.70.184.38": "Gandi", "217.70.184.50": "Gandi",
    "217.160.0.1": "IONOS", "44.227.65.245": "Porkbun", "44.227.76.166": "Porkbun",
    "52.33.207.7": "Porkbun", "207.244.67.214": "Dynadot", "204.11.56.48": "Confluence",
}  # fmt: skip
#: Networks whose every address is such a page (Namecheap's redirect and parking service).
PARKING_NETWORKS = {"162.255.119.0/24": "Namecheap", "192.64.119.0/24": "Namecheap"}

_EDGE = tuple(ipaddress.ip_network(network) for network in RANGES)
_PARKING = {ipaddress.ip_network(net): who for net, who in PARKING_NETWORKS.items()}


def at_cloudflare(address: str) -> bool:
    """Whether an address belongs to Cloudflare's edge."""
    found = ipaddress.ip_address(address)
    return any(found in network for network in _EDGE)


def parked_at(address: str) -> str:
    """Whose parking page answers at an address, or ""."""
    if address in PARKING_ADDRESSES:
        return PARKING_ADDRESSES[address]
    found = ipaddress.ip_address(address)
    return next((who for network, who in _PARKING.items() if found in network), "")


def under(name: str, endings: Iterable[str]) -> str:
    """The ending under which a name stands, or ""."""
    return next((end for end in endings if name == end or name.endswith("." + end)), "")


def by_name(names: Iterable[str]) -> Platform | None:
    """The platform that one of these names (of a CNAME chain) belongs to."""
    for name in names:
        for platform in PLATFORMS.values():
            if under(name, (*platform.targets, *platform.domains, *platform.wrong_targets)):
                return platform
    return None


def by_address(addresses: Iterable[str]) -> Platform | None:
    """The platform that one of these addresses is known for, be it a dead one."""
    for address in addresses:
        for platform in PLATFORMS.values():
            if platform.has(address) or address in platform.dead_addresses:
                return platform
    return None
