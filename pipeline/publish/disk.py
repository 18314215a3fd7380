"""What publishing does to the file system, one call of the system at a time.

Every change under the data folder goes through functions of `os` that are looked up when they
are called (pathlib and shutil do so too), so that a test can count, fail or kill at each of them.
Errors are `OSError`, never retried: after a failed fsync the pages count as clean though they
never reached the disk.
"""

import io
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

FILE_MODE = 0o644
DIRECTORY_MODE = 0o755

_umask_lock = threading.Lock()  # the umask is the whole process's


class _NewFile(io.RawIOBase):
    """A file written by `os.write`, for writers that take a Python file object (pyarrow does)."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)

    def write(self, data: Any) -> int:
        return os.write(self._fd, data)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._fd

    def close(self) -> None:
        if not self.closed:
            super().close()
            os.close(self._fd)


def create(path: Path) -> BinaryIO:
    """A new file, open for writing and buffered, so that short writes are carried on.

    Raises FileExistsError where something of that name stands.
    """
    return cast(BinaryIO, io.BufferedWriter(_NewFile(path), 1 << 20))


def sync(path: Path, mode: int | None = None) -> None:
    """Carry a file or directory to the disk, with `mode` whatever the umask was."""
    fd = os.open(path, os.O_RDONLY)
    try:
        if mode is not None:
            os.fchmod(fd, mode)
        os.fsync(fd)
    finally:
        os.close(fd)


def directory(path: Path) -> Path:
    """The directory, durably made with its parents where it is missing."""
    if not path.is_dir():
        directory(path.parent)
        with _umask_lock, suppress(FileExistsError):  # another run was quicker
            umask = os.umask(0o777 & ~DIRECTORY_MODE)  # a chmod afterwards might not be reached
            try:
                path.mkdir(DIRECTORY_MODE)
            finally:
                os.umask(umask)
        sync(path.parent)
    return path


def move(source: Path, target: Path) -> None:
    """Rename, durable on both sides."""
    source.rename(target)
    sync(target.parent)
    if source.parent != target.parent:
        sync(source.parent)


def remove(path: Path) -> None:
    """Delete a file, a link or a whole directory; nothing happens where nothing is."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.is_symlink() or path.exists():
        path.unlink()


def entries(root: Path) -> Iterator[Path]:
    """Everything below a directory, deepest first, in the order of names."""
    for child in sorted(root.iterdir()):
        if child.is_dir() and not child.is_symlink():
            yield from entries(child)
        yield child
