"""Count and break the calls by which a publish changes the file system.

The calls are found by watching one good publish; nothing is listed by place.  That no change
goes past the watch (Arrow writes from C++) is held by a test that watches from outside too.
"""

import contextlib
import errno
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Kind = Literal[
    "kill", "EIO", "ENOSPC", "EDQUOT", "short", "short, then full", "full", "broken", "stop"
]

# Which faults each call can meet. "full" and "broken" last: every later call meets them too.
TAKES_SPACE: tuple[Kind, ...] = ("kill", "EIO", "ENOSPC", "EDQUOT", "full", "broken")
CALLS: dict[str, tuple[Kind, ...]] = {
    "open": TAKES_SPACE,
    "write": (*TAKES_SPACE, "short", "short, then full"),
    "fsync": TAKES_SPACE,
    "rename": TAKES_SPACE,
    "replace": TAKES_SPACE,
    "symlink": TAKES_SPACE,
    "mkdir": TAKES_SPACE,
    "fchmod": ("kill", "EIO", "broken"),
    "unlink": ("kill", "EIO", "broken"),
    "rmdir": ("kill", "EIO", "broken"),
}
NEEDS_SPACE = ("open", "write", "mkdir", "symlink", "fsync")


@dataclass(frozen=True)
class Fault:
    """A fault at one of the watched calls, the first is 0."""

    point: int
    kind: Kind


@dataclass
class Watch:
    data: Path
    fault: Fault | None = None
    trace: list[tuple[str, str]] = field(default_factory=list)  # call, path inside data
    full: bool = False
    broken: bool = False

    def wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            path = _path(name, args, kwargs)
            if path is None or not path.is_relative_to(self.data):
                return real(*args, **kwargs)
            self.trace.append((name, path.relative_to(self.data).as_posix()))
            if self.fault and self.fault.point == len(self.trace) - 1:
                return self._strike(self.fault.kind, real, args, kwargs)
            self._persist(name)
            return real(*args, **kwargs)

        return call

    def _strike(self, kind: Kind, real: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        if kind == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if kind == "stop":
            os.kill(os.getpid(), signal.SIGTERM)
            return real(*args, **kwargs)
        self.full, self.broken = "full" in kind, kind == "broken"
        if kind.startswith("short"):
            descriptor, content = args
            return real(descriptor, content[: max(1, len(content) // 2)])
        code = {"EIO": errno.EIO, "broken": errno.EIO, "EDQUOT": errno.EDQUOT}.get(
            kind, errno.ENOSPC
        )
        raise OSError(code, os.strerror(code))

    def _persist(self, name: str) -> None:
        if self.broken:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        if self.full and name in NEEDS_SPACE:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextlib.contextmanager
def watch(data: Path, fault: Fault | None = None) -> Iterator[Watch]:
    """Watch all calls that change something under `data`, and let one of them meet a fault."""
    watching = Watch(data.resolve(), fault)
    real = {name: getattr(os, name) for name in CALLS}
    for name, function in real.items():
        setattr(os, name, watching.wrap(name, function))
    try:
        yield watching
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def _path(name: str, args: Any, kwargs: Any) -> Path | None:
    """What the call changes; None for an `open` that creates nothing."""
    if name == "open" and not args[1] & os.O_CREAT:
        return None
    target = args[1] if name == "symlink" else args[0]
    if isinstance(target, int):
        return Path(f"/proc/self/fd/{target}").readlink()
    if (folder := kwargs.get("dir_fd")) is not None:
        return Path(f"/proc/self/fd/{folder}").readlink() / target
    return Path(target).absolute()
