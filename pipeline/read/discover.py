"""What lies under the seeds folder: files to read, things left alone, things that cannot be read.

Nothing is opened here, and no symbolic link is followed.
"""

import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pipeline.read.opening import refusal
from pipeline.read.records import Compression, File, Ignored, Rejected
from pipeline.read.registry import BY_SUFFIX

COMPRESSIONS: dict[str, Compression] = {".gz": "gz", ".zst": "zst"}
UNFINISHED = (".part", ".tmp", "~")
KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a character device",
    stat.S_IFBLK: "a block device",
}


def discover(root: Path) -> Iterator[File | Ignored | Rejected]:
    """Everything under `root` at any depth, in the order of the code points of `source`."""
    root = root.resolve(strict=True)
    yield from sorted(_walk(root, root), key=lambda found: found.source)


def escape(name: str) -> str:
    """A path fit for tables, logs and terminals: control, format and undecodable characters and
    the backslash as escapes."""
    return "".join(_escape(c) for c in name)


def _escape(c: str) -> str:
    if c == "\\":
        return r"\\"
    if "\udc80" <= c <= "\udcff":  # how Python keeps a byte that is not UTF-8
        return f"\\x{ord(c) - 0xDC00:02x}"
    if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return c.encode("unicode_escape", "surrogatepass").decode("ascii")
    return c


def _walk(root: Path, folder: Path) -> Iterator[File | Ignored | Rejected]:
    folders = [folder]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            yield Rejected(_source(root, folder), *refusal(error))
            continue
        for entry in entries:
            path = Path(entry.path)
            try:
                if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                    folders.append(path)
                else:
                    yield _look(root, path)
            except OSError as error:
                yield Rejected(_source(root, path), *refusal(error))


def _look(root: Path, path: Path) -> File | Ignored | Rejected:
    source = _source(root, path)
    name = path.name.lower()
    if name.startswith("."):
        return Ignored(source, "hidden")
    if name.endswith(UNFINISHED):
        return Ignored(source, "unfinished or backup file")
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        return _look_at_link(root, path, source)
    if not stat.S_ISREG(status.st_mode):
        kind = KINDS.get(stat.S_IFMT(status.st_mode), "no regular file")
        return Rejected(source, "not_regular", kind)
    if not status.st_size:
        return Rejected(source, "empty", "no bytes in it", path=path)
    *_, inner, suffix = ["", "", *Path(name).suffixes]
    compression = COMPRESSIONS.get(suffix)
    if compression:
        suffix = inner
    reader = BY_SUFFIX.get(suffix)
    if not reader:
        return Rejected(source, "unsupported_format", f"no reader for {suffix!r}", path=path)
    return File(source, path, status.st_size, status.st_mtime_ns, reader.format, compression)


def _look_at_link(root: Path, path: Path, source: str) -> Ignored | Rejected:
    try:
        target = Path(os.path.realpath(path, strict=True))
    except OSError as error:
        return Rejected(source, "broken_link", error.strerror or str(error))
    if not target.is_relative_to(root):
        return Rejected(source, "outside_root", "a link that leads out of the folder")
    return Ignored(source, f"a link to {_source(root, target)}, read under its own name")


def _source(root: Path, path: Path) -> str:
    return escape(path.relative_to(root).as_posix())
