"""An empty PostgreSQL database of a test's or a measure's own, gone afterwards."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg


@contextmanager
def own_database(base: str, prefix: str) -> Iterator[str]:
    """Its address; on the server of ``base``, an address as DATABASE_URL has it."""
    name = f"{prefix}_{secrets.token_hex(4)}"
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    try:
        yield f"{base.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(base, autocommit=True) as connection:
            connection.execute(f"drop database if exists {name} with (force)")
