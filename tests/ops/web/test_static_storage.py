"""What is served of our scripts and styles is shorter than what we write, and says the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ops.web.static_storage import shortened

STATIC = Path(__file__).parents[3] / "chatbot" / "static" / "chatbot"
NODE = shutil.which("node")


def test_comments_and_indentation_are_left_out_and_nothing_else() -> None:
    script = (
        "/* why */\nexport const a = `/* kept */  ${b}`; // gone\nexport const c = /\\/\\*/g;\n"
    )
    assert shortened("chatbot/a.js", script) == (
        "export const a=`/* kept */  ${b}`;export const c=/\\/\\*/g;"
    )
    css = (
        "/* why */\n.a :focus > b,\n.c {\n  width: calc(1px + 2px); /* gone */\n"
        '  content: "a: b; { c";\n}\n@media (max-width: 40em), print { .a { top: 0; } }\n'
    )
    assert shortened("chatbot/a.css", css) == (
        '.a :focus > b,.c{width:calc(1px + 2px);content:"a: b; { c"}'
        "@media (max-width:40em),print{.a{top:0}}"
    )


@pytest.mark.skipif(not NODE, reason="needs node: install Debian's nodejs")
@pytest.mark.parametrize("module", sorted(STATIC.glob("*.js")), ids=lambda path: path.name)
def test_every_script_of_ours_can_still_be_read(module: Path) -> None:
    short = shortened(module.name, module.read_text())
    assert len(short) < len(module.read_text())
    subprocess.run(
        [str(NODE), "--input-type=module", "--check"], input=short, text=True, check=True
    )
