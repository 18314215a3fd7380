"""The publish protocol: from a writer of tables to a snapshot that readers see, or to nothing.

Whatever breaks, `data/latest` names a complete snapshot that is on the disk: every file reaches
it before the directory is renamed into place, and the directory before the link is replaced.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.publish import disk, inventory, manifest
from pipeline.publish.retention import (
    LATEST,
    PENDING,
    REFUSED,
    SNAPSHOTS,
    STAGING,
    Retention,
    latest,
    next_run,
    retire,
    retire_refused,
)

Writer = Callable[[Path], None]
Gate = Callable[[Path, Path | None], list[str]]


@dataclass(frozen=True, slots=True)
class Published:
    run: str
    path: Path  # the snapshot's real path
    manifest: manifest.Content
    retired: tuple[str, ...]  # runs whose snapshots retention deleted


class GateRefused(Exception):
    """The release gate found the tables unfit; they are kept in `path` for a look."""

    def __init__(self, reasons: list[str], path: Path) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons
        self.path = path


def publish(
    data: Path,
    write: Writer,
    content: Mapping[str, Any],
    retention: Retention | None = None,
    gate: Gate | None = None,
) -> Published:
    """Publish what `write` puts into the empty directory it is given.

    The caller holds the lock (`lock.exclusive`), whose end clears away what was not published.

    `content` goes into the manifest and must have a `fingerprint` in hex (`manifest.fingerprint`),
    of which the run's name is made.  `gate` is asked with the new and the last snapshot and
    answers with reasons against; any reason raises `GateRefused`.
    Raises OSError if the disk fails.
    """
    retention = retention or Retention()
    data = data.resolve()
    previous = latest(data)
    run = next_run(data, content["fingerprint"])
    staging = data / STAGING / run
    write(disk.directory(staging))
    told = _seal(staging, {**content, "run": run, "previous": previous and previous.name})
    if reasons := gate(staging, previous) if gate else []:
        raise GateRefused(reasons, _set_aside(data, staging, told, reasons))
    _switch(data, staging)
    gone = retire(data, retention)
    retire_refused(data, retention)
    return Published(run, data / SNAPSHOTS / run, told, tuple(gone))


def _seal(staging: Path, content: manifest.Content) -> manifest.Content:
    """Files to the disk, read back, the manifest over them, then their directories."""
    inner = list(disk.entries(staging))
    files = [path for path in inner if not path.is_dir()]
    for path in files:
        disk.sync(path, disk.FILE_MODE)
    told = {
        **content,
        "files": {
            path.relative_to(staging).as_posix(): inventory.describe(path, staging)
            for path in files
        },
        "tables": {name: found.rows for name, found in inventory.figures(staging).items()},
    }
    _write_manifest(staging, told)
    for path in [*(path for path in inner if path.is_dir()), staging]:
        disk.sync(path, disk.DIRECTORY_MODE)
    return manifest.read(staging)


def _write_manifest(staging: Path, content: manifest.Content) -> None:
    path = staging / manifest.NAME
    with disk.create(path) as file:
        file.write(manifest.sealed(content))
    disk.sync(path, disk.FILE_MODE)


def _switch(data: Path, staging: Path) -> None:
    """The commit. The link stands ready first: it tells a later run whose snapshot this is."""
    link = staging.with_name(staging.name + PENDING)
    link.symlink_to(f"{SNAPSHOTS}/{staging.name}")
    disk.sync(link.parent)
    disk.move(staging, disk.directory(data / SNAPSHOTS) / staging.name)
    link.replace(data / LATEST)
    disk.sync(data)


def _set_aside(data: Path, staging: Path, content: manifest.Content, reasons: list[str]) -> Path:
    """Keep a refused snapshot, with the reasons in its manifest."""
    disk.remove(staging / manifest.NAME)
    _write_manifest(staging, {**content, "refused": reasons})
    kept = disk.directory(data / REFUSED) / staging.name
    disk.move(staging, kept)
    return kept
