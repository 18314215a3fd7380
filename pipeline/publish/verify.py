"""Is a snapshot, to the byte, what was published?"""

from pathlib import Path

from pipeline.publish import disk, manifest
from pipeline.publish.retention import LATEST, SNAPSHOTS, latest


def locate(data: Path, run: str | None = None) -> Path:
    """The snapshot of a run, the published one by default. Raises FileNotFoundError."""
    path = data / SNAPSHOTS / run if run else latest(data)
    if path is None or not path.is_dir():
        raise FileNotFoundError(f"no snapshot at {path or data / LATEST}")
    return path.resolve()


def verify(snapshot: Path) -> list[str]:
    """What is wrong with a snapshot, one line each; nothing if it is sound."""
    try:
        content = manifest.read(snapshot)
    except (OSError, manifest.Damaged) as error:
        return [f"{manifest.NAME}: {error}"]
    problems = []
    if content["run"] != snapshot.resolve().name:
        problems.append(f"{manifest.NAME}: written for run {content['run']}")
    listed: dict[str, manifest.Content] = content["files"]
    found = {
        path.relative_to(snapshot).as_posix(): path
        for path in disk.entries(snapshot)
        if path.is_symlink() or not path.is_dir()
    }
    problems += [f"{name}: missing" for name in listed if name not in found]
    for name, path in found.items():
        if name in listed:
            problems += _compare(name, path, listed[name])
        elif name != manifest.NAME:
            problems.append(f"{name}: not in the manifest")
    return problems


def _compare(name: str, path: Path, listed: manifest.Content) -> list[str]:
    if path.is_symlink() or not path.is_file():
        return [f"{name}: not a regular file"]
    try:
        size = path.stat().st_size
        if size != listed["size"]:
            return [f"{name}: {size} bytes, {listed['size']} published"]
        if manifest.file_sha256(path) != listed["sha256"]:
            return [f"{name}: content changed"]
    except OSError as error:
        return [f"{name}: {error.strerror}"]
    return []
