"""Starts the ground floor."""

from __future__ import annotations

import logging

from django.apps import AppConfig
from django.conf import settings


class OpsConfig(AppConfig):
    """Everything about running."""

    name = "ops"
    verbose_name = "Running"

    def ready(self) -> None:
        """Register probes and checks, keep secrets out of the log, start error reports."""
        from allauth.account.signals import password_reset
        from allauth.mfa.signals import authenticator_added
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_migrate

        from ops import (
            hot_queries,
            lifecycle,
            readiness,
            roles,
            system_checks,  # noqa: F401 - registers its checks
        )
        from ops.accounts import second_factor
        from ops.audit import signals
        from ops.logs import redaction, uncaught
        from ops.outbox import background
        from ops.outbox import readiness as outbox_readiness
        from ops.roles import groups
        from ops.web import hsts, known_device

        environment = settings.ENVIRONMENT
        redaction.also_hide(
            environment.source[variable.name].strip()
            for variable in environment
            if variable.secret and environment.is_set(variable.name)
        )
        redaction.also_hide([settings.SECRET_KEY])
        if not settings.DEBUG:
            uncaught.install()
        user_logged_in.connect(known_device.signed_in, dispatch_uid="ops.web.known_device")
        roles.register("ops")
        post_migrate.connect(groups.fill, dispatch_uid="roles")
        signals.connect()
        authenticator_added.connect(second_factor.set_up, dispatch_uid="second_factor")
        password_reset.connect(known_device.signed_in, dispatch_uid="ops.web.known_device")
        readiness.register_own()
        outbox_readiness.register()
        hot_queries.register()
        lifecycle.on_start(say_that_it_starts)
        lifecycle.on_start(say_what_is_missing)
        lifecycle.on_start(background.start)
        lifecycle.on_stop(background.stop)
        lifecycle.on_start(hsts.start)
        lifecycle.on_stop(hsts.stop)
        if settings.SENTRY_DSN:
            from ops.logs import sentry

            sentry.init(
                settings.SENTRY_DSN,
                release=settings.VERSION,
                environment=settings.SENTRY_ENVIRONMENT,
                worker=bool(settings.REDIS_URL),
                sample_rate=settings.SENTRY_SAMPLE_RATE,
                traces_sample_rate=settings.SENTRY_TRACES_RATE or None,
            )


def say_that_it_starts(kind: str = "web") -> None:
    """A line by which a deploy is found in the log; ``kind`` is web or worker."""
    logging.getLogger(__name__).info(
        "%s starts, release %s", kind, settings.VERSION, extra={"event": "started", "kind": kind}
    )


def say_what_is_missing() -> None:
    """Once for each process: what it does without."""
    if not settings.REDIS_URL:
        logging.getLogger(__name__).warning(
            "REDIS_URL is empty: rate limits are counted per process, and this process sends "
            "the emails"
        )
