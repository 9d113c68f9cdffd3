"""Which migrations a commit had, as git tells it: what the release before brings."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path, PurePosixPath

from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from ops.releases.pending import refuse_two_ends
from ops.releases.problems import ReleaseFailed
from ops.releases.safety.judging import Node, Verdict, judge_all

#: Where a fork's releases are looked for when no tag says it.
BRANCHES = ("origin/HEAD", "origin/main", "main")
_FILE = re.compile(r"migrations/(?P<name>[^/_~][^/]*)\.py$")


def git(*words: str, quiet: bool = False) -> str:
    """What git prints; raises ``ReleaseFailed`` with its own words, or gives "" where ``quiet``."""
    program = shutil.which("git")
    if program is None:
        raise ReleaseFailed("git is not installed, and only it knows what went out before")
    done = subprocess.run(  # noqa: S603 - no shell, and a word that looks like an option is refused
        [program, "-C", str(settings.BASE_DIR), *words], capture_output=True, text=True, check=False
    )
    if done.returncode and not quiet:
        raise ReleaseFailed(f"git says: {done.stderr.strip() or 'it failed'}")
    return done.stdout.strip() if not done.returncode else ""


def commit_of(ref: str) -> str:
    """The commit that a name stands for; "" stands for the last release."""
    if not ref:
        return last_release()
    if ref.startswith("-"):
        raise ReleaseFailed(f"{ref!r} is no commit, tag or branch")
    found = git("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}", quiet=True)
    if not found:
        raise ReleaseFailed(
            f"There is no commit, tag or branch {ref!r} here. In CI, fetch the whole history "
            "(fetch-depth: 0)."
        )
    return found


def last_release() -> str:
    """The newest tag before this code; without tags where it left the main branch, and on the main
    branch itself the commit before.
    """
    head = commit_of("HEAD")
    tag = git("describe", "--tags", "--abbrev=0", "HEAD^", quiet=True)
    if tag:
        return commit_of(tag)
    for branch in BRANCHES:
        base = git("merge-base", "HEAD", branch, quiet=True)
        if base and base != head:
            return base
    return git("rev-parse", "--verify", "--quiet", "HEAD^1", quiet=True) or head


def migrations_at(commit: str) -> set[Node]:
    """(app, name) of every migration of our own apps in that commit."""
    folders = {folder: label for label, folder in _folders().items()}
    found: set[Node] = set()
    for line in git("ls-tree", "-r", "--name-only", "-z", commit).split("\0"):
        match = _FILE.search(line)
        label = folders.get(str(PurePosixPath(line).parent)) if match else None
        if match and label:
            found.add((label, match["name"]))
    return found


def _folders() -> dict[str, str]:
    """Each of our own apps with its folder of migrations, below the root of git."""
    root = Path(git("rev-parse", "--show-toplevel")).resolve()
    found: dict[str, str] = {}
    for config in apps.get_app_configs():
        folder = (Path(config.path) / "migrations").resolve()
        inside = folder.is_relative_to(root) and "site-packages" not in folder.parts
        if inside and folder.is_dir():
            found[config.label] = folder.relative_to(root).as_posix()
    return found


def judge_since(commit: str) -> Verdict:
    """Everything that came after a commit, on a database of that day.

    Migrations of libraries count as there: which of their versions ran then is not known.
    """
    loader = MigrationLoader(None, ignore_no_migrations=True)
    refuse_two_ends(loader)
    ours, then = set(_folders()), migrations_at(commit)
    there = {node for node in loader.graph.nodes if node[0] not in ours} | then
    for node, squashed in loader.replacements.items():
        if set(squashed.replaces) & then:
            there.add(node)
    plan: list[Node] = []
    for leaf in loader.graph.leaf_nodes():
        for node in loader.graph.forwards_plan(leaf):
            if node not in there and node not in plan:
                plan.append(node)
    return judge_all(loader, plan, served=there if then else (), applied=there)
