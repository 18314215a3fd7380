"""Files of every format, made for the tests."""

import gzip
import hashlib
import json
from base64 import b32encode
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from pipeline import read
from pipeline.read import Budgets, Fields, File, Ignored, Raw, Rejected, Unreadable
from pipeline.records import Page

TEXT = (
    "云浦市二〇二五年重点工作\n"
    "　　一、加快推进云浦港三期建设，年底前建成两个泊位。\n"
    "　　二、推动青禾新材料产业园开工；启动南岭水库除险加固。\n"
    "入驻：2026-02-23\n"
    "入驻：2026-02-23\n"
)
URL = "https://news.example/2025/1.html"
BUDGETS = Budgets()
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": lambda data: gzip.compress(data, mtime=0),
    ".zst": lambda data: zstandard.ZstdCompressor(write_checksum=True).compress(data),
}


def html(text: str = TEXT) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    head = f'<meta charset="utf-8"><title>重点工作</title><link rel="canonical" href="{URL}">'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def jsonl(*records: object) -> bytes:
    return b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in records)


def parquet(**columns: object) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(
        pa.table(columns),
        sink,
        row_group_size=2,
        write_page_checksum=True,
        write_statistics=False,
        compression="none",
        use_dictionary=False,
    )
    return bytes(sink.getvalue())


def record(
    content: bytes,
    kind: str = "conversion",
    media: str = "text/plain",
    length: int | None = None,
    digest: bool = False,
) -> bytes:
    """A WARC record with a declared length that may be a lie."""
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {URL}",
        "WARC-Date: 2026-02-03T04:05:06Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>",
        f"Content-Type: {media}",
        f"Content-Length: {len(content) if length is None else length}",
    ]
    if digest:
        lines.append(
            f"WARC-Block-Digest: sha1:{b32encode(hashlib.sha1(content).digest()).decode()}"
        )
    return "\r\n".join([*lines, "", ""]).encode() + content + b"\r\n\r\n"


def response(
    body: bytes, media: str = "text/html", status: str = "200 OK", headers: str = ""
) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{headers}\r\n"
    return record(head.encode() + body, "response", "application/http; msgtype=response")


def files(root: Path) -> dict[str, File | Ignored | Rejected]:
    return {found.source: found for found in read.discover(root)}


def items(
    root: Path, budgets: Budgets = BUDGETS, fields: Fields = read.DEFAULT_FIELDS
) -> list[Raw | Rejected | Ignored]:
    """All that comes out of the files under `root`."""
    found = [f for f in read.discover(root) if isinstance(f, File)]
    return [item for f in found for item in read.unpack(f, budgets, fields)]


def pages(
    root: Path, budgets: Budgets = BUDGETS, fields: Fields = read.DEFAULT_FIELDS
) -> dict[str, Page | str]:
    """By source: the page, or the check of its refusal, or why it was left alone."""
    out: dict[str, Page | str] = {}
    for item in items(root, budgets, fields):
        if isinstance(item, Raw):
            try:
                out[item.source] = read.decode(item, budgets, fields)
            except Unreadable as refused:
                out[item.source] = refused.check
        else:
            out[item.source] = item.check if isinstance(item, Rejected) else item.reason
    return out


def texts(root: Path, budgets: Budgets = BUDGETS) -> dict[str, str]:
    """By source: the page's text, or the check of its refusal."""
    found = pages(root, budgets)
    return {source: p.text if isinstance(p, Page) else p for source, p in found.items()}
