"""Whatever colour a founder picks, every text on the pages can be read."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import colour
from chatbot.colour import DARK, LIGHT, Scheme, brand_css, contrast, shades

TOKENS = Path(colour.__file__).parent / "static" / "chatbot" / "tokens.css"
AWKWARD = ["#ffff00", "#000000", "#ffffff", "#808080", "#767676", "#1f5f5b", "#0a7", "#ff0000"]


def assert_readable(accent: str) -> None:
    for scheme in (LIGHT, DARK):
        made = shades(accent, scheme)
        assert contrast(made.on_accent, made.accent) >= 4.5
        assert contrast(scheme.ink, made.tint) >= 4.5
        assert contrast(scheme.ink, made.tint_strong) >= 4.5
        for surface in scheme.surfaces:
            assert contrast(made.accent_text, surface) >= 4.5
            assert contrast(made.edge, surface) >= 3


@pytest.mark.parametrize("accent", AWKWARD)
def test_awkward_colours_stay_readable(accent: str) -> None:
    assert_readable(accent)


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_stays_readable(number: int) -> None:
    assert_readable(f"#{number:06x}")


def test_contrast_is_that_of_the_specification() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#ffffff") == 1


def test_a_colour_that_already_reads_well_is_left_as_it_is() -> None:
    assert shades("#1f5f5b").accent == "#1f5f5b"
    assert shades("#1f5f5b").accent_text == "#1f5f5b"


def test_text_on_the_accent_turns_black_or_white() -> None:
    assert shades("#1f5f5b").on_accent == "#ffffff"
    assert shades("#ffd400").on_accent == "#000000"


@pytest.mark.parametrize("bad", ["", "teal", "#12", "#1f5f5b}body{display:none}", "#12345g"])
def test_what_is_no_colour_becomes_the_default_and_never_reaches_the_css(bad: str) -> None:
    assert brand_css(bad) == brand_css(colour.DEFAULT_ACCENT)


def test_the_css_holds_both_schemes_and_only_custom_properties() -> None:
    css = brand_css("#1f5f5b")
    light, dark = css.split("@media (prefers-color-scheme:dark)")
    for name in ("accent", "on-accent", "accent-text", "edge", "tint", "tint-strong"):
        assert re.search(rf"--{name}:#[0-9a-f]{{6}}[;}}]", light)
        assert re.search(rf"--{name}:#[0-9a-f]{{6}}[;}}]", dark)


def values_of(scheme: str) -> dict[str, str]:
    light, dark = TOKENS.read_text().split("prefers-color-scheme: dark", 1)
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light if scheme == "light" else dark))


@pytest.mark.parametrize(("name", "scheme"), [("light", LIGHT), ("dark", DARK)])
def test_paper_and_ink_are_those_of_the_stylesheet(name: str, scheme: Scheme) -> None:
    values = values_of(name)
    assert Scheme(paper=values["paper"], sheet=values["sheet"], ink=values["ink"]) == scheme


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_quiet_colours_of_the_stylesheet_reach_aa(name: str) -> None:
    values = values_of(name)
    for surface in (values["paper"], values["sheet"]):
        assert contrast(values["ink-soft"], surface) >= 4.5
        assert contrast(values["alarm"], surface) >= 4.5
        assert contrast(values["field-line"], surface) >= 3


@pytest.mark.parametrize(("name", "scheme"), [("light", LIGHT), ("dark", DARK)])
def test_what_shows_before_the_brand_arrives_is_the_default_accent(
    name: str, scheme: Scheme
) -> None:
    made = {key.replace("_", "-"): value for key, value in asdict(shades("", scheme)).items()}
    assert made.items() <= values_of(name).items()
