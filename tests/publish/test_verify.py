"""`verify` finds whatever is not as it was published."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.publish import manifest
from pipeline.publish.verify import locate, verify
from tests.publish import jobs


@pytest.fixture
def snapshot(data: Path) -> Path:
    return jobs.publish(data, 1).path


@pytest.mark.parametrize(
    "changes",
    [pytest.param(200, id="small"), pytest.param(2_000, id="full", marks=pytest.mark.torture)],
)
def test_every_changed_byte(snapshot: Path, say: Callable[[str], None], changes: int) -> None:
    chance = random.Random(5)
    files = sorted(snapshot.iterdir())
    found = 0
    for _ in range(changes):
        path = chance.choice(files)
        before = path.read_bytes()
        place = chance.randrange(len(before))
        other = before[place] ^ chance.randrange(1, 256)
        path.write_bytes(before[:place] + bytes([other]) + before[place + 1 :])
        problems = verify(snapshot)
        found += len(problems) == 1 and path.name in problems[0]
        path.write_bytes(before)
    assert verify(snapshot) == []
    say(f"{changes} single-byte changes in {len(files)} files: {found} found and placed")
    assert found == changes


def test_every_byte_of_the_manifest(snapshot: Path) -> None:
    raw = (snapshot / manifest.NAME).read_bytes()
    for place, byte in enumerate(raw):
        with pytest.raises(manifest.Damaged):
            manifest.parse(raw[:place] + bytes([byte ^ 1]) + raw[place + 1 :])
    for other in (raw + b"\n", raw[:-1], raw.replace(b": ", b":", 1), b"", b"[]", b"{}"):
        with pytest.raises(manifest.Damaged):
            manifest.parse(other)


def test_missing_extra_and_truncated_files(snapshot: Path) -> None:
    (snapshot / "tasks.parquet").unlink()
    (snapshot / ".extra").touch()
    (snapshot / "more").mkdir()
    (snapshot / "more" / "part.parquet").touch()
    os.truncate(snapshot / "dates.parquet", 10)
    (snapshot / "texts.parquet").rename(snapshot / "moved")
    (snapshot / "texts.parquet").symlink_to("moved")
    assert {problem.split(": ")[0] for problem in verify(snapshot)} == {
        "tasks.parquet",
        ".extra",
        "more/part.parquet",
        "dates.parquet",
        "texts.parquet",
        "moved",
    }


def test_another_snapshot_under_the_name(data: Path, snapshot: Path) -> None:
    other = jobs.publish(data, 2).path
    snapshot.rename(snapshot.with_name("kept"))
    other.rename(snapshot)
    assert verify(snapshot) == [f"manifest.json: written for run {other.name}"]
    with pytest.raises(FileNotFoundError):
        locate(data)
    assert locate(data, snapshot.name) == snapshot


def test_names_that_are_no_text_have_a_manifest_too() -> None:
    content = {"inputs": [{"path": "坏\udcff.txt", "share": 0.1, "none": None}], "run": "x"}
    raw = manifest.sealed(content)
    assert manifest.parse(raw) == content
    assert "坏\\udcff.txt" in raw.decode()
