"""Opening files that may be anything, and what it means when the system refuses."""

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import BinaryIO

BLOCK = 1 << 18
CHECKS = {
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.ENOENT: "changed_while_read",
    errno.ENOTDIR: "changed_while_read",
    errno.ELOOP: "not_regular",
    errno.ENXIO: "not_regular",
}


def open_regular(path: Path) -> BinaryIO:
    """A regular file, open for reading; `OSError` for all else.

    It waits for no pipe's writer and follows no link that has come into the file's place.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise OSError(errno.ENXIO, "it is no regular file")


def digest(path: Path) -> str:
    """The SHA-256 of a regular file's bytes, in hex; `OSError` if it cannot be read."""
    with open_regular(path) as handle:
        found = hashlib.sha256()
        while block := handle.read(BLOCK):
            found.update(block)
        return found.hexdigest()


def refusal(error: OSError) -> tuple[str, str]:
    """Check and message for what the system does not let us read."""
    return CHECKS.get(error.errno or 0, "unreadable"), error.strerror or str(error)
