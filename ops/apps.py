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
            sessions,
            system_checks,  # noqa: F401 - registers its checks
        )
        from ops.accounts import sealing, second_factor
        from ops.audit import signals, watch
        from ops.figures import register as figures
        from ops.logs import redaction, uncaught
        from ops.monitor import register as monitor
        from ops.outbox import background
        from ops.outbox import readiness as outbox_readiness
        from ops.outbox import register as outbox
        from ops.privacy import own as personal_data
        from ops.roles import groups
        from ops.schedule import life
        from ops.schedule import thread as chores
        from ops.smoke import after_release
        from ops.smoke import site as smoke_site
        from ops.uptime import visits
        from ops.web import hsts, known_device
        from ops.webhooks import register as webhooks

        environment = settings.ENVIRONMENT
        redaction.also_hide(
            environment.source[variable.name].strip()
            for variable in environment
            if variable.secret and environment.is_set(variable.name)
        )
        redaction.also_hide([settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
        redaction.also_hide(settings.EMAIL_WEBHOOK_SECRET)
        if not settings.DEBUG:
            uncaught.install()
        user_logged_in.connect(known_device.signed_in, dispatch_uid="ops.web.known_device")
        # How the site does holds nothing of a person.
        roles.register("ops", assistant=["view_figureday"])
        post_migrate.connect(groups.fill, dispatch_uid="roles")
        signals.connect()
        watch("ops.webhookendpoint", "ops.emailwords")
        authenticator_added.connect(second_factor.set_up, dispatch_uid="second_factor")
        password_reset.connect(known_device.signed_in, dispatch_uid="ops.web.known_device")
        readiness.register_own()
        personal_data.register()
        personal_data.register_chores()
        outbox_readiness.register()
        hot_queries.register()
        smoke_site.register_steps()
        lifecycle.on_start(say_that_it_starts)
        lifecycle.on_start(say_what_is_missing)
        lifecycle.on_start(background.start)
        lifecycle.on_leave(say_that_it_ends)
        lifecycle.on_leave(background.leave)
        lifecycle.on_stop(background.stop)
        # In this order: a sign of life is given before the monitor asks for it.
        life.register_sign()
        monitor.register()
        figures.register()
        sessions.register()
        sealing.register()
        webhooks.register()
        outbox.register()
        lifecycle.on_start(chores.start)
        lifecycle.on_stop(chores.stop)
        visits.register()
        after_release.register()
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


def say_that_it_ends() -> None:
    """Its counterpart."""
    logging.getLogger(__name__).info(
        "web was told to end and finishes what is under way", extra={"event": "ending"}
    )


def say_what_is_missing() -> None:
    """Once for each process: what it does without."""
    if not settings.REDIS_URL:
        logging.getLogger(__name__).warning(
            "REDIS_URL is empty: rate limits are counted per process, and this process sends "
            "the emails"
        )
