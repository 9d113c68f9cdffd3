"""The two blueprints for Render, against its schema, the manifest and the code they start."""

from __future__ import annotations

import base64
import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from django.conf import settings

from config import env
from ops.buttons import render
from ops.buttons.chosen import chosen
from tests.own_process import printed

ROOT = Path(settings.BASE_DIR)
SCHEMA = json.loads((Path(__file__).parent / "render.schema.json").read_text())
FILES: dict[str, dict[str, Any]] = {
    name: yaml.safe_load((ROOT / name).read_text()) for name in ("render.yaml", "render-free.yaml")
}
DEPRECATED = {"env", "redis", "autoDeploy", "previewsEnabled", "pullRequestPreviewsEnabled"}
MANIFEST = {variable.name: variable for variable in env.MANIFEST}

each = pytest.mark.parametrize("blueprint", FILES.values(), ids=FILES)


def problems(blueprint: dict[str, Any]) -> list[str]:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    return [error.message for error in validator.iter_errors(blueprint)]


def service(blueprint: dict[str, Any], kind: str) -> dict[str, Any]:
    (found,) = [one for one in blueprint["services"] if one["type"] == kind]
    return dict(found)


def entries(blueprint: dict[str, Any]) -> list[dict[str, Any]]:
    """Every entry of a variable, wherever it stands."""
    holders = [*blueprint["services"], *blueprint["envVarGroups"]]
    return [entry for one in holders for entry in one.get("envVars", [])]


def given_to(blueprint: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    """What a service has, with its groups."""
    groups = {group["name"]: group["envVars"] for group in blueprint["envVarGroups"]}
    found: dict[str, dict[str, Any]] = {}
    for entry in service(blueprint, kind)["envVars"]:
        for one in groups[entry["fromGroup"]] if "fromGroup" in entry else [entry]:
            assert one["key"] not in found, "given twice"
            found[one["key"]] = one
    return found


@each
def test_the_file_is_one_that_render_takes(blueprint: dict[str, Any]) -> None:
    assert problems(blueprint) == []


def broken(change: str) -> dict[str, Any]:
    """``render.yaml`` with one thing wrong."""
    blueprint = copy.deepcopy(FILES["render.yaml"])
    web, worker, redis = blueprint["services"]
    group = blueprint["envVarGroups"][0]["envVars"]
    match change:
        case "deprecated runtime":
            web["env"] = web.pop("runtime")
        case "deprecated redis":
            redis["type"] = "redis"
        case "deprecated trigger":
            web["autoDeploy"] = True
        case "unknown key":
            web["healthCheckTimeout"] = 5
        case "two forms":
            group[0]["value"] = "x"
        case "no form":
            group.append({"key": "DEBUG"})
        case "a number":
            group.append({"key": "PORT", "value": 8000})
        case "asked in a group":
            group.append({"key": "OWNER_EMAIL", "sync": False})
        case "property and variable":
            web["envVars"][-1]["fromService"]["envVarKey"] = "X"
        case "free worker":
            worker["plan"] = "free"
        case "free with a step before":
            web["plan"] = "free"
        case "open to everybody":
            del redis["ipAllowList"]
        case "a health path of the worker":
            worker["healthCheckPath"] = "/healthz"
        case "too long":
            web["maxShutdownDelaySeconds"] = 301
    return blueprint


@pytest.mark.parametrize(
    "change",
    ["deprecated runtime", "deprecated redis", "deprecated trigger", "unknown key", "two forms",
     "no form", "a number", "asked in a group", "property and variable", "free worker",
     "free with a step before", "open to everybody", "a health path of the worker", "too long"],
)  # fmt: skip
def test_the_schema_refuses_what_render_would(change: str) -> None:
    assert problems(broken(change)), change


@each
def test_nothing_in_it_is_deprecated(blueprint: dict[str, Any]) -> None:
    for one in [*blueprint["services"], *blueprint["databases"]]:
        assert not DEPRECATED & one.keys()
        assert one["type" if "type" in one else "name"] not in DEPRECATED


@each
def test_every_variable_of_it_is_known_and_every_value_can_be_read(
    blueprint: dict[str, Any],
) -> None:
    known = MANIFEST.keys() | set(env.PLATFORM_HOSTS)
    for entry in entries(blueprint):
        if "key" not in entry:
            continue
        assert entry["key"] in known, entry
        if "value" in entry:
            assert not MANIFEST[entry["key"]].secret
            MANIFEST[entry["key"]].read(entry["value"])


@each
def test_secrets_are_made_up_once_for_all_services_and_one_question_is_asked(
    blueprint: dict[str, Any],
) -> None:
    made = [entry["key"] for entry in entries(blueprint) if entry.get("generateValue")]
    assert made == ["SECRET_KEY", "OPS_TOKEN"]
    asked = [entry["key"] for entry in entries(blueprint) if entry.get("sync") is False]
    assert asked == ["OWNER_EMAIL"]


@each
def test_what_is_referred_to_is_in_the_file(blueprint: dict[str, Any]) -> None:
    here = {(one["type"], one["name"]) for one in blueprint["services"]}
    databases = {one["name"] for one in blueprint["databases"]}
    for entry in entries(blueprint):
        if source := entry.get("fromService"):
            assert (source["type"], source["name"]) in here
        if source := entry.get("fromDatabase"):
            assert source["name"] in databases
    places = {one["region"] for one in [*blueprint["services"], *blueprint["databases"]]}
    assert len(places) == 1, "parts in two regions cannot see each other"


def test_the_whole_site_is_in_the_first_file() -> None:
    blueprint = FILES["render.yaml"]
    web = service(blueprint, "web")
    assert web["preDeployCommand"] == "bin/release"
    assert web["healthCheckPath"] == "/healthz"
    assert web["autoDeployTrigger"] in ("commit", "checksPass")
    assert service(blueprint, "keyvalue")["maxmemoryPolicy"] == "noeviction"
    assert service(blueprint, "keyvalue")["ipAllowList"] == []
    assert blueprint["databases"][0]["ipAllowList"] == []
    assert "EMBEDDED_WORKER" not in given_to(blueprint, "web")
    lines = (ROOT / "Procfile").read_text()
    assert f"worker: {service(blueprint, 'worker')['startCommand']}" in lines
    assert f"web: {web['startCommand']}" in lines
    # Time to end well: more than gunicorn allows itself.
    assert web["maxShutdownDelaySeconds"] > 25


def test_what_a_founder_changed_in_it_with_a_pencil_is_kept() -> None:
    changes = [
        ("region: oregon", "region: frankfurt"),
        ("autoDeployTrigger: commit", "autoDeployTrigger: checksPass"),
        ("name: slipway-redis\n    plan: starter", "name: slipway-redis\n    plan: free"),
        ("plan: basic-256mb", "plan: basic-1gb"),
        ('value: "render"', 'value: "render,cloudflare"'),
    ]
    text = made = render.full(env.MANIFEST)
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    assert render.full(env.MANIFEST, chosen(text)) == text != made
    assert problems(yaml.safe_load(text)) == []
    # What is no choice is put right, and a file that cannot be read is made as new.
    assert render.full(env.MANIFEST, chosen(text.replace("noeviction", "allkeys-lru"))) == text
    for unreadable in ("", "services: [", "- a", "services: 5"):
        assert render.full(env.MANIFEST, chosen(unreadable)) == made


def test_the_worker_has_what_the_web_service_has() -> None:
    blueprint = FILES["render.yaml"]
    web, worker = given_to(blueprint, "web"), given_to(blueprint, "worker")
    assert worker.keys() - web.keys() == {"WEB_HOSTNAME"}
    assert web.keys() <= worker.keys()


def test_without_a_step_before_a_deploy_the_build_brings_the_schema_up() -> None:
    web = service(FILES["render-free.yaml"], "web")
    assert web["buildCommand"].endswith(" && bin/release && python manage.py load_demo --if-new")
    assert web["buildCommand"].startswith(service(FILES["render.yaml"], "web")["buildCommand"])
    assert given_to(FILES["render-free.yaml"], "web")["EMBEDDED_WORKER"]["value"] == "true"
    assert given_to(FILES["render-free.yaml"], "web")["WEB_CONCURRENCY"]["value"] == "1"


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("", "https://slipway-x1.onrender.com"),
        ("https://chat.example.org", "https://chat.example.org"),
    ],
)
def test_a_worker_knows_the_address_that_links_in_emails_begin_with(
    own: str, expected: str
) -> None:
    code = (
        "from django.conf import settings; "
        "print(settings.SITE_URL, settings.ENVIRONMENT.refusal_text())"
    )
    said = printed(
        code,
        DJANGO_SETTINGS_MODULE="config.settings",
        RENDER="true",
        SECRET_KEY=base64.b64encode(bytes(range(32))).decode(),
        WEB_HOSTNAME="slipway-x1.onrender.com",
        SITE_URL=own,
    )
    assert said == expected
