"""Where the chat will run, and what that changes about its variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from ops.launch.deployment import on_platform


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """``variables`` is where they are kept there; "" where it is the file .env.

    ``fixed`` are those that follow from the place alone; ``makes`` those that its one-click deploy
    makes up by itself.
    """

    key: str
    name: str
    words: str
    variables: str = ""
    fixed: Mapping[str, str]
    makes: tuple[str, ...] = ()
    deploy: tuple[str, ...] = ()

    @property
    def is_laptop(self) -> bool:
        """Whether only the founder sees it."""
        return self.key == "laptop"

    @property
    def uses_file(self) -> bool:
        """Whether it reads .env."""
        return not self.variables


PLACES = {
    place.key: place
    for place in (
        Place(
            key="laptop", name="this computer", words="to try it; nobody else can see it",
            fixed={"DEBUG": "true"}, deploy=("bin/run",),
        ),
        Place(
            key="render", name="Render", words="one click, from the button in the README",
            variables="your service, Environment", fixed={"TRUSTED_PROXIES": "render"},
            makes=("SECRET_KEY", "OPS_TOKEN"),
        ),
        Place(
            key="heroku", name="Heroku", words="one click, from the button in the README",
            variables="your app, Settings, Config Vars", fixed={"TRUSTED_PROXIES": "heroku"},
            makes=("SECRET_KEY", "OPS_TOKEN"),
        ),
        Place(
            key="docker", name="a server of your own, with Docker", words="for those who have one",
            fixed={"DEBUG": "false"}, deploy=("docker compose up --detach",),
        ),
    )
}  # fmt: skip


def here(environ: Mapping[str, str] = os.environ) -> str:
    """The place this command runs in, where that can be told: a platform's own shell."""
    found, _ = on_platform(environ)
    return found if found in PLACES else ""
