"""``render.yaml`` and ``render-free.yaml``: what Render sets up.

Keys as in https://render.com/docs/blueprint-spec (August 2026). Names of plans are the ones that
have worked all along; since that month ``starter`` is also called ``0.5c-512mb``.

A later sync of the file writes its values over those of the dashboard. So nothing stands in it that
a founder sets there; the variables in the group, such as a key of the email provider, are theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ops.buttons import settled
from ops.buttons.chosen import Chosen
from ops.environment import AtDeploy, Variable

BUILD = (
    "pip install --disable-pip-version-check --require-hashes --requirement requirements-models.txt"
    " && python manage.py collectstatic --noinput --verbosity 0"
)
#: There is no step before a deploy on the free plan, so the build brings the schema up.
BUILD_FREE = f"{BUILD} && bin/release && python manage.py load_demo --if-new"
#: Alone, a worker has nobody to tell how it is; each of these would hold a connection to Redis.
WORKER = (
    "celery --app config worker --loglevel WARNING"
    " --without-gossip --without-mingle --without-heartbeat"
)
DEMO = "python manage.py load_demo --if-new"

HEAD = """# Made by `python manage.py write_environment_files`; change it in ops/buttons/.
# {words}
"""
FULL_WORDS = """For a site that real people use: a web service, a worker, Redis (Key Value) and
# PostgreSQL, all always on. docs/deploy-render.md says how. To have it in Europe, write
# frankfurt for oregon in every place before the first deploy; it cannot be changed later."""
FREE_WORDS = """To try it for nothing: one web process and PostgreSQL. It sleeps after a quarter of
# an hour without visitors, and Render deletes a free database after 30 days: not for real people.
# docs/deploy-render.md says how to move to render.yaml."""

FULL = """services:
  - type: web
    name: slipway
    runtime: python
    plan: {web}
    region: {region}
    buildCommand: {build}
    preDeployCommand: bin/release
    initialDeployHook: {demo}
    startCommand: gunicorn
    healthCheckPath: /healthz
    autoDeployTrigger: {trigger}
    maxShutdownDelaySeconds: 60
    buildFilter:
      ignoredPaths: [docs/**, tests/**, bench/**, lab/**, .github/**, "*.md"]
    envVars:
      - fromGroup: slipway
{asked}
      - key: DATABASE_URL
        fromDatabase: {{name: slipway-db, property: connectionString}}
      - key: REDIS_URL
        fromService: {{type: keyvalue, name: slipway-redis, property: connectionString}}

  - type: worker
    name: slipway-worker
    runtime: python
    plan: {work}
    region: {region}
    buildCommand: {build}
    startCommand: {worker}
    autoDeployTrigger: {trigger}
    maxShutdownDelaySeconds: 60
    buildFilter:
      ignoredPaths: [docs/**, tests/**, bench/**, lab/**, .github/**, "*.md"]
    envVars:
      - fromGroup: slipway
{again}
      # What the address is while SITE_URL is empty: Render tells a worker no name.
      - key: WEB_HOSTNAME
        fromService: {{type: web, name: slipway, envVarKey: RENDER_EXTERNAL_HOSTNAME}}
      - key: DATABASE_URL
        fromDatabase: {{name: slipway-db, property: connectionString}}
      - key: REDIS_URL
        fromService: {{type: keyvalue, name: slipway-redis, property: connectionString}}

  - type: keyvalue
    name: slipway-redis
    plan: {redis}
    region: {region}
    # What waits in the queue is never pushed out by what is merely remembered.
    maxmemoryPolicy: noeviction
    ipAllowList: []

databases:
  - name: slipway-db
    plan: {db}
    region: {region}
    postgresMajorVersion: "17"
    ipAllowList: []

# Shared by web and worker. What you add by hand (the key of your email provider) belongs here too:
# Render, Env Groups, slipway.
envVarGroups:
  - name: slipway
    envVars:
{group}
"""

FREE = """services:
  - type: web
    name: slipway
    runtime: python
    plan: free
    region: {region}
    buildCommand: {build}
    startCommand: gunicorn
    healthCheckPath: /healthz
    autoDeployTrigger: {trigger}
    envVars:
      - fromGroup: slipway
{asked}
      - key: DATABASE_URL
        fromDatabase: {{name: slipway-db, property: connectionString}}

databases:
  - name: slipway-db
    plan: free
    region: {region}
    postgresMajorVersion: "17"
    ipAllowList: []

# What you add by hand (the key of your email provider) belongs here: Render, Env Groups, slipway.
envVarGroups:
  - name: slipway
    envVars:
{group}
"""


def full(variables: Sequence[Variable], kept: Chosen | None = None) -> str:
    """The text of ``render.yaml``, with what somebody has chosen in it."""
    kept = kept or Chosen()
    return HEAD.format(words=FULL_WORDS) + FULL.format(
        build=BUILD,
        demo=DEMO,
        worker=WORKER,
        region=kept.region,
        trigger=kept.trigger,
        web=kept.plans.get("slipway", "starter"),
        work=kept.plans.get("slipway-worker", "starter"),
        redis=kept.plans.get("slipway-redis", "starter"),
        db=kept.plans.get("slipway-db", "basic-256mb"),
        asked=_asked(variables),
        again=_again(variables),
        group=_group(variables, settled.RENDER, kept),
    )


def free(variables: Sequence[Variable], kept: Chosen | None = None) -> str:
    """The text of ``render-free.yaml``, likewise; its plans are what it is for."""
    kept = kept or Chosen()
    return HEAD.format(words=FREE_WORDS) + FREE.format(
        build=BUILD_FREE,
        region=kept.region,
        trigger=kept.trigger,
        asked=_asked(variables),
        group=_group(variables, settled.RENDER_FREE, kept),
    )


def _asked(variables: Sequence[Variable]) -> str:
    """Render asks for these when it sets everything up, and never again."""
    return _lines(
        [f"      # {variable.purpose}", f"      - key: {variable.name}", "        sync: false"]
        for variable in _which(variables, AtDeploy.ASKED)
    )


def _again(variables: Sequence[Variable]) -> str:
    """The same for the worker, so that nobody is asked twice."""
    return _lines(
        [
            f"      - key: {variable.name}",
            f"        fromService: {{type: web, name: slipway, envVarKey: {variable.name}}}",
        ]
        for variable in _which(variables, AtDeploy.ASKED)
    )


def _group(variables: Sequence[Variable], values: Mapping[str, str], kept: Chosen) -> str:
    """What is made up, and what is settled unless somebody settled it otherwise."""
    values = {name: kept.values.get(name, value) for name, value in values.items()}
    made = [
        [f"      - key: {variable.name}", "        generateValue: true"]
        for variable in _which(variables, AtDeploy.GENERATED)
    ]
    fixed = [
        [f"      - key: {variable.name}", f'        value: "{values[variable.name]}"']
        for variable in variables
        if variable.name in values
    ]
    return _lines([*made, *fixed])


def _which(variables: Sequence[Variable], who: AtDeploy) -> list[Variable]:
    return [variable for variable in variables if variable.at_deploy is who]


def _lines(entries: Iterable[list[str]]) -> str:
    return "\n".join(line for entry in entries for line in entry)
