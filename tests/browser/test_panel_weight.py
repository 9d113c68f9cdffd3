"""What the panel costs a visitor who opens it."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest

from tests.browser.visitors import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MOST = 25_000


def test_all_that_the_panel_loads_is_at_most_25_kilobytes(visit: Callable[..., Visit]) -> None:
    visitor = visit("/widget/?embed=1")
    visitor.page.get_by_label("Your message").wait_for()
    visitor.page.wait_for_load_state("networkidle")
    weights = {}
    for request in visitor.watch.requests:
        response = request.response()
        assert response
        kind = response.headers.get("content-type", "")
        if kind.startswith(("text/html", "text/css", "text/javascript")):
            weights[request.url.removeprefix(visitor.site.url)] = len(
                gzip.compress(response.body(), 9)
            )
    assert any("panel" in name and name.endswith(".js") for name in weights)
    assert any("panel" in name and name.endswith(".css") for name in weights)
    # All in one go: a phone must not wait for one module to hear of the next.
    scripts = {name for name in weights if name.endswith(".js")}
    told = visitor.page.locator("link[rel=modulepreload], script[src]").evaluate_all(
        "all => all.map((node) => new URL(node.href || node.src).pathname)"
    )
    assert set(told) == scripts

    listed = "\n".join(f"{weight:6} {name}" for name, weight in sorted(weights.items()))
    print(f"{sum(weights.values())} bytes in {len(weights)} files\n{listed}")
    assert sum(weights.values()) <= MOST, f"{sum(weights.values())} bytes:\n{listed}"
