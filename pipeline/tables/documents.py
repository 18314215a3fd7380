"""The documents table."""

from typing import Literal

from pipeline.records import Format, Precision, Script
from pipeline.tables.columns import (
    Date,
    Int32,
    String,
    Table,
    column,
    key,
    one_of,
    optional,
    reference,
)


class Documents(Table):
    """One row per document read."""

    document_id: String = key("from the document's source and content")
    source: String = column(
        "path relative to the seeds folder, with #record for a container's record"
    )
    source_sha256: String = column(
        "SHA-256 of the document's bytes, hex", str_matches=r"^[0-9a-f]{64}$"
    )
    url: String = optional("where the page came from, where known")
    format: String = one_of(Format, "how the document was stored")
    encoding: String = column("Python codec that decoded the bytes")
    char_count: Int32 = column("code points of the decoded source", ge=0)
    script: String = one_of(Script, "script of the text as it came")
    gloss_count: Int32 = column("pinyin glosses removed", ge=0)
    damage_count: Int32 = column("characters lost beyond repair: ? inside a word, or U+FFFD", ge=0)
    title: String = optional("the document's own title")
    issuer: String = optional("the body whose tasks these are, canonical name")
    issuer_id: String = reference("entities.entity_id", "the issuer's entity", nullable=True)
    published_start: Date = optional("first day on which the text may have been written")
    published_end: Date = optional("last day on which the text may have been written")
    published_precision: String = one_of(
        Precision, "how exactly the date of writing is known", nullable=True
    )
    published_basis: String = one_of(
        Literal["stated", "inferred"],
        "stated by a publication line or signature, or inferred from the text",
        nullable=True,
    )
    observed_on_or_after: Date = optional(
        "newest past date on the page's own furniture: the page cannot have been crawled before it"
    )
    declared_task_count: Int32 = optional("number of key jobs the text announces: 十项工作 is 10")
    task_count: Int32 = column("headings at level 1, to hold against declared_task_count", ge=0)
    project_count: Int32 = column("rows of this document in projects", ge=0)
    listing_count: Int32 = column("rows of this document in listings", ge=0)
    duplicate_of: String = reference(
        "documents.document_id",
        "the first document, by order of source, with the same text; null for that one itself",
        nullable=True,
    )
