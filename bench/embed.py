"""What the chat costs a founder's own page: ``python -m bench.embed [--lighthouse] [--json]``.

Our tag beside other companies' launchers, each from its npm package, in one run and one Chromium:
bytes, requests, what is kept and who is asked before anybody clicks. Then ours state by state, from
gunicorn as production runs it. ``--lighthouse``: a bare page with and without our tag, turn and
turn about. Nothing that npm fetched is left behind.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import tempfile
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
from playwright.sync_api import Browser

from bench.embed_host import POLICY, Host, HostPage, hosting
from bench.embed_others import OTHERS, Other, bundle, fetch
from bench.embed_visit import LOOPBACK, Visit, Wire, chromium, visiting
from bench.lighthouse import CATEGORIES, Scores, installed
from bench.service import free_port
from bench.site import served

TAG = '<script async src="{app}/embed.js"></script>'
#: What a browser on plain HTTP asks for, and one on HTTPS.
ENCODINGS = ("gzip", "br, gzip")
QUESTION = "What does coaching cost?"
#: The bars for the one script that every page of a founder's site loads.
MOST_BYTES = 3_000


def main() -> None:
    """Measure and print; fails where a bar is not met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--lighthouse", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    port = free_port()
    with (
        tempfile.TemporaryDirectory(prefix="embed-", ignore_cleanup_errors=True) as name,
        served(EMBED_ORIGINS=f"http://localhost:{port}") as app,
        hosting(port, Path(name)) as host,
    ):
        missing = prepare(host, app)
        with chromium() as browser:
            found: dict[str, Any] = {
                "closed": beside(browser, host, missing),
                "states": {way: states(browser, host, way) for way in ENCODINGS},
            }
        scores = lighthouse(host, options.runs) if options.lighthouse else {}
    if options.json:
        runs = {name: score.runs for name, score in scores.items()}
        print(json.dumps({**found, "lighthouse": runs}, indent=1))
    else:
        say(found, scores)
    judge(found, scores)


def prepare(host: Host, app: str) -> dict[str, str]:
    """The pages of the host; returns why, by name, for the others that cannot be started."""
    for slug, policy in (("ours", ""), ("ours-strict", POLICY.format(files=app))):
        host.pages[f"/{slug}"] = HostPage(TAG.format(app=app), policy)
    missing = fetch(host.folder)
    (host.folder / "start").mkdir()
    for other in OTHERS:
        if other.name in missing:
            continue
        try:
            pages_of(other, host)
        except subprocess.CalledProcessError as error:
            missing[other.name] = f"could not be bundled: {error.stderr.strip().splitlines()[:1]}"
    return missing


def pages_of(other: Other, host: Host) -> None:
    """Its page as its README has it, and a strict one, on which nothing may stand inline."""
    start = other.start.replace("{files}", host.files)
    head = other.head.replace("{files}", host.files)
    kind = ' type="module"' if other.module else ""
    file = f'<script{kind} src="{host.files}/start/{other.slug}.js"></script>'
    if other.parts:
        bundle(other, host.folder, host.files)
    else:
        (host.folder / "start" / f"{other.slug}.js").write_text(start)
    inline = file if other.parts else f"<script{kind}>{start}</script>"
    host.pages[f"/{other.slug}"] = HostPage(head + inline)
    host.pages[f"/{other.slug}-strict"] = HostPage(head + file, POLICY.format(files=host.files))


def beside(browser: Browser, host: Host, missing: dict[str, str]) -> list[dict[str, Any]]:
    """One row each, before anybody clicks."""
    with visiting(browser, host.url + "/") as visit:
        visit.settle()
        bare = visit.look()
    rows = [row("Ours", "this tree", "ours", browser, host, bare)]
    for other in OTHERS:
        if other.name in missing:
            rows.append({"name": other.name, "failed": missing[other.name]})
        else:
            rows.append(row(other.name, other.versions, other.slug, browser, host, bare))
    return rows


def row(
    name: str, versions: str, slug: str, browser: Browser, host: Host, bare: str
) -> dict[str, Any]:
    """Two visits: to the page as its maker has it, and to the strict one."""
    with visiting(browser, f"{host.url}/{slug}") as visit:
        visit.settle()
        asked = visit.wire.rest()
        files = [one for one in asked if one.status == 200 and one.kind != "Preflight"]
        look = visit.look()
        found: dict[str, Any] = {
            "name": name,
            "versions": versions,
            "files": len(files),
            "calls": len(asked) - len(files),
            "called": sorted({one.url.split("?")[0] for one in asked if one not in files}),
            "wire": sum(one.size for one in asked),
            **sizes([one.url for one in files]),
            "kept": visit.kept(),
            "outside": sorted({one.host for one in asked} - {*LOOPBACK}),
            "tab": visit.first_tab(),
            "drawn": look != bare,
            "strict": "no launcher to judge",
            "errors": visit.errors[:3],
        }
    with visiting(browser, f"{host.url}/{slug}-strict") as visit:
        visit.settle()
        strict, refused = visit.look(), visit.refused()
    if look != bare:
        found["strict"] = {look: "the same", bare: "not on the screen"}.get(strict, "broken")
    found["refused"] = refused
    return found


def sizes(urls: list[str]) -> dict[str, int]:
    """Bytes of the files, each compressed by itself as well as it goes."""
    bodies = []
    for url in urls:
        with urllib.request.urlopen(url, timeout=20) as response:
            body: bytes = response.read()
        bodies.append(gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body)
    ways: dict[str, Callable[[bytes], bytes]] = {
        "raw": bytes,
        "gzip": lambda body: gzip.compress(body, 9),
        "brotli": lambda body: bytes(brotli.compress(body)),
    }
    return {name: sum(len(way(body)) for body in bodies) for name, way in ways.items()}


def states(browser: Browser, host: Host, encoding: str) -> list[dict[str, Any]]:
    """Ours, closed, hovered, opened and after a first answer: what each adds."""
    with visiting(browser, host.url + "/ours", encoding) as visit:
        frame = visit.page.frame_locator("coach-chat iframe")

        def ask() -> None:
            frame.get_by_label("Your message").fill(QUESTION)
            frame.get_by_label("Your message").press("Enter")
            visit.page.wait_for_timeout(500)
            frame.locator('[data-chat="log"][aria-busy="false"]').wait_for(timeout=20_000)

        def open_it() -> None:
            launcher(visit).click()
            frame.get_by_label("Your message").wait_for()

        found, before = [], Wire()
        for name, act in (
            ("closed", lambda: None), ("hovered", lambda: launcher(visit).hover()),
            ("opened", open_it), ("first answer", ask),
        ):  # fmt: skip
            act()
            visit.settle()
            found.append({"state": name, **added(visit.wire, before), "kept": visit.kept()})
            before = Wire(dict(visit.wire.asked), visit.wire.document)
        assert visit.refused() == {} and visit.errors == []
        return found


def launcher(visit: Visit) -> Any:
    """Our button on the host's page."""
    return visit.page.get_by_role("button", name="Ask a question")


def added(wire: Wire, before: Wire) -> dict[str, Any]:
    """What came since."""
    fresh = Wire({key: one for key, one in wire.asked.items() if key not in before.asked})
    fresh.document = wire.document
    return {
        "requests": len(fresh.rest()),
        "wire": sum(one.size for one in fresh.rest()),
        "kinds": fresh.by_kind(),
    }


def lighthouse(host: Host, runs: int) -> dict[str, Scores]:
    """A bare page with and without our tag, and with a script of one byte, turn and turn about.

    The third tells what Lighthouse's model charges for any script of another host.
    """
    (host.folder / "one-byte.js").write_text("1")
    script = f'<script async src="{host.files}/one-byte.js"></script>'
    host.pages["/one-byte"] = HostPage(script)
    pages = {"without": "/", "with": "/ours", "with one byte": "/one-byte"}
    found = {name: Scores() for name in pages}
    with installed() as tool:
        for turn in range(runs):
            for name in sorted(pages, reverse=turn % 2 == 1):
                tool.run(host.url + pages[name], found[name])
    return found


def say(found: dict[str, Any], scores: dict[str, Scores]) -> None:
    """The tables, as they stand in bench/EMBED.md."""
    rows = [row for row in found["closed"] if "failed" not in row]
    heads: tuple[str, ...] = (
        "",
        "files",
        "raw",
        "gzip -9",
        "brotli",
        "calls to a backend",
        "bytes over the wire",
    )
    table(heads, [
        [row["name"], row["files"], row["raw"], row["gzip"], row["brotli"], row["calls"],
         row["wire"]] for row in rows
    ])  # fmt: skip
    heads = (
        "",
        "kept by the browser",
        "hosts outside",
        "first Tab",
        "strict page",
        "refused there",
    )
    table(heads, [
        [row["name"], row["kept"], ", ".join(row["outside"]) or "none", row["tab"], row["strict"],
         ", ".join(f"{name} {count}" for name, count in row["refused"].items()) or "nothing"]
        for row in rows
    ])  # fmt: skip
    for row in found["closed"]:
        if "failed" in row:
            print(f"{row['name']} was not started: {row['failed']}")
        elif not row["drawn"]:
            print(f"{row['name']} drew nothing. {' '.join(row['errors'])}")
    for encoding, steps in found["states"].items():
        table((f"ours, {encoding}", "requests", "bytes", "of it", "kept"), [
            [step["state"], step["requests"], step["wire"],
             ", ".join(f"{kind} {size:,}" for kind, size in sorted(step["kinds"].items())),
             step["kept"]] for step in steps
        ])  # fmt: skip
    if scores:
        paints = ("fcp", "lcp", "tbt", "cls", "bytes")
        table(("page", *CATEGORIES, *paints), [
            [name, *(f"{score.median(key):.0f}" for key in CATEGORIES),
             *(f"{score.median(key):.{3 if key == 'cls' else 0}f}" for key in paints)]
            for name, score in scores.items()
        ])  # fmt: skip


def table(heads: tuple[str, ...], rows: list[list[Any]]) -> None:
    """One table in Markdown."""
    print("\n| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    for row in rows:
        print("| " + " | ".join(f"{one:,}" if isinstance(one, int) else one for one in row) + " |")


def judge(found: dict[str, Any], scores: dict[str, Scores]) -> None:
    """Fail where a bar is not met."""
    ours = found["closed"][0]
    assert ours["gzip"] <= MOST_BYTES, f"the loader is too heavy: {ours['gzip']} bytes"
    assert (ours["files"], ours["calls"], ours["kept"]) == (1, 0, "none"), ours
    assert ours["strict"] == "the same" and not ours["outside"], ours
    for name in CATEGORIES if scores else ():
        without, ours_too = (scores[page].median(name) for page in ("without", "with"))
        assert ours_too >= without, f"our tag costs points of {name}: {without} to {ours_too}"


if __name__ == "__main__":
    main()
