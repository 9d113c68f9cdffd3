"""Pages that are not the site: a platform's "no such app", a registrar's parking page, a crash.

Each is told by what its provider puts on it or into its headers, as last seen; they change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ops.launch.network.fetch import Response

#: Bytes of a page that are searched.
_LOOK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Stray:
    """A page that stands where the site should be. ``kind``: unknown_domain, crashed, paused."""

    platform: str
    name: str
    kind: str
    sign: str


#: platform, its name, kind, and what its page says.
_STRAYS = (
    ("heroku", "Heroku", "unknown_domain", r"error-pages/no-such-app|<title>No such app</title>"),
    ("heroku", "Heroku", "unknown_domain", r"There(?:'|&#39;|’)s nothing here, yet\."),
    ("heroku", "Heroku", "crashed", r"error-pages/application-error|<title>Application error</"),
    ("render", "Render", "paused", r"Service Suspended|This service has been suspended"),
    ("railway", "Railway", "unknown_domain", r"The train has not arrived at the station"),
    ("railway", "Railway", "crashed", r"Application failed to respond"),
    ("netlify", "Netlify", "unknown_domain", r"^\s*Not Found - Request ID:"),
    ("netlify", "Netlify", "unknown_domain", r"<title>Site not found</title>"),
    ("vercel", "Vercel", "unknown_domain", r"DEPLOYMENT_NOT_FOUND|deployment could not be found"),
    ("vercel", "Vercel", "paused", r"DEPLOYMENT_DISABLED|DEPLOYMENT_PAUSED"),
    ("github", "GitHub Pages", "unknown_domain", r"There isn't a GitHub Pages site here"),
    ("fly", "Fly.io", "crashed", r"could not find a good candidate within"),
)
_HEADERS = (
    ("render", "Render", "unknown_domain", "x-render-routing", r"no-server|no-service"),
    ("render", "Render", "paused", "x-render-routing", r"suspend"),
    ("render", "Render", "crashed", "x-render-routing", r"dynamic-.*error|hibernate"),
    ("railway", "Railway", "unknown_domain", "x-railway-fallback", r"true"),
    ("vercel", "Vercel", "unknown_domain", "x-vercel-error", r"DEPLOYMENT_NOT_FOUND|NOT_FOUND"),
    ("vercel", "Vercel", "paused", "x-vercel-error", r"DISABLED|PAUSED"),
)

_PARKED = re.compile(
    r"sedoparking\.com|parkingcrew\.net|bodis\.com|parklogic|hugedomains\.com|dan\.com/buy-domain"
    r"|afternic\.com/forsale|parkingpage\.namecheap\.com|/lander['\"]|img1\.wsimg\.com/parking"
    r"|(?:this|the) domain(?: name)?(?: \S{1,80})? (?:is|may be|could be) for sale"
    r"|domain is for sale|buy this domain|inquire about this domain"
    r"|(?:this|your) (?:domain|web ?page|website|site)(?: \S{1,80})? (?:is|has been) parked"
    r"|parked free|is parked on|parked domain name on|courtesy of godaddy"
    r"|future home of something quite cool|is registered at namecheap|registered with porkbun"
    r"|this domain is not connected to a website|diese domain (?:wurde|ist) .{0,40}registriert"
    r"|this domain (?:has|was) recently (?:been )?registered|congratulations! your domain",
    re.IGNORECASE,
)

#: The page that a web server or framework shows before anybody has put a site there.
_STARTS = (
    ("nginx", r"<title>Welcome to nginx(?:!| on )"),
    ("nginx", r"<title>Test Page for the (?:Nginx )?HTTP Server on "),
    ("Apache", r"<title>Apache2 \S+ Default Page"),
    ("Apache", r"<title>(?:Apache )?HTTP Server Test Page"),
    ("Apache", r"^\s*<html><body><h1>It works!</h1></body></html>\s*$"),
    ("Caddy", r"<title>Caddy works!</title>"),
    ("IIS", r"<title>IIS Windows(?: Server)?</title>"),
    ("Django", r"<title>The install worked successfully! Congratulations!</title>"),
    ("Laravel", r"<title>Laravel</title>[\s\S]{0,20000}laravel\.com/docs"),
    ("Tomcat", r"<title>Apache Tomcat/[\d.]+</title>"),
    ("Plesk", r"<title>(?:Web Server's Default Page|Domain Default page)</title>"),
    ("cPanel", r"/cgi-sys/defaultwebpage\.cgi|<title>Default Web Site Page</title>"),
    ("the web server", r"<title>Index of /</title>"),
)  # fmt: skip

#: Site builders, whose customers decide about words and pictures and not about headers: by a
#: header, or by what only their own pages say.
_BUILDERS = (
    ("Squarespace", "server", r"^squarespace$",
     r"<!-- This is Squarespace\. -->|Static\.SQUARESPACE_|//assets\.squarespace\.com/universal/"),
    ("Wix", "x-wix-request-id", r".",
     r'name="generator" content="Wix\.com|//static\.parastorage\.com/'),
    ("Webflow", "x-wf-region", r".",
     r"<html[^>]{0,300} data-wf-(?:site|page)=|//(?:cdn\.prod|assets[a-z-]*)\.website-files\.com/"),
    ("Shopify", "x-shopid", r".", r"Shopify\.shop = |cdn\.shopify\.com/s/files"),
    ("WordPress.com", "host-header", r"^wordpress\.com$",
     r'name="generator" content="WordPress\.com"'),
    ("Framer", "server", r"^framer", r'name="generator" content="Framer'),
    ("GoDaddy's site builder", "server", r"^dps/", r"img1\.wsimg\.com/isteam"),
    ("Weebly", "x-host", r"weebly\.", r"cdn2\.editmysite\.com"),
    ("Kajabi", "x-kajabi", r".", r"kajabi-storefronts-production"),
    ("Google Sites", "server", r"^esf$", r"https://sites\.google\.com/_/"),
)  # fmt: skip

#: What a program's insides look like on a page: whose, and the words.
_LEAKS = (
    ("Django with DEBUG on", r"You(?:'|&#x27;|&#39;|’)re seeing this error because you have"
     r"\s*(?:<code>)?\s*DEBUG = True"),
    ("Django with DEBUG on", r"<th>Django Version:</th>|DisallowedHost at /"),
    ("a Python program", r"Traceback \(most recent call last\)"),
    ("the Werkzeug debugger", r"Werkzeug Debugger|__debugger__=yes"),
    ("Ruby on Rails", r"Action Controller: Exception caught|<code>Rails\.root:"),
    ("Laravel", r"Whoops, looks like something went wrong|Illuminate\\\\?[A-Z]\w+"),
    ("Symfony", r"Symfony Exception|sf-dump|Symfony\\\\?Component\\\\?HttpKernel"),
    ("PHP", r"<b>(?:Fatal error|Parse error|Warning|Notice)</b>: .{0,400} on line <b>\d+</b>"),
    ("a JavaScript server", r"\n\s*(?:<br>\s*(?:&nbsp;)*\s*)?at [\w.<> &;]+ \(?(?:file:///?|/|node:)"
     r"[^\s)]{2,200}:\d+:\d+\)?|<br> ?&nbsp; ?&nbsp;at "),
    ("ASP.NET", r"Server Error in '/[^']{0,60}' Application|\[HttpException"),
    ("Java", r"Whitelabel Error Page|\bat (?:java|javax|jakarta|org\.\w+)\.[\w.$]+\([\w.]+:\d+\)"),
    ("Go", r"goroutine \d+ \[running\]:"),
)  # fmt: skip
_VERSION = re.compile(
    r"<(?:hr|address|h3)[^>]*>(?:<center>)?\s*((?:nginx|Apache|Apache Tomcat|openresty|LiteSpeed"
    r"|Microsoft-IIS|Jetty)[/ ]\d[\w.\- ()]{0,60})",
    re.IGNORECASE,
)

_stray_patterns = [(*row[:3], re.compile(row[3], re.IGNORECASE)) for row in _STRAYS]
_start_patterns = [(whose, re.compile(pattern, re.IGNORECASE)) for whose, pattern in _STARTS]
_builder_patterns = [
    (builder, header, re.compile(value, re.IGNORECASE), re.compile(inside))
    for builder, header, value, inside in _BUILDERS
]
_leak_patterns = [(name, re.compile(pattern)) for name, pattern in _LEAKS]


def stray_page(answer: Response) -> Stray | None:
    """The platform's own page that an answer is, if it is one."""
    if answer.status < 400:
        return None
    for platform, name, kind, header, pattern in _HEADERS:
        found = re.search(pattern, answer.header(header), re.IGNORECASE)
        if found:
            return Stray(platform, name, kind, f"{header}: {answer.header(header)[:80]}")
    text = answer.text[:_LOOK]
    for platform, name, kind, compiled in _stray_patterns:
        found = compiled.search(text)
        if found:
            return Stray(platform, name, kind, found.group().strip()[:100])
    return None


def parking_sign(answer: Response) -> str:
    """What gives a page away as a registrar's or a domain dealer's, or ""."""
    found = _PARKED.search(answer.text[:_LOOK])
    return found.group().strip()[:100] if found else ""


def start_page(answer: Response) -> str:
    """Whose start page an answer is, such as nginx's before there is a site, or ""."""
    if answer.status >= 400:
        return ""
    text = answer.text[:_LOOK]
    return next((whose for whose, compiled in _start_patterns if compiled.search(text)), "")


def no_site(answer: Response) -> bool:
    """Whether a parking page or a server's start page stands where the site should be."""
    return bool(parking_sign(answer) or start_page(answer))


def builder_of(answer: Response) -> str:
    """The site builder that a page is made with, or ""."""
    text = answer.text[:_LOOK]
    for builder, header, value, inside in _builder_patterns:
        if value.search(answer.header(header)) or inside.search(text):
            return builder
    return ""


def refuses_host(answer: Response) -> bool:
    """Whether this is Django's 400 for a host that is not in ``ALLOWED_HOSTS``."""
    text = answer.text[:4000]
    return answer.status == 400 and ("Bad Request (400)" in text or "DisallowedHost" in text)


def leak(answer: Response) -> tuple[str, str] | None:
    """Whose insides a page shows, and the words that show it."""
    text = answer.text[:_LOOK]
    for name, compiled in _leak_patterns:
        found = compiled.search(text)
        if found:
            return name, " ".join(found.group().split())[:120]
    return None


def version_shown(answer: Response) -> str:
    """The web server and version in the text of an error page, or ""."""
    found = _VERSION.search(answer.text[:8000])
    return found.group(1).strip() if found else ""
