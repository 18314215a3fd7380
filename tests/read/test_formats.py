"""One page in every format and compression is the same page; and what each format refuses."""

import datetime as dt
import json
import pickle
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pytest
import zstandard

from pipeline import read
from pipeline.read import Fields, Raw, Rejected
from pipeline.records import Page
from tests.read import samples
from tests.read.samples import COMPRESS, TEXT, URL, html, jsonl, parquet, record, response

PAGES = {
    "page.txt": TEXT.encode(),
    "page.html": html(),
    "page.HTM": html(),
    "text.jsonl": jsonl({"text": TEXT}),
    "html.jsonl": jsonl({"html": html().decode()}),
    "text.parquet": parquet(text=[TEXT]),
    "html.parquet": parquet(html=[html().decode()]),
    "page.warc": response(html()),
    "page.wet": record(TEXT.encode()),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("suffix", COMPRESS)
def test_same_text_in_every_format_and_compression(name: str, suffix: str, tmp_path: Path) -> None:
    (tmp_path / (name + suffix)).write_bytes(COMPRESS[suffix](PAGES[name]))
    (source, page), *others = samples.pages(tmp_path).items()
    assert not others
    assert isinstance(page, Page)
    marked_up = "html" in name.lower() or ".htm" in name.lower() or "warc" in name
    assert page.text == (TEXT.rstrip("\n") if marked_up else TEXT)
    container = not name.startswith("page") or name.endswith(("warc", "wet"))
    assert source == page.source == name + suffix + ("#1" if container else "")
    assert page.encoding == "utf-8"
    assert page.problems == ()
    if marked_up:
        assert (page.title, page.url) == ("重点工作", URL)
    suffixes = {"txt": "text", "htm": "html"}
    kind = name.rpartition(".")[2].lower()
    assert page.format == suffixes.get(kind, kind)


def test_source_sha256_is_that_of_the_text_whatever_carries_it(tmp_path: Path) -> None:
    for name in ("page.txt", "text.jsonl", "text.parquet", "page.wet"):
        (tmp_path / name).write_bytes(PAGES[name])
        (tmp_path / (name + ".gz")).write_bytes(COMPRESS[".gz"](PAGES[name]))
    pages = samples.pages(tmp_path).values()
    assert len(pages) == 8
    assert len({p.source_sha256 for p in pages if isinstance(p, Page)}) == 1


def test_plain_text_comes_as_it_is(tmp_path: Path) -> None:
    text = "一\r\n二\r三\n\n 四\x00五\u202e六\u2028七\ufdfa \n"
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert samples.texts(tmp_path) == {"a.txt": text}


def test_records_are_named_by_line_row_and_number(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "one"}\n\n  \r\n{"text": "two"}\r\n{"text": "3"}')
    (tmp_path / "b.parquet").write_bytes(parquet(text=["one", None, "two", "", "3"]))
    (tmp_path / "c.warc").write_bytes(record(b"one") + record(b"x", "metadata") + record(b"two"))
    assert samples.texts(tmp_path) == {
        "a.jsonl#1": "one",
        "a.jsonl#4": "two",
        "a.jsonl#5": "3",
        "b.parquet#1": "one",
        "b.parquet#2": "empty",
        "b.parquet#3": "two",
        "b.parquet#4": "empty",
        "b.parquet#5": "3",
        "c.warc": "1 of its records: metadata",
        "c.warc#1": "one",
        "c.warc#3": "two",
    }


def test_fields_by_name(tmp_path: Path) -> None:
    row = {"body": "正文", "link": URL, "headline": "题", "seen": "2026-03-04T05:06:07Z", "text": 3}
    (tmp_path / "a.jsonl").write_bytes(jsonl(row))
    columns = {name: [value] for name, value in row.items()}
    columns["seen"] = pa.array([dt.datetime(2026, 3, 4)])
    (tmp_path / "b.parquet").write_bytes(parquet(**columns))
    fields = Fields(("body",), (), ("link",), ("headline",), ("seen",))
    for page in samples.pages(tmp_path, fields=fields).values():
        assert isinstance(page, Page)
        assert (page.text, page.url, page.title) == ("正文", URL, "题")
        assert page.fetched == dt.date(2026, 3, 4)


def test_broken_lines_cost_only_themselves(tmp_path: Path) -> None:
    good = json.dumps({"text": "好"}).encode()
    deep = b"[" * 100_000
    lines = [good, b'{"text": "cut', good, b"[1]", b'{"n": 1}', b'{"text": 5}', deep, good[:-1]]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([*lines, b'{"text": " "}', good, b'{"te']))
    checks = list(samples.texts(tmp_path).values())
    assert checks == [
        *("好", "broken_json", "好", "json_schema", "json_schema", "json_schema"),
        *("broken_json", "broken_json", "empty", "好", "broken_json"),
    ]


def test_lines_in_gbk_and_lone_surrogates(tmp_path: Path) -> None:
    line = json.dumps({"text": "重点工作" * 9}, ensure_ascii=False).encode("gbk")
    (tmp_path / "a.jsonl").write_bytes(
        line + b'\n{"text": "\\ud800\\u4e00\\ud83d\\ude00", "title": "\\udc00"}\n'
    )
    one, two = samples.pages(tmp_path).values()
    assert isinstance(one, Page)
    assert isinstance(two, Page)
    assert (one.text, one.encoding) == ("重点工作" * 9, "gb18030")
    assert (two.text, two.title) == ("\ufffd一\U0001f600", "\ufffd")
    assert [p.check for p in two.problems] == ["lone_surrogate"]


def test_parquet_of_another_schema_and_damaged(tmp_path: Path) -> None:
    good = parquet(text=["甲" * 50, "乙" * 50, "丙" * 50, "丁" * 50])
    at = good.index("乙".encode() * 5)
    (tmp_path / "a.parquet").write_bytes(parquet(body=["x"], n=[1]))
    (tmp_path / "b.parquet").write_bytes(parquet(text=[1, 2]))
    (tmp_path / "c.parquet").write_bytes(good[:-20])
    (tmp_path / "d.parquet").write_bytes(good[:at] + b"?" + good[at + 1 :])
    (tmp_path / "e.parquet").write_bytes(parquet(text=pa.array([], pa.string())))
    assert samples.texts(tmp_path) == {
        "a.parquet": "parquet_schema",
        "b.parquet": "parquet_schema",
        "c.parquet": "broken_parquet",
        "d.parquet#1": "broken_parquet",
        "d.parquet#3": "丙" * 50,
        "d.parquet#4": "丁" * 50,
        "e.parquet": "no_records",
    }


def test_parquet_types_of_text(tmp_path: Path) -> None:
    text = pa.array(["重点", "重点"])
    kinds = {
        "large": text.cast(pa.large_string()),
        "bytes": pa.array(["重点".encode("gbk")] * 2),
        "dictionary": text.dictionary_encode(),
    }
    for name, column in kinds.items():
        (tmp_path / f"{name}.parquet").write_bytes(parquet(text=column))
    assert list(samples.texts(tmp_path).values()) == ["重点"] * 6


def test_warc_carries_address_date_and_charset(tmp_path: Path) -> None:
    body = html("正文。").replace(b"utf-8", b"gbk").decode().encode("gbk")
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    packed = COMPRESS[".gz"](body)
    (tmp_path / "a.warc").write_bytes(
        response(body)
        + response(body, "text/html; charset=gb2312")
        + response(packed, headers="Content-Encoding: gzip\r\n")
        + response(chunked, headers="Transfer-Encoding: chunked\r\n")
        + response(b"\x89PNG", "image/png")
        + response(b"<p>gone", status="404 Not Found")
    )
    pages = samples.pages(tmp_path)
    for number in range(1, 5):
        page = pages[f"a.warc#{number}"]
        assert isinstance(page, Page)
        assert (page.text, page.encoding, page.url) == ("正文。", "gb18030", URL)
        assert page.fetched == dt.date(2026, 2, 3)
    left = [i.reason for i in samples.items(tmp_path) if isinstance(i, read.Ignored)]
    assert left == ["1 of its records: HTTP status 404", "1 of its records: image/png"]


def test_html_keeps_article_and_furniture(tmp_path: Path) -> None:
    page = """<title> 通知
    全文 </title><nav><a href=/>首页</a></nav><article><h1>通知</h1><p>　　正文，第一段。</p>
    <p>1 &lt; 2</p></article>
    <aside><ul><li>入驻：2026-02-22</li><li>入驻：2026-02-22</li></ul></aside>
    <script>var hidden</script><style>p{}</style><footer>版权</footer>"""
    (tmp_path / "a.html").write_text(page, "utf-8")
    (found,) = samples.pages(tmp_path).values()
    assert isinstance(found, Page)
    assert found.title == "通知 全文"
    assert found.text.split("\n") == [
        *("首页", "通知", "　　正文，第一段。", "1 < 2"),
        *("入驻：2026-02-22", "入驻：2026-02-22", "版权"),
    ]


@pytest.mark.parametrize("depth", [256, 300, 100_000])
def test_deep_html_keeps_its_text(depth: int, tmp_path: Path) -> None:
    page = "<p>前</p>" + "<div>" * depth + "深处" + "</div>" * depth + "<p>后</p>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    assert samples.texts(tmp_path) == {"a.html": "前\n深处\n后"}


def test_html_with_a_huge_text_node_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<p>{'字' * 4_000_000}</p><p>尾</p>", "utf-8")
    assert samples.texts(tmp_path) == {"a.html": "字" * 4_000_000 + "\n尾"}


def test_html_that_would_take_minutes_is_refused(tmp_path: Path) -> None:
    attributes = " ".join(f"a{n}=1" for n in range(100_000))
    (tmp_path / "a.html").write_text(f"<p {attributes}>正文", "utf-8")
    image = "data:image/png;base64," + "A" * 1_000_000
    (tmp_path / "b.html").write_text(f"<p>正文<img src='{image}'>", "utf-8")
    assert samples.texts(tmp_path) == {"a.html": "html_too_complex", "b.html": "正文"}


@pytest.mark.parametrize("part", ["(", "<", "&", "<b>", "<!--", "<ul><li>", " ", "<table>", "&#x"])
def test_a_million_of_anything_is_quick(part: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("正文" + part * (1_000_000 // len(part)), "utf-8")
    started = time.process_time()
    (text,) = samples.texts(tmp_path).values()
    assert time.process_time() - started < 2
    assert text.startswith("正文")


@pytest.mark.parametrize(
    "page", ["<title>只有题目</title>", "<script>1</script>", "<p> &nbsp; </p>"]
)
def test_html_without_text_is_empty(page: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page, "utf-8")
    assert samples.texts(tmp_path) == {"a.html": "empty"}


def test_raw_documents_travel_to_workers(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(PAGES["page.warc"])
    (item,) = samples.items(tmp_path)
    assert isinstance(item, Raw)
    assert pickle.loads(pickle.dumps(item)) == item


def test_frames_and_members_one_after_another(tmp_path: Path) -> None:
    for suffix, pack in COMPRESS.items():
        data = b"".join(pack(b'{"text": "%d"}\n' % n) for n in range(50))
        padding = b"\0" * 512 if suffix == ".gz" else b""
        (tmp_path / f"a.jsonl{suffix}").write_bytes(data + padding)
    assert list(samples.texts(tmp_path).values()) == [str(n) for n in range(50)] * 3


def test_streamed_zstd_without_its_size(tmp_path: Path) -> None:
    packer = zstandard.ZstdCompressor().compressobj()
    (tmp_path / "a.txt.zst").write_bytes(packer.compress(TEXT.encode()) + packer.flush())
    assert samples.texts(tmp_path) == {"a.txt.zst": TEXT}


def test_refusals_carry_what_was_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(b"no gzip at all")
    (item,) = samples.items(tmp_path)
    assert isinstance(item, Rejected)
    assert item.path == tmp_path / "a.txt.gz"
    assert "gzip" in item.check


def test_import_is_light() -> None:
    code = "import sys, pipeline.read; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"pyarrow", "resiliparse", "fastwarc", "pandas"} & set(loaded.stdout.split())
