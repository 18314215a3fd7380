"""The listings table."""

from pipeline.records import ListingKind, Precision
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
    rule,
    source_text,
    span_end,
    span_start,
)


class Listings(Table):
    """Dated lines of page furniture, one row each, repeats kept."""

    listing_id: String = key("from the document and the line's place in it")
    document_id: String = reference("documents.document_id", "the document")
    position: Int32 = column("1-based in the document", ge=1)
    kind: String = one_of(ListingKind, "what the date is of, by the label")
    label: String = column("the label as written, repaired: 入驻")
    name: String = optional("what is listed; null where the line has no name")
    start_date: Date = optional("first day")
    end_date: Date = optional("last day, inclusive")
    precision: String = one_of(Precision, "how exact the dates are")
    venue: String = optional("where it takes place")
    organizer: String = optional("who holds it")
    duplicate_of: String = reference(
        "listings.listing_id", "the first identical line of the document", nullable=True
    )
    span_start: Int32 = span_start()
    span_end: Int32 = span_end()
    source_text: String = source_text()
    rule: String = rule()
