"""Carries a Dockerfile out, instruction by instruction, into folders."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from lab.image import bases
from lab.image.chroot import Chroot
from lab.image.dockerfile import Instruction, Stage, assignments, read
from ops.secrets.dockerignore import Ignored


@dataclass(slots=True)
class Image:
    """A root with what a Dockerfile says about how it is run."""

    root: Path
    env: dict[str, str] = field(default_factory=dict)
    cwd: str = "/"
    user: str = ""
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)
    ports: list[str] = field(default_factory=list)


class Builder:
    """One build. ``folder`` holds the bases, kept, and the stages, made anew."""

    def __init__(
        self,
        context: Path,
        folder: Path,
        args: dict[str, str],
        say: Callable[[str], None] = lambda words: None,
    ) -> None:
        self.context, self.folder, self.args, self.say = context, folder, args, say
        self.images: dict[str, Image] = {}
        self.sent = list(sent(context))

    def build(self) -> Image:
        """The last stage's image."""
        stages = read(self.context / "Dockerfile")
        shutil.rmtree(self.folder / "stages", ignore_errors=True)
        image = Image(Path())
        for number, stage in enumerate(stages):
            image = self._stage(stage, number)
            self.images[stage.name or str(number)] = image
        return image

    def _stage(self, stage: Stage, number: int) -> Image:
        root = self.folder / "stages" / (stage.name or str(number))
        root.parent.mkdir(parents=True, exist_ok=True)
        if stage.base in self.images:
            base = self.images[stage.base]
            image = Image(root, dict(base.env), base.cwd, base.user)
            source = base.root
        else:
            image = Image(root, dict(bases.ENV))
            source = bases.make(stage.base, self.folder)
        if not stage.instructions:
            image.root = source
            return image
        subprocess.run(["cp", "--archive", "--reflink=auto", source, root], check=True)
        args: dict[str, str] = {}
        for instruction in stage.instructions:
            self.say(f"{instruction.line}: {instruction.name} {instruction.value[:70]}")
            self._carry_out(instruction, image, args)
        return image

    def _carry_out(self, told: Instruction, image: Image, args: dict[str, str]) -> None:
        known = {**args, **image.env}
        match told.name:
            case "ARG":
                args |= {
                    name: self.args.get(name, default)
                    for name, default in assignments(told.value).items()
                }
            case "ENV":
                for name, value in assignments(told.value).items():
                    image.env[name] = Template(value).safe_substitute(known)
            case "WORKDIR":
                image.cwd = told.value
                (image.root / told.value.lstrip("/")).mkdir(parents=True, exist_ok=True)
            case "RUN":
                Chroot(image.root).run(told.value, env=known, cwd=image.cwd, user=image.user)
            case "COPY":
                self._copy(told, image)
            case "USER":
                image.user = told.value
            case "EXPOSE":
                image.ports.append(told.value)
            case "HEALTHCHECK":
                image.health = told.words
            case "CMD":
                image.command = told.words

    def _copy(self, told: Instruction, image: Image) -> None:
        *sources, target = told.words
        into = image.root / str(Path(image.cwd, target)).lstrip("/")
        from_stage = told.flags.get("from", "")
        found = [
            path
            for source in sources
            for path in (
                _matches(self.images[from_stage].root, source)
                if from_stage
                else self._from_context(source)
            )
        ]
        if len(found) < len(sources):
            raise FileNotFoundError(f"line {told.line}: COPY {told.value} finds too little")
        for path in found:
            _place(path, into, many=target.endswith("/") or len(found) > 1)

    def _from_context(self, source: str) -> list[Path]:
        """The file or folder, without what ``.dockerignore`` keeps out."""
        name = source.strip("/")
        inside = [path for path in self.sent if path == name or path.startswith(f"{name}/")]
        if not inside:
            return []
        if inside == [name]:
            return [self.context / name]
        # A copy that holds what is sent and no more.
        copy = self.folder / "stages" / ".context" / name
        shutil.rmtree(copy, ignore_errors=True)
        for path in inside:
            to = copy / Path(path).relative_to(name)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self.context / path, to, follow_symlinks=False)
        return [copy]


def sent(context: Path) -> Iterator[str]:
    """The paths of the files that a build gets to see."""
    ignored = Ignored.of((context / ".dockerignore").read_text())
    for top in sorted(context.iterdir()):
        # A speed-up that changes nothing: whole folders of which nothing is sent.
        if top.is_dir() and not top.is_symlink() and not _any_sent(top, ignored):
            continue
        for path in sorted(top.rglob("*")) if top.is_dir() and not top.is_symlink() else [top]:
            name = path.relative_to(context).as_posix()
            if (path.is_file() or path.is_symlink()) and not ignored.keeps_out(name):
                yield name


def _any_sent(top: Path, ignored: Ignored) -> bool:
    return not ignored.keeps_out(top.name) or any(
        not ignored.keeps_out(f"{top.name}/{path.name}") for path in top.iterdir()
    )


def _matches(root: Path, pattern: str) -> list[Path]:
    """As COPY resolves a path in a stage: a link that is named stands for what it points at."""
    found = sorted(root.glob(pattern.lstrip("/")))
    return [_inside(root, path) for path in found]


def _inside(root: Path, path: Path) -> Path:
    while path.is_symlink() and not path.is_dir():
        target = path.readlink()
        path = root / str(target).lstrip("/") if target.is_absolute() else path.parent / target
    return path


def _place(source: Path, into: Path, *, many: bool) -> None:
    """A folder's content goes into ``into``; a file goes there, or in it where it is a folder."""
    if source.is_dir():
        into.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "--archive", "--no-target-directory", source, into], check=True)
        return
    to = into / source.name if many or into.is_dir() else into
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, to)
