"""The mentions table."""

from pipeline.tables.columns import (
    Int32,
    String,
    Table,
    column,
    key,
    reference,
    rule,
    source_text,
    span_end,
    span_start,
)


class Mentions(Table):
    """Every place where an entity is named."""

    mention_id: String = key("from the document and the mention's place in it")
    document_id: String = reference("documents.document_id", "the document")
    entity_id: String = reference("entities.entity_id", "what is named")
    text: String = column("the words, repaired")
    span_start: Int32 = span_start()
    span_end: Int32 = span_end()
    source_text: String = source_text()
    rule: String = rule()
