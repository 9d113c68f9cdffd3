"""docs/email-words.md names every email and every value, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from ops.letters import preview
from ops.letters.kinds import COMMON, all_kinds

PAGE = (Path(settings.BASE_DIR) / "docs" / "email-words.md").read_text()


def test_the_table_is_that_of_the_code() -> None:
    section = PAGE.split("## The emails and their values")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([^|`]+) \| ([^|]+) \|$", section, re.M)
    listed = {title.strip(): values.strip() for title, values in rows if set(title) != {"-"}}
    listed.pop("email")
    made = {
        kind.title: ", ".join(
            f"**`{{{v.name}}}`**" if v.needed else f"`{{{v.name}}}`" for v in kind.variables
        )
        for kind in all_kinds()
    }
    assert listed == made
    for variable in COMMON:
        assert f"`{{{variable.name}}}`" in section.split("|")[0]


def test_its_numbers_and_languages_are_those_of_the_code() -> None:
    assert f"at most {preview.MOST_TESTS} in an hour" in PAGE
    for name in ("English", "Spanish", "German", "French", "Portuguese"):
        assert name in PAGE
    assert len(settings.LANGUAGES) == 5
