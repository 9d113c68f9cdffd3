"""The two buttons of the README, and which copy of the project they deploy.

GitHub tells a platform only that somebody came from github.com, so a button has to name the copy.
In one that nobody filled in, Render's leads to the list of the founder's own, and Heroku's holds a
name to put in.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

RENDER_IMAGE = "https://render.com/images/deploy-to-render-button.svg"
HEROKU_IMAGE = "https://www.herokucdn.com/deploy/button.svg"
#: Where Render lists the repositories of whoever is signed in, to make a blueprint of one.
RENDER_LIST = "https://dashboard.render.com/select-repo?type=blueprint"
UNFILLED = "https://github.com/YOUR-NAME/slipway"
LINE = re.compile(
    r"\[!\[Deploy to Render\]\([^)]*\)\]\([^)]*\) \[!\[Deploy to Heroku\]\([^)]*\)\]\([^)]*\)"
)


class BadAddress(ValueError):
    """No address of a repository; the message says what one looks like."""


def web_address(given: str) -> str:
    """``https://HOST/OWNER/NAME`` of whatever git calls it; raises ``BadAddress``."""
    text = given.strip()
    if match := re.fullmatch(r"(?:ssh://)?git@([\w.-]+)[:/](.+)", text):
        text = f"https://{match[1]}/{match[2]}"
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise BadAddress(LOOKS_LIKE) from error
    path = parts.path.strip("/").removesuffix(".git")
    fits = re.fullmatch(r"[\w.-]+/[\w.-]+", path) and re.fullmatch(
        r"[\w-]+(\.[\w-]+)+", parts.hostname or ""
    )
    if parts.scheme != "https" or not fits:
        raise BadAddress(LOOKS_LIKE)
    # Without a user name or token, which a remote may hold.
    return f"https://{parts.hostname}/{path}"


LOOKS_LIKE = "give the address of your copy, such as https://github.com/your-name/slipway"


def buttons(repository: str = "") -> str:
    """The line of the README for a copy at this address; without one, for a copy anywhere."""
    render = f"https://render.com/deploy?repo={repository}" if repository else RENDER_LIST
    heroku = f"https://www.heroku.com/deploy?template={repository or UNFILLED}"
    return (
        f"[![Deploy to Render]({RENDER_IMAGE})]({render}) "
        f"[![Deploy to Heroku]({HEROKU_IMAGE})]({heroku})"
    )


def with_buttons(readme: str, repository: str) -> str:
    """The README with its line made anew; raises ``BadAddress`` where it has none."""
    if not LINE.search(readme):
        raise BadAddress("the README has no line with the two buttons any more")
    return LINE.sub(lambda _: buttons(repository), readme, count=1)
