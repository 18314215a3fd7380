"""One document from source text to rows, step by step: the pure core in one screen."""

from collections.abc import Callable
from typing import Any

from pipeline.normalise import findings
from pipeline.parse import lay_out, restore
from pipeline.records import Findings, Page, Records
from pipeline.rows import make_rows

# Each step takes what the step before it gives: parse a Page, normalise a Document.
Step = Callable[[Any], Any]
PARSE: tuple[Step, ...] = (restore, lay_out)
NORMALISE: tuple[Step, ...] = (
    Findings,
    findings.read_listings,
    findings.read_dates,
    findings.read_names,
    findings.read_facts,
    findings.read_tasks,
    findings.read_projects,
    make_rows,
)


def extract(source: str, **metadata: Any) -> Records:
    """The tables' rows of one document, without files.

    `metadata` are the other fields of `pipeline.records.Page`: `source` is the document's text,
    so its path goes by the name of `path`; also `url`, `title`, `fetched`, `format`, `encoding`.
    """
    path = metadata.pop("path", "")
    made: Any = Page(source=path, text=source, **metadata)
    for step in PARSE + NORMALISE:
        made = step(made)
    return made  # type: ignore[no-any-return]
