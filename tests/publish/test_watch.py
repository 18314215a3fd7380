"""That the fault tests miss nothing: the system's own account of a publish, by strace."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.publish import faults, jobs

# What the system calls are called where Python's differ, or a newer one of the same effect.
SAME = {
    "pwrite64": "write",
    "writev": "write",
    "fdatasync": "fsync",
    "renameat": "rename",
    "renameat2": "rename",
    "replace": "rename",
    "symlinkat": "symlink",
    "mkdirat": "mkdir",
    "unlinkat": "unlink",
    "rmdir": "unlink",
    "openat": "open",
}


def test_no_change_of_the_file_system_goes_past_the_watch(tmp_path: Path) -> None:
    """Arrow and DuckDB work in C++: were one of them to write, the counts would differ."""
    log, traced, watched = (tmp_path / name for name in ("log", "traced", "watched"))
    calls = ",".join([*SAME.keys() - {"replace"}, *SAME.values(), "fchmod", "ftruncate", "link"])
    strace = ["strace", "-f", "-y", "-s", "0", "-e", f"trace={calls}", "-o", str(log)]
    if not shutil.which("strace") or subprocess.run([*strace, "true"], check=False).returncode:
        pytest.skip("strace does not work here")
    job = f"import pathlib, tests.publish.jobs as j; j.publish(pathlib.Path({str(traced)!r}), 1)"
    subprocess.run([*strace, sys.executable, "-c", job], check=True)

    from_outside: Counter[str] = Counter()
    for line in log.read_text().splitlines():
        call = re.match(r"\d+ +(\w+)\((.*)", line)
        if not call or str(traced) not in call[2]:
            continue
        if call[1] == "openat" and "O_CREAT" not in call[2]:
            continue
        from_outside[SAME.get(call[1], call[1])] += 1

    with faults.watch(watched) as watching:
        jobs.publish(watched, 1)
    from_inside = Counter(SAME.get(name, name) for name, _ in watching.trace)
    assert from_outside == from_inside
    assert from_inside["write"] >= 10
