"""What lies where BACKUP_URL points: the newest backup and how old it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import timezone

from ops.backups import manifest
from ops.backups.address import Folder, parse
from ops.backups.bucket import BucketPlace
from ops.backups.places import place_of
from ops.backups.problems import BackupFailed
from ops.launch.gather.inside_disk import disk_of
from ops.launch.registry import gatherer
from ops.launch.world import World


@dataclass(frozen=True, kw_only=True, slots=True)
class CopiesFacts:
    """``age`` is that of the newest whole backup of this site, in seconds; None without one.

    ``why`` says why the place could not be looked into; ``vanishes`` that it is a folder which
    this platform wipes.
    """

    wanted: bool = False
    place: str = ""
    why: str = ""
    count: int = 0
    age: float | None = None
    vanishes: bool = False
    keep: int = 14
    local: bool = False


@gatherer("copies", seconds=15, inside=True)
def gather_copies(world: World) -> CopiesFacts:
    """Asks the place for its list; reads the manifests and no data."""
    local = world.target.is_local
    if not settings.BACKUP_URL:
        return CopiesFacts(local=local)
    facts = CopiesFacts(wanted=True, keep=settings.BACKUP_KEEP, local=local)
    try:
        place = place_of()
        if isinstance(place, BucketPlace):
            place = BucketPlace(place.address, retries=0)
        facts = replace(facts, place=place.words)
        ours = [one for one in manifest.listed(place) if one.site == settings.SITE_HOST]
    except BackupFailed as error:
        return replace(facts, why=str(error))
    newest = (timezone.now() - ours[0].made_at).total_seconds() if ours else None
    return replace(
        facts, count=len(ours), age=newest, vanishes=_vanishes(settings.BACKUP_URL, world)
    )


def _vanishes(url: str, world: World) -> bool:
    address = parse(url)
    if not isinstance(address, Folder):
        return False
    disk = disk_of(address.path / "backup")
    return disk.vanishes or world.target.platform == "heroku"
