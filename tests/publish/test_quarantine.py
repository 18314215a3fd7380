"""What could not be used is kept byte for byte, once, with every reason."""

import io
from pathlib import Path

import pytest

from pipeline.publish import quarantine
from pipeline.publish.manifest import file_sha256

RAW = bytes(range(256)) * 5_000


def keep(data: Path, raw: bytes, source: str, reason: str, limit: int = 10**7) -> quarantine.Entry:
    return quarantine.keep(data, io.BytesIO(raw), source, reason, limit)


def state(data: Path) -> dict[str, tuple[bytes, int]]:
    paths = (data / quarantine.QUARANTINE).iterdir()
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


def test_bytes_and_reason(data: Path) -> None:
    entry = keep(data, RAW, "a/页.bin", "not_text")
    assert entry.path(data).read_bytes() == RAW
    assert file_sha256(entry.path(data)) == entry.sha256
    assert entry.path(data).stat().st_mode & 0o777 == 0o644
    assert quarantine.entries(data) == [entry]
    assert (entry.size, entry.kept, entry.reasons) == (len(RAW), True, {"a/页.bin": "not_text"})


def test_again_changes_nothing(data: Path) -> None:
    keep(data, RAW, "a", "not_text")
    before = state(data)
    keep(data, RAW, "a", "not_text")
    assert state(data) == before


def test_the_same_bytes_from_two_places_and_their_release(data: Path) -> None:
    keep(data, RAW, "a", "not_text")
    entry = keep(data, RAW, "b\udcff", "too_long")
    assert entry.reasons == {"a": "not_text", "b\udcff": "too_long"}
    quarantine.release(data, entry, "a")
    (left,) = quarantine.entries(data)
    assert left.reasons == {"b\udcff": "too_long"}
    assert left.path(data).read_bytes() == RAW
    quarantine.release(data, left)
    assert quarantine.entries(data) == []
    assert state(data) == {}


def test_too_much_leaves_its_record_only(data: Path) -> None:
    entry = keep(data, RAW, "bomb", "too_large", limit=1_000)
    assert not entry.kept
    assert not entry.path(data).exists()
    assert (entry.size, quarantine.entries(data)) == (len(RAW), [entry])


def test_bytes_without_a_record_are_taken_up_again(data: Path) -> None:
    entry = keep(data, RAW, "a", "not_text")
    (data / quarantine.QUARANTINE / f"{entry.sha256}.json").write_bytes(b"{")  # a torn record
    assert quarantine.entries(data) == []
    assert keep(data, RAW, "a", "not_text") == entry
    assert quarantine.entries(data) == [entry]


def test_nothing_there(data: Path) -> None:
    assert quarantine.entries(data) == []
    with pytest.raises(FileNotFoundError):
        quarantine.Entry("0" * 64, 0, True, {}).path(data).read_bytes()
