"""Hosting platforms as their certificates show them, and what to do there, step by step.

Read in November 2026: Heroku Dev Center "Automated Certificate Management", Fly Docs "Custom
domains" and "fly certs". The others follow their domain pages (Render "Custom Domains", Railway
"Working with Domains", Netlify, Vercel, Cloudflare "Universal SSL"), as they were when last seen.
"""

from __future__ import annotations

from dataclasses import dataclass

from ops.launch.gather.tls.facts import Certificate, Endpoint
from ops.launch.network.names import is_address, registrable, shown
from ops.launch.platforms import at_cloudflare, by_address, under
from ops.launch.world import Target


@dataclass(frozen=True, slots=True)
class Hoster:
    """One platform. ``add`` and ``renew`` are steps with ``{host}`` in them, as sentences."""

    name: str
    add: str
    renew: str = ""


HOSTERS = {
    "heroku": Hoster(
        "Heroku",
        "In a terminal: `heroku domains:add {host}`, then `heroku certs:auto:enable`. `heroku "
        "domains` then shows a DNS target ending in herokudns.com: make {host} lead to exactly "
        "that one (a CNAME to …herokuapp.com always shows this warning). `heroku certs:auto` says "
        "when the certificate is there.",
        "In a terminal: `heroku certs:auto` shows what stands in the way, `heroku "
        "certs:auto:refresh` tries again. {host} must lead to the DNS target of `heroku domains`.",
    ),
    "render": Hoster(
        "Render",
        "In the Render dashboard open your service, Settings, Custom Domains, Add Custom Domain, "
        "type {host} and press Verify. Delete any AAAA record of {host} at your DNS host first, "
        "Render has no IPv6.",
        "In the Render dashboard open your service, Settings, Custom Domains, and press Verify "
        "beside {host}; delete any AAAA record of {host} at your DNS host first.",
    ),
    "fly": Hoster(
        "Fly.io",
        "In a terminal: `fly certs add {host}`, then set the DNS records it prints. `fly certs "
        "check {host}` says what is still missing: an AAAA record, the `_acme-challenge` CNAME or "
        "the `_fly-ownership` TXT record.",
        "In a terminal: `fly certs check {host}` says which DNS record is missing for renewal.",
    ),
    "railway": Hoster(
        "Railway",
        "In Railway open your service, Settings, Networking, Custom Domain, and add {host}. Set "
        "both records it shows at your DNS host: the CNAME and the TXT record `railway-verify=…`. "
        "Without the TXT record the domain stays unverified.",
        "In Railway open your service, Settings, Networking, and look at {host}: both the CNAME "
        "and the TXT record `railway-verify=…` must still be at your DNS host.",
    ),
    "netlify": Hoster(
        "Netlify",
        "In Netlify open your project, Domain management, Add a domain, and add {host}; then "
        "under HTTPS on the same page press Verify DNS configuration.",
        "In Netlify open your project, Domain management, HTTPS, and press Renew certificate.",
    ),
    "vercel": Hoster(
        "Vercel",
        "In Vercel open your project, Settings, Domains, add {host}, and set the DNS record it "
        "shows (or in a terminal: `vercel domains inspect {host}`).",
        "In Vercel open your project, Settings, Domains, and press Refresh beside {host}; in a "
        "terminal `vercel certs issue {host}` asks for a new one.",
    ),
    "cloudflare": Hoster(
        "Cloudflare",
        "In Cloudflare open your domain, SSL/TLS, Edge Certificates, and see that Universal SSL is "
        "on and active (a new domain can take a day). The free certificate covers the domain and "
        "one level below it, such as www; a longer name needs an Advanced Certificate.",
        "In Cloudflare open your domain, SSL/TLS, Edge Certificates: a certificate that does not "
        "renew waits for validation there, or is one that you uploaded yourself and must replace.",
    ),
    "github": Hoster(
        "GitHub Pages",
        "On GitHub open the repository, Settings, Pages, type {host} under Custom domain, save, "
        "and tick Enforce HTTPS once the certificate is issued.",
    ),
    "pages": Hoster(
        "Cloudflare Pages or Workers",
        "In Cloudflare open Workers & Pages, your project, Custom domains, and add {host}.",
    ),
    "firebase": Hoster(
        "Firebase Hosting",
        "In the Firebase console open Hosting, Add custom domain, and add {host} with the records "
        "it shows.",
    ),
    "azure": Hoster(
        "Azure",
        "In the Azure portal open your app, Custom domains, Add custom domain, {host}, and choose "
        "an App Service managed certificate.",
    ),
    "digitalocean": Hoster(
        "DigitalOcean", "In DigitalOcean open your app, Networking, Domains, and add {host}."
    ),
    "koyeb": Hoster("Koyeb", "In Koyeb open your app, Domains, and add {host}."),
    "replit": Hoster(
        "Replit", "In Replit open your deployment, Settings, Link a domain, and link {host}."
    ),
    "cloudfront": Hoster(
        "Amazon CloudFront",
        "In AWS request a certificate for {host} in Certificate Manager (region us-east-1), then "
        "add {host} under Alternate domain names of the distribution and choose that certificate.",
    ),
}

#: Endings of names in certificates that are a platform's own. The more telling ones come first.
ENDINGS = {
    "herokuapp.com": "heroku", "herokussl.com": "heroku", "onrender.com": "render",
    "fly.dev": "fly", "up.railway.app": "railway", "railway.app": "railway",
    "netlify.app": "netlify", "netlify.com": "netlify", "vercel.app": "vercel",
    "vercel.com": "vercel", "now.sh": "vercel", "pages.dev": "pages", "workers.dev": "pages",
    "cloudflaressl.com": "cloudflare", "web.app": "firebase", "firebaseapp.com": "firebase",
    "github.io": "github", "azurewebsites.net": "azure", "ondigitalocean.app": "digitalocean",
    "koyeb.app": "koyeb", "replit.app": "replit", "repl.co": "replit",
    "cloudfront.net": "cloudfront",
}  # fmt: skip

#: Website builders and shared hosts: the place for a domain is in each one's own panel.
BUILDERS = {
    "squarespace.com": "Squarespace", "wixsite.com": "Wix", "wix.com": "Wix",
    "myshopify.com": "Shopify", "shopify.com": "Shopify", "webflow.io": "Webflow",
    "webflow.com": "Webflow", "wordpress.com": "WordPress.com", "wpengine.com": "WP Engine",
    "ghost.io": "Ghost", "carrd.co": "Carrd", "framer.app": "Framer", "framer.website": "Framer",
    "godaddysites.com": "GoDaddy", "secureserver.net": "GoDaddy", "hostgator.com": "HostGator",
    "bluehost.com": "Bluehost", "dreamhost.com": "DreamHost", "siteground.biz": "SiteGround",
    "sgvps.net": "SiteGround", "web-hosting.com": "Namecheap", "hostinger.com": "Hostinger",
    "kasserver.com": "ALL-INKL", "hosting.ovh.net": "OVHcloud", "ovh.net": "OVHcloud",
    "kinsta.cloud": "Kinsta", "kajabi.com": "Kajabi", "mykajabi.com": "Kajabi",
    "teachable.com": "Teachable", "thinkific.com": "Thinkific", "clickfunnels.com": "ClickFunnels",
    "leadpages.net": "Leadpages", "systeme.io": "Systeme.io", "convertri.com": "Convertri",
    "amazonaws.com": "Amazon Web Services", "elasticbeanstalk.com": "AWS Elastic Beanstalk",
    "run.app": "Google Cloud Run", "azureedge.net": "Azure", "fastly.net": "Fastly",
    "pythonanywhere.com": "PythonAnywhere", "ngrok.app": "ngrok", "ngrok-free.app": "ngrok",
    "ngrok.io": "ngrok", "trycloudflare.com": "Cloudflare Tunnel", "cprapid.com": "cPanel",
    "plesk.page": "Plesk",
}  # fmt: skip

#: Common names of certificates that server software shows while it has no real one.
PLACEHOLDERS = {
    "kubernetes ingress controller fake certificate": "the Kubernetes ingress controller",
    "traefik default cert": "Traefik",
    "plesk": "Plesk",
    "openresty": "OpenResty",
    "synology.com": "a Synology device",
}


@dataclass(frozen=True, slots=True)
class StandIn:
    """Whose certificate stands in for the site's, and what to do about it."""

    name: str
    own_name: str
    fix: str


def stand_in(certificate: Certificate, host: str) -> StandIn | None:
    """Whose certificate this is, for a host that it does not cover; None for an ordinary one."""
    placeholder = PLACEHOLDERS.get(certificate.common_name.lower())
    if placeholder:
        return StandIn(
            placeholder, certificate.common_name,
            f"Give {placeholder} a certificate for {shown(host)}: it has none for that name, or "
            "cannot read it, and shows the one it came with.",
        )  # fmt: skip
    for name in (*certificate.names, certificate.common_name.lower()):
        bare = name.removeprefix("*.")
        ending = under(bare, ENDINGS) or under(bare, BUILDERS)
        if ending and not under(host, (ending,)):
            return _named(ending, name, host)
    return None


def _named(ending: str, name: str, host: str) -> StandIn:
    if ending in ENDINGS:
        hoster = HOSTERS[ENDINGS[ending]]
        return StandIn(hoster.name, name, hoster.add.format(host=host) + _twin(host))
    who = BUILDERS[ending]
    return StandIn(
        who, name,
        f"Sign in at {who}, open the settings of your site, Domains, add {host}, and wait until "
        "it says that the certificate (SSL) is active." + _twin(host),
    )  # fmt: skip


def _twin(host: str) -> str:
    bare = host.removeprefix("www.")
    if bare != registrable(host):
        return ""
    other = bare if host.startswith("www.") else f"www.{host}"
    return f" Root and www are two names: if you use both, do it for {shown(other)} as well."


def hoster_of(target: Target, endpoint: Endpoint) -> Hoster | None:
    """Where the certificate of an address is managed: Cloudflare in front, else the platform."""
    if is_address(endpoint.address) and at_cloudflare(endpoint.address):
        return HOSTERS["cloudflare"]
    if target.platform in HOSTERS:
        return HOSTERS[target.platform]
    found = by_address([endpoint.address])
    return HOSTERS.get(found.key) if found else None


def renewal(target: Target, endpoint: Endpoint) -> str:
    """How to get a fresh certificate for the host of this address."""
    hoster = hoster_of(target, endpoint)
    if hoster and hoster.renew:
        return hoster.renew.format(host=endpoint.host)
    return (
        "Where the certificate was made: in your web host's control panel under SSL/TLS (or "
        "“Let's Encrypt”) press renew or issue; on a server of your own run `sudo certbot renew` "
        "and reload the web server, and read what certbot says if it fails."
    )


def addition(target: Target, endpoint: Endpoint) -> str:
    """How to get a certificate that covers the host of this address."""
    hoster = hoster_of(target, endpoint)
    if hoster:
        return hoster.add.format(host=endpoint.host)
    return (
        f"Add {shown(endpoint.host)} as a domain of its own where the site is hosted (Domains, or "
        "SSL/TLS); on a server of your own list every name: "
        f"`sudo certbot --nginx {_flags(target, endpoint.host)}`."
    )


def _flags(target: Target, host: str) -> str:
    names = target.site_hosts if host in target.site_hosts else (host,)
    return " ".join(f"-d {name}" for name in names)
