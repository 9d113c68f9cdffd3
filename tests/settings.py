"""Settings of the suite: the real ones, over an environment that no machine can leak into.

``DATABASE_URL`` and ``REDIS_URL`` are taken from the environment, so that the same tests run on
SQLite alone and on PostgreSQL and Redis.
"""

from __future__ import annotations

import os

from config.env import MANIFEST
from ops.environment import Environment

OPS_TOKEN_OF_TESTS = "ops-token-for-tests-0123456789-abcdefghij"

STORES = {"DATABASE_URL", "DATABASE_POOL_SIZE", "REDIS_URL", "REDIS_SELF_SIGNED"}
STARTED_BY_A_TEST = "SUITE_IS_RUNNING"

# A process that a test starts has been given its environment by that test.
if STARTED_BY_A_TEST not in os.environ:
    for _variable in MANIFEST:
        if _variable.name not in STORES:
            os.environ.pop(_variable.name, None)
os.environ.update(
    {
        "ENV_FILE": "",
        "DEBUG": "false",
        "SECRET_KEY": "secret-key-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
        "SITE_URL": "http://testserver",
        "OPS_TOKEN": OPS_TOKEN_OF_TESTS,
        "DEFAULT_FROM_EMAIL": "Northbound Coaching <hello@northbound.example.com>",
        "OWNER_EMAIL": "owner@northbound.example.com",
        "EMAIL_PROVIDER": "file",
        "STREAM_PIECE_MS": "0",
        STARTED_BY_A_TEST: "yes",
    }
)

from config.settings import *  # noqa: E402, F403
from config.settings import BASE_DIR, ENVIRONMENT  # noqa: E402

assert isinstance(ENVIRONMENT, Environment)
# Passwords of tests need not be expensive.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The manifest of hashed names needs a collectstatic, which the tests of production do.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# WhiteNoise wants the folder to be there; what is in it is up to the tests of static files.
STATIC_ROOT = BASE_DIR / "var" / "test-static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Tests of the admin's pages sign in in one step; those of tests/ops/accounts take both.
STAFF_SECOND_FACTOR = False
