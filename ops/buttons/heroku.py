"""``app.json``: what Heroku sets up when its button is pressed.

Keys as in https://devcenter.heroku.com/articles/app-json-schema (January 2024); unknown ones are
refused there. ``postdeploy`` runs once, after the first release, so it must bear a second time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ops.buttons import settled
from ops.environment import AtDeploy, Variable

#: A model is switched on later (docs/models.md); the form is long enough.
NOT_IN_THE_FORM = ("LLM_",)
#: The add-ons bring these themselves.
BROUGHT = ("DATABASE_URL", "REDIS_URL")
#: What has to be said of a variable here and nowhere else.
HERE = {
    "SITE_URL": "Leave it empty for now. The first page you open tells you what to put here; later "
    "your own domain, such as https://chat.example.com.",
}


def entry(variable: Variable) -> dict[str, Any]:
    """One line of the form."""
    if variable.at_deploy is AtDeploy.GENERATED:
        return {"description": variable.purpose, "generator": "secret"}
    if variable.name in settled.HEROKU:
        return {"description": variable.purpose, "value": settled.HEROKU[variable.name]}
    words = HERE.get(variable.name) or variable.purpose
    if variable.required and variable.name not in HERE:
        words += f" Needed {variable.required}."
    found: dict[str, Any] = {
        "description": words,
        "required": variable.at_deploy is AtDeploy.ASKED,
    }
    if variable.default:
        found["value"] = variable.default
    return found


def in_the_form(variable: Variable) -> bool:
    """Whatever is made up, asked for, settled here, or needed at some time."""
    if variable.name.startswith(NOT_IN_THE_FORM) or variable.name in BROUGHT:
        return False
    asked = variable.at_deploy is not AtDeploy.NOBODY
    return asked or variable.name in settled.HEROKU or bool(variable.required)


def place(variable: Variable) -> int:
    """What a person has to fill in stands on top, then what they may, then what is settled."""
    if variable.at_deploy is AtDeploy.ASKED:
        return 0
    settled_here = variable.at_deploy is AtDeploy.GENERATED or variable.name in settled.HEROKU
    return 2 if settled_here else 1


def app_json(variables: Sequence[Variable]) -> str:
    """The text of the file."""
    shown = [variable for variable in variables if in_the_form(variable)]
    shown.sort(key=place)
    return json.dumps(
        {
            "name": "Slipway",
            "description": "A chatbot for coaches and consultants: answers from your own "
            "knowledge, takes leads, tells you.",
            "keywords": ["chatbot", "coaching", "django"],
            "success_url": "/setup/",
            "stack": "heroku-24",
            "buildpacks": [{"url": "heroku/python"}],
            "formation": {
                "web": {"quantity": 1, "size": "basic"},
                "worker": {"quantity": 1, "size": "basic"},
            },
            "addons": [
                {"plan": "heroku-postgresql:essential-0", "as": "DATABASE"},
                {"plan": "heroku-redis:mini", "as": "REDIS"},
            ],
            "scripts": {"postdeploy": "python manage.py load_demo --if-new"},
            "env": {variable.name: entry(variable) for variable in shown},
        },
        indent=2,
        ensure_ascii=False,
    ) + "\n"  # fmt: skip
