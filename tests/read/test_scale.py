"""The largest inputs, in a process of their own whose memory is measured."""

import json
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = """
import json, re, sys
from pathlib import Path
from pipeline import read

budgets = read.Budgets(max_decompressed_bytes=32_000_000)
found = {}
for file in read.discover(Path(sys.argv[1])):
    for item in read.unpack(file, budgets):
        found[item.source] = item.check if isinstance(item, read.Rejected) else "read"
status = Path("/proc/self/status").read_text()
print(json.dumps([found, int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) * 1024]))
"""


def line_without_end(path: Path, size: int) -> None:
    """A sparse file: a document, a line of that many bytes, a document."""
    good = b'{"text": "good"}\n'
    with (path / "a.jsonl").open("wb") as file:
        file.write(good)
        file.truncate(len(good) + size)
        file.seek(0, 2)
        file.write(b"\n" + good)


def large_text(path: Path, size: int) -> None:
    with (path / "a.txt").open("wb") as file:
        file.truncate(size)


def bomb(name: str) -> Callable[[Path, int], None]:
    def make(path: Path, size: int) -> None:
        packer = zlib.compressobj(9, wbits=31)
        block = bytes(1 << 24)
        with (path / name).open("wb") as file:
            for _ in range(size >> 24):
                file.write(packer.compress(block))
            file.write(packer.flush())

    return make


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize(
    "size",
    [
        pytest.param(1 << 26, id="small"),
        pytest.param(1 << 31, id="full", marks=pytest.mark.torture),
    ],
)
@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (line_without_end, {"a.jsonl#1": "read", "a.jsonl#2": "too_large", "a.jsonl#3": "read"}),
        (large_text, {"a.txt": "too_large"}),
        (bomb("a.txt.gz"), {"a.txt.gz": "too_large"}),
        (bomb("a.jsonl.gz"), {"a.jsonl.gz#1": "too_large"}),
        (bomb("a.warc.gz"), {"a.warc.gz#1": "too_large"}),
    ],
    ids=["line", "text", "text bomb", "lines bomb", "warc bomb"],
)
def test_memory_stays_small(
    make: Callable[[Path, int], None], expected: dict[str, str], size: int, tmp_path: Path
) -> None:
    make(tmp_path, size)
    command = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found, memory = json.loads(done.stdout)
    assert found == expected
    assert memory < 100_000_000
