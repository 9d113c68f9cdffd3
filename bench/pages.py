"""What the landing page costs a visitor: ``python -m bench.pages [--runs 5] [--json]``.

Bytes and requests of a first visit in Chromium, compressed and not, and Lighthouse's scores on a
throttled phone; against gunicorn as production runs it, with the demo. Without npm, or with
``--no-lighthouse``, only the first part.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections import Counter
from typing import Any

from playwright.sync_api import sync_playwright

from bench.lighthouse import CATEGORIES, Scores, installed
from bench.site import served

PAGES = ("/", "/privacy/", "/thanks/")
ENCODINGS = ("br", "gzip", "identity")
#: The bar.
MOST_BYTES = 40_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-lighthouse", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with served() as site:
        wire = {
            page: {encoding: weigh(site + page, encoding) for encoding in ENCODINGS}
            for page in PAGES
        }
        scores: dict[str, Scores] = {}
        if not options.no_lighthouse and shutil.which("npm"):
            scores = lighthouse(site, options.runs)
    if options.json:
        runs = {page: found.runs for page, found in scores.items()}
        print(json.dumps({"wire": wire, "lighthouse": runs}))
    else:
        say(wire, scores)
    assert wire["/"]["gzip"]["bytes"] <= MOST_BYTES, "the landing page is too heavy"


def weigh(url: str, encoding: str) -> dict[str, Any]:
    """One first visit: ``{bytes, requests, kinds, cookies}``; bytes include the headers."""
    sizes: dict[str, int] = {}
    kinds: Counter[str] = Counter()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        context = browser.new_context(extra_http_headers={"Accept-Encoding": encoding})
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        types: dict[str, str] = {}
        session.on(
            "Network.responseReceived",
            lambda event: types.update({event["requestId"]: event["type"]}),
        )
        session.on(
            "Network.loadingFinished",
            lambda event: sizes.update({event["requestId"]: int(event["encodedDataLength"])}),
        )
        page.goto(url, wait_until="networkidle")
        cookies = len(context.cookies())
        browser.close()
    for request, size in sizes.items():
        kinds[types.get(request, "Other")] += size
    return {
        "bytes": sum(sizes.values()),
        "requests": len(sizes),
        "kinds": dict(kinds),
        "cookies": cookies,
    }


def lighthouse(site: str, runs: int) -> dict[str, Scores]:
    """Scores of the pages that may be listed; the thank-you page asks not to be."""
    found = {page: Scores() for page in PAGES[:2]}
    with installed() as tool:
        for _ in range(runs):
            for page, scores in found.items():
                tool.run(site + page, scores)
    return found


def say(wire: dict[str, Any], scores: dict[str, Scores]) -> None:
    """Two tables, as they stand in bench/PAGES.md."""
    print("| page | encoding | requests | bytes in all | of it | cookies |")
    print("|---|---|---|---|---|---|")
    for page, encodings in wire.items():
        for encoding, row in encodings.items():
            kinds = ", ".join(f"{name} {size:,}" for name, size in sorted(row["kinds"].items()))
            print(
                f"| `{page}` | {encoding} | {row['requests']} | {row['bytes']:,} | {kinds} | "
                f"{row['cookies']} |"
            )
    if not scores:
        return
    print("\n| page | " + " | ".join(CATEGORIES) + " | first paint ms | largest paint ms | shift |")
    print("|---|" + "---|" * (len(CATEGORIES) + 3))
    for page, found in scores.items():
        shown = [f"{found.median(name):.0f}" for name in CATEGORIES]
        shown += [f"{found.median(name):.0f}" for name in ("fcp", "lcp")]
        print(f"| `{page}` | " + " | ".join(shown) + f" | {found.median('cls'):.3f} |")
    for page, found in scores.items():
        for fault in sorted(found.faults):
            print(f"{page}: {fault}")


if __name__ == "__main__":
    main()
