"""The dates table."""

from pipeline.records import Basis, Precision
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


class Dates(Table):
    """Every temporal expression. Periods are inclusive at both ends."""

    date_id: String = key("from the document and the expression's place in it")
    document_id: String = reference("documents.document_id", "the document")
    text: String = column("the expression, repaired")
    start_date: Date = optional("first day; null where the text does not settle it")
    end_date: Date = optional("last day; null where the text does not settle it")
    precision: String = one_of(Precision, "the unit named; open where one side has no bound")
    basis: String = one_of(Basis, "how the dates follow from the words")
    anchor_date: Date = optional("the day a relative expression counts from")
    span_start: Int32 = span_start()
    span_end: Int32 = span_end()
    source_text: String = source_text()
    rule: String = rule()
