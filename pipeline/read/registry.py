"""The formats that can be read: a new one is a module and a line here."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from pipeline.read import html, jsonl, parquet, plain, warc
from pipeline.read.records import Budgets, Fields, File, Ignored, Kind, Raw, Rejected
from pipeline.records import Format, Page

Unpack = Callable[[File, BinaryIO, Budgets, Fields], Iterator[Raw | Rejected | Ignored]]
Decode = Callable[[Raw, Fields], Page]


class Reader(NamedTuple):
    format: Format
    suffixes: tuple[str, ...]
    unpack: Unpack


READERS = (
    Reader("text", (".txt",), plain.unpack),
    Reader("html", (".html", ".htm"), plain.unpack),
    Reader("jsonl", (".jsonl",), jsonl.unpack),
    Reader("parquet", (".parquet",), parquet.unpack),
    Reader("warc", (".warc",), warc.unpack),
    Reader("wet", (".wet",), warc.unpack),
)
BY_FORMAT = {reader.format: reader for reader in READERS}
BY_SUFFIX = {suffix: reader for reader in READERS for suffix in reader.suffixes}

DECODERS: dict[Kind, Decode] = {
    "text": plain.decode,
    "html": html.decode,
    "json": jsonl.decode,
}
