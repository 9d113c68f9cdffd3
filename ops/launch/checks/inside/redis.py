"""Redis: limits shared by all processes, and the worker's queue."""

from __future__ import annotations

from collections.abc import Iterator

from ops.launch.findings import CannotTell, Finding, NotApplicable, Severity
from ops.launch.gather.inside_redis import RedisFacts
from ops.launch.registry import check

MB = 1024 * 1024
WHERE = "Render: your Key Value, Info, Maxmemory Policy; Heroku: heroku redis:maxmemory --policy "


def answering(redis: RedisFacts) -> RedisFacts:
    """The facts of a Redis that answers; what does not is told by ``cache.reachable``."""
    if not redis.reachable:
        raise CannotTell("Redis does not answer.")
    return redis


@check("cache.reachable", stage=3, needs="redis", essential=True)
def redis_answers(redis: RedisFacts) -> Iterator[Finding]:
    """Redis answers"""
    if redis.reachable:
        return
    trust = "vouches" in redis.why
    yield Finding(
        severity=Severity.BLOCKER,
        subject="REDIS_URL",
        summary=f"Redis cannot be used: {redis.why}.",
        impact="Limits are stricter than meant and counted per process, and the worker does "
        "nothing.",
        fix="On Heroku set REDIS_SELF_SIGNED to true. Elsewhere ask the host for an address with a "
        "certificate that is valid."
        if trust
        else "Copy the address from your Redis host into REDIS_URL again and redeploy; or take "
        "REDIS_URL away with WEB_CONCURRENCY 1.",
    )


@check("cache.eviction", stage=3, needs="redis")
def queue_is_never_thrown_away(redis: RedisFacts) -> Iterator[Finding]:
    """A full Redis throws nothing away"""
    redis = answering(redis)
    if redis.policy and redis.policy != "noeviction":
        yield Finding(
            severity=Severity.TRUST,
            subject="policy",
            summary="When Redis is full, it throws work of the worker away.",
            evidence=f"maxmemory-policy is {redis.policy}.",
            impact="Emails leave late, and limits on log-in are forgotten.",
            fix=f"Set maxmemory-policy to noeviction. {WHERE}noeviction",
            reference="Celery, Using Redis",
        )
    if redis.maximum and redis.used > 0.8 * redis.maximum:
        yield Finding(
            severity=Severity.TRUST,
            subject="room",
            summary="Redis is nearly full.",
            evidence=f"{redis.used // MB} of {redis.maximum // MB} MB are used.",
            impact="When it is full, limits and the worker stop working.",
            fix="See that the worker runs, or choose a larger plan.",
        )
    if not redis.policy:
        raise CannotTell("Redis does not say what it does when it is full.")


@check("cache.shared", stage=3, needs="redis", essential=True)
def cache_is_one_for_all(redis: RedisFacts) -> Iterator[Finding]:
    """Every process sees the same cache"""
    redis = answering(redis)
    if redis.kept_apart:
        yield Finding(
            severity=Severity.TRUST,
            subject=", ".join(redis.kept_apart),
            summary="Each process has a cache of its own, although there is a Redis.",
            evidence=f"CACHES {', '.join(redis.kept_apart)} is not kept in Redis.",
            impact="Rate limits let through a multiple of what they should, and the web processes "
            "do not hear of the worker.",
            fix="Let config/settings.py say CACHES = databases.caches(REDIS_URL) again.",
        )
    elif not redis.shared:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="CACHES",
            summary="What one process writes into the cache, another does not find.",
            evidence="A value written through the cache was not in the Redis of REDIS_URL.",
            impact="Limits do not hold, and the worker is taken for dead.",
            fix="Let config/settings.py say CACHES = databases.caches(REDIS_URL) again.",
        )
    if redis.replica:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="replica",
            summary="REDIS_URL leads to a copy that takes no writes.",
            impact="Nothing can be counted or queued.",
            fix="Set REDIS_URL to the address of the primary, and redeploy.",
        )


@check("cache.tls", stage=5, needs="redis")
def way_to_redis_is_encrypted(redis: RedisFacts) -> Iterator[Finding]:
    """The way to Redis is encrypted"""
    if redis.private:
        raise NotApplicable("Redis is on this machine or in the platform's own network.")
    if not redis.encrypted:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="REDIS_URL",
            summary="The way to Redis is not encrypted, and leads over the internet.",
            evidence="REDIS_URL begins with redis://.",
            impact="Anybody on the way reads the password and can give the worker orders.",
            fix="Take the address that begins with rediss:// from your Redis host, set REDIS_URL "
            "to it, and redeploy.",
        )
    elif not redis.certificate_checked:
        yield Finding(
            severity=Severity.CLEANUP,
            subject="REDIS_SELF_SIGNED",
            summary="Nobody checks that Redis is really yours.",
            evidence="REDIS_SELF_SIGNED is true, or REDIS_URL says ssl_cert_reqs=none.",
            impact="Somebody on the way between the two can pretend to be Redis.",
            fix="Needed on Heroku, whose certificates nobody vouches for: accept it there. "
            "Elsewhere set REDIS_SELF_SIGNED to false and redeploy.",
        )


@check("cache.password", stage=5, needs="redis", essential=True)
def redis_wants_a_password(redis: RedisFacts) -> Iterator[Finding]:
    """Redis wants a password"""
    redis = answering(redis)
    if not redis.password and not redis.private:
        yield Finding(
            severity=Severity.BLOCKER,
            subject="REDIS_URL",
            summary="Anybody on the internet can use your Redis.",
            evidence="It answers without a password.",
            impact="A stranger can empty it, read it, and give the worker orders.",
            fix="Set a password at the Redis host, or close it to the internet, and put the new "
            "address into REDIS_URL.",
        )
    elif not redis.password and not redis.local:
        raise NotApplicable("It is in a network of its own, where none is usual.")


@check("cache.clients", stage=3, needs="redis")
def redis_has_connections_left(redis: RedisFacts) -> Iterator[Finding]:
    """Redis has connections left"""
    redis = answering(redis)
    if redis.max_clients and redis.clients > 0.8 * redis.max_clients:
        yield Finding(
            severity=Severity.TRUST,
            subject="clients",
            summary="Redis has few connections left.",
            evidence=f"{redis.clients} of {redis.max_clients} are open.",
            impact="Limits become stricter than meant, and the worker stops hearing of work.",
            fix="Lower WEB_CONCURRENCY, or choose a larger plan.",
        )
