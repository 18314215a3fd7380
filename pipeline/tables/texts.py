"""The texts table."""

from pipeline.tables.columns import String, Table, column, reference


class Texts(Table):
    """One row per document: the text that spans point into, and the one people read."""

    document_id: String = reference("documents.document_id", "the document")
    source_text: String = column("the text as it came, before any repair")
    text: String = column("repaired, Simplified, with half-width digits and letters")
