"""One document from source text to rows: the pure core in one screen."""

from typing import Any

from pipeline.normalise.findings import normalise
from pipeline.parse import lay_out
from pipeline.records import Page, Records
from pipeline.rows import make_rows


def extract(source: str, **metadata: Any) -> Records:
    """The tables' rows of one document, without files.

    `metadata` are the other fields of `pipeline.records.Page`: `source` is the document's text,
    so its path goes by the name of `path`; also `url`, `title`, `fetched`, `format`, `encoding`.
    """
    path = metadata.pop("path", "")
    return make_rows(normalise(lay_out(Page(source=path, text=source, **metadata))))
