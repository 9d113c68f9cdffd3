"""Other companies' launchers, fetched from npm into a folder that is deleted afterwards.

Each is started as its README says. Where that is a script for a page, the files are the package's
own. Two exist only as parts for React: those are bundled and minified here, with React, as a
founder's site builder would have to.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

ESBUILD = "esbuild@0.25.9"


@dataclass(frozen=True, slots=True)
class Other:
    """One of them. In ``head`` and ``start``, ``{files}`` is the host that has its files.

    ``parts`` are further packages for one that has to be bundled; its ``start`` is the bundle.
    """

    name: str
    packages: tuple[str, ...]
    start: str
    head: str = ""
    module: bool = True
    parts: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """Its name as a part of an address."""
        return self.name.lower().replace(".", "")

    @property
    def versions(self) -> str:
        """What was measured."""
        return ", ".join(self.packages)


OTHERS = (
    Other(
        "Typebot",
        ("@typebot.io/js@0.10.7",),
        'import Typebot from "{files}/@typebot.io/js/dist/web.js";\n'
        'Typebot.initBubble({ typebot: "my-typebot", apiHost: "{files}" });',
    ),
    Other(
        "Flowise",
        ("flowise-embed@3.1.6",),
        'import Chatbot from "{files}/flowise-embed/dist/web.js";\n'
        'Chatbot.init({ chatflowid: "my-flow", apiHost: "{files}" });',
    ),
    Other(
        "n8n",
        ("@n8n/chat@1.37.0",),
        'import { createChat } from "{files}/@n8n/chat/dist/chat.bundle.es.js";\n'
        'createChat({ webhookUrl: "{files}/webhook" });',
        head='<link href="{files}/@n8n/chat/dist/style.css" rel="stylesheet">',
    ),
    Other(
        "Botpress",
        ("@botpress/webchat@4.5.2",),
        """import { Fab, Webchat } from "@botpress/webchat";
import "./node_modules/@botpress/webchat/dist/style.css";
import { useState } from "react";
import { createRoot } from "react-dom/client";
function App() {
  const [open, setOpen] = useState(false);
  return <>
    <Webchat clientId="YOUR_CLIENT_ID" style={{ width: "400px", height: "600px",
      display: open ? "flex" : "none", position: "fixed", bottom: "90px", right: "20px" }} />
    <Fab onClick={() => setOpen(!open)} style={{ position: "fixed", bottom: "20px",
      right: "20px", width: "64px", height: "64px" }} />
  </>;
}
createRoot(document.body.appendChild(document.createElement("div"))).render(<App />);""",
        head='<link href="{files}/start/botpress.css" rel="stylesheet">',
        parts=("react@19.2.0", "react-dom@19.2.0"),
    ),
    Other(
        "Cal.com",
        ("@calcom/embed-core@1.5.3", "@calcom/embed-snippet@1.3.3"),
        'const Cal = snippet.default("{files}/@calcom/embed-core/dist/embed/embed.js");\n'
        'Cal("init", { origin: "{files}" });\n'
        'Cal("floatingButton", { calLink: "founder/intro" });',
        head='<script src="{files}/@calcom/embed-snippet/dist/snippet.umd.js"></script>',
        module=False,
    ),
    Other(
        "Papercups",
        ("@papercups-io/chat-widget@1.3.1",),
        """import React from "react";
import { render } from "react-dom";
import { ChatWidget } from "@papercups-io/chat-widget";
render(<ChatWidget token="00000000-0000-0000-0000-000000000000" title="Welcome!"
  primaryColor="#13c2c2" baseUrl="{files}" />,
  document.body.appendChild(document.createElement("div")));""",
        parts=("react@17.0.2", "react-dom@17.0.2"),
    ),
)


def fetch(folder: Path) -> dict[str, str]:
    """Fill ``folder``; returns why, by name, for each that could not be had."""
    if not shutil.which("npm"):
        sys.exit("npm is missing: install Node.js 18 or newer to measure the others.")
    missing: dict[str, str] = {}
    for other in OTHERS:
        try:
            if other.parts:
                _install(other, folder)
            else:
                _unpack(other, folder)
        except subprocess.CalledProcessError as error:
            words = (error.stderr or error.stdout or "").strip().splitlines()
            missing[other.name] = f"npm: {words[-1] if words else error}"
    return missing


def bundle(other: Other, folder: Path, files: str) -> None:
    """Write ``start/SLUG.js``, for those that need it, with ``files`` as the backend's address."""
    source = folder / "node" / other.slug / "start.jsx"
    source.write_text(other.start.replace("{files}", files))
    target = folder / "start" / f"{other.slug}.js"
    try:  # the sheet it imports, if any, comes to stand beside it
        _npm(
            source.parent,
            "exec", "--", "esbuild", source.name, "--bundle", "--minify", "--format=esm",
            "--jsx=automatic" if other.slug == "botpress" else "--jsx=transform",
            "--target=es2020", '--define:process.env.NODE_ENV="production"',
            f"--outfile={target}", "--log-level=error",
        )  # fmt: skip
    finally:
        shutil.rmtree(source.parent)


def _unpack(other: Other, folder: Path) -> None:
    """Each package under its own name: ``npm pack`` and no more."""
    for package in other.packages:
        where = folder / package.rpartition("@")[0]
        where.mkdir(parents=True)
        told = _npm(where, "pack", "--json", "--ignore-scripts", package)
        packed = where / json.loads(told)[0]["filename"]
        with tarfile.open(packed) as archive:
            archive.extractall(where, filter="data")
        packed.unlink()
        for entry in (where / "package").iterdir():
            entry.rename(where / entry.name)


def _install(other: Other, folder: Path) -> None:
    """What a bundle is made of. No package may run anything while it is being installed."""
    where = folder / "node" / other.slug
    where.mkdir(parents=True)
    (where / "package.json").write_text("{}")
    _npm(
        where,
        "install", "--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps",
        *other.packages, *other.parts, ESBUILD,
    )  # fmt: skip


def _npm(where: Path, *words: str) -> str:
    """Run npm there; its settings and cache stay this user's own."""
    done = subprocess.run(
        ["npm", *words],
        cwd=where, env={**os.environ, "NO_UPDATE_NOTIFIER": "1"},
        check=True, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    return done.stdout
