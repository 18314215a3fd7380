"""The quality table."""

from pipeline.records import Severity, Stage
from pipeline.tables.columns import Int32, String, Table, column, key, one_of, optional, reference


class Quality(Table):
    """Every problem found; nothing is dropped without a row here."""

    quality_id: String = key("from the problem, its document and its place")
    severity: String = one_of(Severity, "rejected: the input or row is left out; warning: kept")
    stage: String = one_of(Stage, "where it was found")
    check: String = column("identifier of the check: task_count_differs")
    message: String = column("what is wrong, for people")
    source: String = column("path relative to the seeds folder, with #record")
    document_id: String = reference(
        "documents.document_id", "null if the document was not read", nullable=True
    )
    table_name: String = optional("table of the rejected row")
    record: String = optional("the rejected row as JSON")
    expected: String = optional("what the check wanted")
    observed: String = optional("what it found")
    span_start: Int32 = optional("first code point in texts.source_text, inclusive", ge=0)
    span_end: Int32 = optional("code point behind the last, exclusive", ge=0)
