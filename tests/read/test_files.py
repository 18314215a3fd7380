"""What lies in a seeds folder: each thing is read, refused by name or left alone with a reason."""

import contextlib
import gzip
import os
import socket
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zstandard

from pipeline import read
from pipeline.read import Budgets, File, Ignored, Raw, Rejected
from tests.read import samples
from tests.read.samples import TEXT, files, jsonl, record


def check(root: Path, source: str) -> str:
    found = files(root)[source]
    assert isinstance(found, Rejected)
    assert found.message
    return found.check


def swapped(root: Path, name: str, swap: Callable[[Path], None]) -> list[str]:
    """What reading says of a file that is something else by the time it is opened."""
    path = root / name
    path.write_text("正文", "utf-8")
    (found,) = read.discover(root)
    assert isinstance(found, File)
    swap(path)
    return [
        item.check if isinstance(item, Rejected) else "read"
        for item in read.unpack(found, samples.BUDGETS)
    ]


def test_named_pipe_never_hangs(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert check(tmp_path, "a.txt") == "not_regular"
    (tmp_path / "a.txt").unlink()

    def swap(path: Path) -> None:
        path.unlink()
        os.mkfifo(path)

    assert swapped(tmp_path, "b.txt", swap) == ["not_regular"]


def test_socket_and_device(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server, contextlib.chdir(tmp_path):
        server.bind("a.txt")
    assert check(tmp_path, "a.txt") == "not_regular"
    try:
        os.mknod(tmp_path / "b.txt", 0o600 | 0o020000, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("device nodes need root")
    assert check(tmp_path, "b.txt") == "not_regular"


def test_directory_with_the_name_of_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "a.txt" / "b.txt").write_text("正文", "utf-8")
    assert samples.texts(tmp_path) == {"a.txt/b.txt": "正文"}
    (tmp_path / "a.txt" / "b.txt").unlink()

    def swap(path: Path) -> None:
        path.unlink()
        path.mkdir()

    assert swapped(tmp_path, "c.txt", swap) == ["not_regular"]


def test_links_out_are_never_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("外面", "utf-8")
    root = tmp_path / "seeds"
    root.mkdir()
    (root / "a.txt").symlink_to(tmp_path / "secret.txt")
    (root / "b").symlink_to(tmp_path)
    (root / "c.txt").symlink_to("missing.txt")
    (root / "d.txt").symlink_to("d.txt")
    checks = {source: check(root, source) for source in files(root)}
    assert checks == {
        "a.txt": "outside_root",
        "b": "outside_root",
        "c.txt": "broken_link",
        "d.txt": "broken_link",
    }
    for path in root.iterdir():
        path.unlink()

    def swap(path: Path) -> None:
        path.unlink()
        path.symlink_to(tmp_path / "secret.txt")

    (verdict,) = swapped(root, "e.txt", swap)
    assert verdict != "read"


def test_link_loop_is_scanned_once(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "loop").symlink_to(tmp_path)
    (tmp_path / "a" / "page.txt").write_text("正文", "utf-8")
    (tmp_path / "same.txt").symlink_to("a/page.txt")
    found = files(tmp_path)
    assert list(found) == ["a/b/loop", "a/page.txt", "same.txt"]
    assert found["same.txt"] == Ignored("same.txt", "a link to a/page.txt, read under its own name")
    assert isinstance(found["a/b/loop"], Ignored)


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("正文", "utf-8")
    (tmp_path / "seeds").symlink_to("real")
    assert samples.texts(tmp_path / "seeds") == {"a.txt": "正文"}


def test_hostile_names_are_escaped(tmp_path: Path) -> None:
    names = {
        b"a\nb.txt": r"a\nb.txt",
        b"\x1b[31mred.txt": r"\x1b[31mred.txt",
        b"caf\xe9.txt": r"caf\xe9.txt",
        b"c\\n.txt": r"c\\n.txt",
        "\u202egnp.txt".encode(): r"\u202egnp.txt",
        "重点 工作\u3000'\";--.txt".encode(): "重点 工作\u3000'\";--.txt",
        b"=cmd|x.txt": "=cmd|x.txt",
    }
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("正文", "utf-8")
    found = samples.texts(tmp_path)
    assert set(found) == set(names.values())
    assert set(found.values()) == {"正文"}
    assert list(found) == sorted(found)
    "".join(found).encode()


def test_order_is_that_of_the_code_points_of_the_paths(tmp_path: Path) -> None:
    names = ["B.txt", "a-1.txt", "a.txt", "a/b.txt", "a0.txt", "é.txt", "一.txt", "\U00020000.txt"]
    for name in reversed(names):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("正文", "utf-8")
    assert list(files(tmp_path)) == names


def test_left_alone_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").write_text("正文", "utf-8")
    for name in ("a.txt.part", "b.tmp", "c.txt~", ".d.txt"):
        (tmp_path / name).write_text("正文", "utf-8")
    found = files(tmp_path)
    assert list(found) == [".d.txt", ".git", "a.txt.part", "b.tmp", "c.txt~"]
    assert all(isinstance(f, Ignored) and f.reason for f in found.values())


def test_no_reader_and_no_bytes(tmp_path: Path) -> None:
    for name in ("a.png", "b.pdf", "c", "d.gz", "e.txt.bz2"):
        (tmp_path / name).write_bytes(b"\x89PNG")
        assert check(tmp_path, name) == "unsupported_format"
    (tmp_path / "f.txt").touch()
    assert check(tmp_path, "f.txt") == "empty"
    (tmp_path / "g.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\2\0\0\0")
    (tmp_path / "h.txt").write_bytes(b"\xef\xbb\xbf \r\n")
    (tmp_path / "i.txt.gz").write_bytes(gzip.compress(b""))
    assert samples.texts(tmp_path) == {"g.txt": "binary", "h.txt": "empty", "i.txt.gz": "empty"}


def test_suffixes_in_any_case(tmp_path: Path) -> None:
    (tmp_path / "A.TXT.GZ").write_bytes(gzip.compress("正文".encode()))
    assert samples.texts(tmp_path) == {"A.TXT.GZ": "正文"}


def test_containers_without_documents_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n\n")
    (tmp_path / "b.warc").write_bytes(b"\r\n")
    (tmp_path / "c.warc").write_bytes(record(b"x", "warcinfo"))
    assert samples.texts(tmp_path) == {
        "a.jsonl": "no_records",
        "b.warc": "no_records",
        "c.warc": "1 of its records: warcinfo",
    }


@pytest.fixture
def nobody() -> Iterator[None]:
    """Without the rights of root, for whom every file is readable."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


def test_permission(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    for folder in (tmp_path, *tmp_path.parents):
        if folder.is_relative_to("/tmp/") and folder.stat().st_uid == os.geteuid():
            folder.chmod(0o755)
    (tmp_path / "a.txt").write_text("正文", "utf-8")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "b.txt").write_text("正文", "utf-8")
    (tmp_path / "c").mkdir(mode=0)
    request.getfixturevalue("nobody")
    assert check(tmp_path, "c") == "permission"
    assert samples.texts(tmp_path) == {"a.txt": "permission", "b.txt": "正文"}


def test_changed_since_it_was_found(tmp_path: Path) -> None:
    def grow(path: Path) -> None:
        path.write_text("正文,还有", "utf-8")

    assert swapped(tmp_path, "a.txt", grow) == ["changed_while_read"]
    (tmp_path / "a.txt").unlink()
    assert swapped(tmp_path, "b.txt", Path.unlink) == ["changed_while_read"]


def test_changed_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(jsonl(*({"text": TEXT} for _ in range(3000))))
    (found,) = read.discover(tmp_path)
    assert isinstance(found, File)
    reading = read.unpack(found, samples.BUDGETS)
    assert isinstance(next(reading), Raw)
    with path.open("ab") as handle:
        handle.write(jsonl({"text": "later"}))
    *_, last = reading
    assert isinstance(last, Rejected)
    assert last.check == "changed_while_read"


SMALL = Budgets(max_document_bytes=100_000, max_decompressed_bytes=100_000)


def peak(root: Path, budgets: Budgets) -> tuple[dict[str, str], int]:
    """What was read, and the most memory that took, in bytes."""
    tracemalloc.start()
    try:
        return samples.texts(root, budgets), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.warc", "a.parquet"])
@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_bombs_are_refused_before_they_are_unpacked(name: str, suffix: str, tmp_path: Path) -> None:
    size = 100_000_000
    if suffix == ".gz":
        packer = gzip.zlib.compressobj(9, wbits=31)  # type: ignore[attr-defined]
    else:
        packer = zstandard.ZstdCompressor().compressobj()
    data = b"".join(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000))
    (tmp_path / (name + suffix)).write_bytes(data + packer.flush())
    (tmp_path / "b.txt").write_text("正文", "utf-8")
    found, memory = peak(tmp_path, SMALL)
    assert found.pop("b.txt") == "正文"
    assert "too_large" in found.values()
    assert set(found.values()) <= {"too_large", "broken_record"}
    assert memory < size // 2


def test_a_compressed_container_may_be_large_if_it_is_honest(tmp_path: Path) -> None:
    rows = [os.urandom(300).hex() for _ in range(500)]
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(jsonl(*({"text": row} for row in rows))))
    assert list(samples.texts(tmp_path, SMALL).values()) == rows


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_a_line_without_end_takes_no_memory(suffix: str, tmp_path: Path) -> None:
    long = b'{"text": "' + os.urandom(1000).hex().encode() * 20_000 + b'"}\n'
    data = b'{"text": "one"}\n' + long + b'{"text": "two"}\n'
    pack = gzip.compress if suffix else bytes
    (tmp_path / f"a.jsonl{suffix}").write_bytes(pack(data))
    del data, long
    budgets = Budgets(max_document_bytes=100_000, max_ratio=2000)
    found, memory = peak(tmp_path, budgets)
    name = f"a.jsonl{suffix}#"
    assert found == {f"{name}1": "one", f"{name}2": "too_large", f"{name}3": "two"}
    assert memory < 5_000_000


def test_large_documents_are_refused_and_their_neighbours_read(tmp_path: Path) -> None:
    large = "字" * 40_000
    (tmp_path / "a.txt").write_text(large, "utf-8")
    (tmp_path / "b.parquet").write_bytes(samples.parquet(text=["one", large, "two"]))
    records = [t.encode() for t in ("one", large, "two")]
    (tmp_path / "c.warc").write_bytes(b"".join(map(record, records)))
    packed = gzip.compress(large.encode())
    http = samples.response(packed, headers="Content-Encoding: gzip\r\n")
    (tmp_path / "d.warc").write_bytes(http)
    assert samples.texts(tmp_path, SMALL) == {
        "a.txt": "too_large",
        "b.parquet#1": "one",
        "b.parquet#2": "too_large",
        "b.parquet#3": "two",
        "c.warc#1": "one",
        "c.warc#2": "too_large",
        "c.warc#3": "two",
        "d.warc#1": "too_large",
    }


def test_memory_does_not_grow_with_a_container(tmp_path: Path) -> None:
    text = os.urandom(2000).hex()

    def most(count: int) -> int:
        (tmp_path / "a.jsonl").write_bytes(jsonl(*({"text": text} for _ in range(count))))
        (tmp_path / "b.warc").write_bytes(record(text.encode()) * count)
        (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(jsonl(*({"text": text},) * count)))
        (found, *_) = found_all = [f for f in read.discover(tmp_path) if isinstance(f, File)]
        assert found
        tracemalloc.start()
        for file in found_all:
            for raw in read.unpack(file, Budgets(max_ratio=10_000)):
                assert isinstance(raw, Raw)
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    assert most(4000) < 1.2 * most(1000)
