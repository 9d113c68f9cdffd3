"""The site itself: its address, its keys, who it answers to."""

from __future__ import annotations

from config.variables import checks
from ops.environment import AtDeploy, Kind, Variable

GROUP = "The site"

VARIABLES: tuple[Variable, ...] = (
    Variable(
        name="SECRET_KEY",
        group=GROUP,
        secret=True,
        check=checks.strong_key,
        at_deploy=AtDeploy.GENERATED,
        required="always, unless DEBUG is on",
        purpose="Signs sessions and one-time links. Anyone who has it can sign in as you.",
        source='make one with: python -c "import secrets; print(secrets.token_urlsafe(50))"',
        rotation="put the old value into SECRET_KEY_FALLBACKS and the new one here, redeploy: "
        "nobody is signed out. Two weeks later empty SECRET_KEY_FALLBACKS. If the key leaked, "
        "empty it after a day: everybody signs in again.",
    ),
    Variable(
        name="SECRET_KEY_FALLBACKS",
        group=GROUP,
        kind=Kind.LIST,
        secret=True,
        purpose="Earlier values of SECRET_KEY, with commas, that are still believed: sessions and "
        "second factors outlive a change. Empty but in the weeks after one.",
        source="what stood in SECRET_KEY before",
        rotation="take the old value out again; docs/secrets.md says when.",
    ),
    Variable(
        name="SITE_URL",
        group=GROUP,
        kind=Kind.URL,
        check=checks.site_url,
        required="always, unless DEBUG is on or the platform tells its own host name",
        purpose="The public address of this app, used in every link and email.",
        source="the address visitors use, such as https://chat.example.com",
    ),
    Variable(
        name="HSTS",
        group=GROUP,
        kind=Kind.CHOICE,
        choices=("grow", "hour", "day", "week", "month", "year", "forget"),
        default="grow",
        purpose="How long browsers insist on https. grow starts with an hour and reaches a year "
        "after three months by itself; a step sets it by hand; forget tells browsers to drop it.",
        source="leave it alone, unless the site was on https for long before (year) or must go "
        "back to http (forget). See docs/headers.md",
    ),
    Variable(
        name="DEBUG",
        group=GROUP,
        kind=Kind.FLAG,
        default="false",
        purpose="Shows technical error pages. For your own computer only, never on the internet.",
    ),
    Variable(
        name="ACCOUNTS",
        group=GROUP,
        kind=Kind.FLAG,
        default="false",
        purpose="Lets visitors make an account and see their own past conversations. You sign in "
        "either way.",
        source="true, if you want it; docs/accounts.md says what visitors then see",
    ),
    Variable(
        name="ALLOWED_HOSTS",
        group=GROUP,
        kind=Kind.LIST,
        purpose="Further host names this app answers to; over https they lead on to SITE_URL. The "
        "host of SITE_URL is always included.",
        source="for example: example.com,www.example.com",
    ),
    Variable(
        name="EMBED_ORIGINS",
        group=GROUP,
        kind=Kind.LIST,
        check=checks.origins,
        purpose="Your websites that may show the chat; no other site can. Those you name in the "
        "admin, under Chat on your website, count too.",
        source="for example: https://www.example.com,https://example.com",
    ),
    Variable(
        name="IDENTITY_SECRET",
        group=GROUP,
        secret=True,
        check=checks.long_enough,
        purpose="Lets your own site say who a signed-in visitor is, signed with this. Empty "
        "switches it off.",
        source='make one with: python -c "import secrets; print(secrets.token_urlsafe(32))"',
        rotation="put the new value here and on your site's server at the same moment; signatures "
        "made with the old one are refused.",
    ),
    Variable(
        name="ADMIN_PATH",
        group=GROUP,
        default="admin",
        check=checks.admin_path,
        purpose="Where the admin lives: https://your-site/ADMIN_PATH/.",
    ),
    Variable(
        name="OPS_TOKEN",
        group=GROUP,
        secret=True,
        check=checks.long_enough,
        at_deploy=AtDeploy.GENERATED,
        purpose="Makes you the first owner at /setup/, marks test traffic, and opens the details "
        "of /readyz, sent as `Authorization: Ops …`. Empty switches the last two off.",
        source='make one with: python -c "import secrets; print(secrets.token_urlsafe(32))"',
        rotation="put the new value in place, redeploy, and give it to whatever runs your checks.",
    ),
    Variable(
        name="RECOVER_OWNER",
        group=GROUP,
        check=checks.person,
        purpose="The way back in after a lost phone where there is no shell: for one hour, "
        "/setup/ gives the Owner named here a new password and second factor, once, to whoever "
        "has OPS_TOKEN. Take it away afterwards.",
        source="the name or address that Owner signs in with. See docs/accounts.md",
    ),
)
