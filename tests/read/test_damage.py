"""Truncated, flipped and lying containers: what is whole is read, what is not is told."""

import gzip
import random
import zlib
from pathlib import Path

import pytest
import zstandard

from pipeline.read import Budgets
from tests.read import samples
from tests.read.samples import COMPRESS, jsonl, record, response

NAMES = [f"第{n}号公告：云浦市动工。" + "项目进展" * n for n in range(20)]
ALL = {f"a#{n}": name for n, name in enumerate(NAMES, 1)}
TORN = ("damaged_gzip", "damaged_zstd")


def read_as(tmp_path: Path, name: str, data: bytes, budgets: Budgets = Budgets()) -> dict[str, str]:  # noqa: B008
    """The texts of a file of that content; sources begin with "a"."""
    path = tmp_path / name
    path.write_bytes(data)
    found = samples.texts(tmp_path, budgets)
    path.unlink()
    return {source.replace(name, "a"): text for source, text in found.items()}


def members(suffix: str) -> list[bytes]:
    """Every record in a member of its own, as crawlers write them."""
    return [COMPRESS[suffix](record(name.encode())) for name in NAMES]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_any_flipped_byte_of_a_compressed_warc_costs_one_record(
    suffix: str, tmp_path: Path
) -> None:
    parts = members(suffix)
    assert read_as(tmp_path, f"x.warc{suffix}", b"".join(parts)) == ALL
    for at in range(len(parts[7])):
        broken = bytearray(parts[7])
        broken[at] ^= 0x10
        found = read_as(tmp_path, f"x.warc{suffix}", b"".join([*parts[:7], broken, *parts[8:]]))
        if is_harmless(suffix, bytes(broken), parts[7]):
            assert found == ALL
        else:
            assert found.pop("a#8") in TORN, at
            assert found == {k: v for k, v in ALL.items() if k != "a#8"}, at


def is_harmless(suffix: str, broken: bytes, good: bytes) -> bool:
    """Bits nobody reads: gzip's time stamp, the padding behind the last block."""
    unpack = gzip.decompress if suffix == ".gz" else zstandard.decompress
    try:
        return unpack(broken) == unpack(good)
    except (OSError, EOFError, zlib.error, zstandard.ZstdError):
        return False


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_truncated_anywhere(suffix: str, tmp_path: Path) -> None:
    parts = members(suffix)
    whole = b"".join(parts[:3])
    for size in range(len(parts[0]) + 1, len(whole), 7):
        found = read_as(tmp_path, f"x.warc{suffix}", whole[:size])
        ends = [sum(map(len, parts[:n])) for n in range(1, 4)]
        kept = sum(end <= size for end in ends)
        texts = list(found.values())
        if size not in ends:
            assert texts.pop() in TORN
        assert texts == NAMES[: len(texts)]
        assert kept <= len(texts) <= kept + 1


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_lines_before_and_after_the_damage_are_read(suffix: str, tmp_path: Path) -> None:
    parts = [COMPRESS[suffix](jsonl({"text": name})) for name in NAMES]
    parts[7] = parts[7][:-9] + b"?" + parts[7][-8:]
    found = read_as(tmp_path, f"x.jsonl{suffix}", b"".join(parts))
    assert [t for t in found.values() if t in NAMES] >= NAMES[:7] + NAMES[8:]
    assert [t for t in found.values() if t in TORN]


def test_truncated_single_member_keeps_what_came_before(tmp_path: Path) -> None:
    rng = random.Random(1)
    noise = [str(rng.random()) * 20 for _ in range(400)]
    data = gzip.compress(jsonl(*({"text": t} for t in noise)))
    found = read_as(tmp_path, "x.jsonl.gz", data[: len(data) // 2])
    *read, last = found.values()
    assert read == noise[: len(read)]
    assert len(read) > 150
    assert last == "damaged_gzip"


def test_truncated_text_is_no_document(tmp_path: Path) -> None:
    data = gzip.compress("全文".encode() * 1000)
    assert read_as(tmp_path, "x.txt.gz", data[:-1]) == {"a": "damaged_gzip"}
    data = zstandard.compress("全文".encode() * 1000)
    assert read_as(tmp_path, "x.html.zst", data[:-1]) == {"a": "damaged_zstd"}


@pytest.mark.parametrize("lie", [0, 1, 30, 60, 200, 2000, 10**6, 10**17])
@pytest.mark.parametrize("suffix", COMPRESS)
def test_lying_content_length(lie: int, suffix: str, tmp_path: Path) -> None:
    parts = [record(name.encode()) for name in NAMES]
    parts[7] = record(NAMES[7].encode(), length=lie)
    for data in (b"".join(map(COMPRESS[suffix], parts)), COMPRESS[suffix](b"".join(parts))):
        found = read_as(tmp_path, f"x.warc{suffix}", data)
        assert found.pop("a#8") in {"warc_length", "too_large"}
        assert found == {k: v for k, v in ALL.items() if k != "a#8"}


def test_lying_last_record_and_truncated_plain_warc(tmp_path: Path) -> None:
    one, two = record(b"one"), record(b"two" * 9)
    assert read_as(tmp_path, "x.warc", one + two[:-10]) == {"a#1": "one", "a#2": "warc_truncated"}
    assert read_as(tmp_path, "x.warc", one + two[:40]) == {"a#1": "one", "a#2": "broken_record"}
    assert read_as(tmp_path, "x.warc", one + two[:-4]) == {"a#1": "one", "a#2": "two" * 9}


@pytest.mark.parametrize(
    "garbage",
    [
        b"\0" * 300_000,
        b"WARC/1.0",
        b"WARC/1.0\r\n" + b"x" * 100_000,
        record(b"two").replace(b"Content-Length", b"Content-Lungth"),
        record(b"two").replace(b"WARC/1.0", b"WARX/1.0"),
    ],
)
def test_garbage_between_records(garbage: bytes, tmp_path: Path) -> None:
    found = read_as(tmp_path, "x.warc", record(b"one") + garbage + record(b"three"))
    assert found == {"a#1": "one", "a#2": "broken_record", "a#3": "three"}


def test_garbage_alone(tmp_path: Path) -> None:
    assert read_as(tmp_path, "x.warc", b"garbage") == {"a#1": "broken_record"}


def test_flipped_byte_under_a_digest(tmp_path: Path) -> None:
    good = record(b"one", digest=True)
    data = good + good.replace(b"\r\n\r\none", b"\r\n\r\none"[:-1] + b"f") + good
    found = read_as(tmp_path, "x.warc", data)
    assert found == {"a#1": "one", "a#2": "warc_digest", "a#3": "one"}


def test_digest_of_a_response(tmp_path: Path) -> None:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>page"
    data = record(http, "response", "application/http", digest=True)
    assert read_as(tmp_path, "x.warc", data) == {"a#1": "page"}


def test_bad_http_costs_one_record(tmp_path: Path) -> None:
    bad = response(b"<p>not gzip", headers="Content-Encoding: gzip\r\n")
    found = read_as(tmp_path, "x.warc", response(b"<p>one") + bad + response(b"<p>two"))
    assert list(found.values()) == ["one", "broken_record", "two"]


@pytest.mark.parametrize("name", ["x.warc", "x.warc.gz", "x.warc.zst", "x.jsonl.gz", "x.txt.gz"])
def test_mutations_never_crash(name: str, tmp_path: Path) -> None:
    rng = random.Random(name)
    suffix = name[name.rindex(".") :] if name.count(".") > 1 else ""
    pack = COMPRESS[suffix]
    good = b"".join(pack(record(t.encode())) for t in NAMES[:5])
    if "warc" not in name:
        good = pack(jsonl(*({"text": t} for t in NAMES[:5])))
    for _ in range(150):
        data = bytearray(good)
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(data))
            match rng.randrange(4):
                case 0:
                    data[at] = rng.randrange(256)
                case 1:
                    del data[at : at + rng.randrange(50)]
                case 2:
                    data[at:at] = rng.randbytes(rng.randrange(50))
                case 3:
                    del data[max(at, 40) :]
        assert read_as(tmp_path, name, bytes(data))
