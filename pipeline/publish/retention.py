"""Which snapshots stay, and clearing away what a dead run left."""

import re
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pipeline.publish import disk

LATEST = "latest"
SNAPSHOTS = "snapshots"
STAGING = ".staging"
REFUSED = ".refused"
# In staging, a link of this suffix stands for a snapshot on its way to be published.
PENDING = ".latest"

_RUN = re.compile(r"([0-9]{6,12})-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Retention:
    """How long old snapshots stay for the readers that pinned them.

    One is deleted when it is not among the newest `snapshots` (at least 1) and has been out of
    date for `days`.  Of the refused ones the newest `refused` are kept.
    """

    snapshots: int = 3
    days: float = 7.0
    refused: int = 3


def latest(data: Path) -> Path | None:
    """The real path of the published snapshot, None where there is none."""
    link = data / LATEST
    return link.resolve() if link.is_symlink() and link.is_dir() else None


def runs(folder: Path) -> list[Path]:
    """The snapshots in a folder, oldest first; names that are no run's are not ours."""
    found = [(m, path) for path in folder.glob("*") if (m := _RUN.fullmatch(path.name))]
    return [path for _, path in sorted((int(m[1]), path) for m, path in found)]


def next_run(data: Path, fingerprint: str) -> str:
    """`<sequence>-<fingerprint>`: no clock, and never a number that was used before."""
    used = [*runs(data / SNAPSHOTS), *runs(data / REFUSED)]
    number = 1 + max((int(path.name.split("-")[0]) for path in used), default=0)
    return f"{number:06}-{fingerprint[:12]}"


def clear(data: Path) -> None:
    """Remove all that an unfinished run owns: its staging, and its snapshot if it got that far
    without being published. The caller holds the lock."""
    staging = data / STAGING
    if not staging.is_dir():
        return
    pending = sorted(staging.glob("*" + PENDING))
    for link in pending:
        snapshot = data / SNAPSHOTS / link.name.removesuffix(PENDING)
        if snapshot.is_dir() and snapshot.resolve() != latest(data):
            _discard(data, snapshot)
    for left in sorted(staging.iterdir()):
        if left not in pending:
            disk.remove(left)
    for link in pending:  # last, so that a clearing cut short is taken up again
        disk.remove(link)


def retire(data: Path, keep: Retention, now: float | None = None) -> list[str]:
    """Delete the snapshots that are due and tell their names. `now` in seconds since 1970."""
    now = time.time() if now is None else now
    published = runs(data / SNAPSHOTS)
    due = now - keep.days * 86_400
    stay = {latest(data), *(path.resolve() for path in published[-keep.snapshots :])}
    gone = [
        old
        for old, newer in pairwise(published)  # out of date since the newer one was made
        if old.resolve() not in stay and newer.stat().st_mtime < due
    ]
    for old in gone:
        _discard(data, old)
    return [old.name for old in gone]


def retire_refused(data: Path, keep: Retention) -> None:
    refused = runs(data / REFUSED)
    for old in refused[: max(0, len(refused) - keep.refused)]:
        _discard(data, old)


def _discard(data: Path, snapshot: Path) -> None:
    """Out of sight by one rename, then deleted: a half-deleted snapshot is never seen.

    Nothing is synced: deleting must work on a disk that takes no more.
    """
    hidden = disk.directory(data / STAGING) / snapshot.name
    snapshot.rename(hidden)
    disk.remove(hidden)
