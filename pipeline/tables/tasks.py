"""The tasks table."""

from pipeline.records import TaskKind
from pipeline.tables.columns import (
    Date,
    Int16,
    Int32,
    String,
    Strings,
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


class Tasks(Table):
    """What a body undertakes, orders or urges: headings name jobs, measures stand under them."""

    task_id: String = key("from the document and the task's place in it")
    document_id: String = reference("documents.document_id", "the document")
    parent_task_id: String = reference(
        "tasks.task_id", "the heading it stands under; null at the top", nullable=True
    )
    kind: String = one_of(TaskKind, "heading names a key job, measure says what is done for it")
    level: Int16 = column("tier in the outline, 1 at the top", ge=1)
    position: Int32 = column("1-based among its siblings", ge=1)
    text: String = column("repaired words, without number and closing mark")
    action: String = optional("governing verb without its adverb: 加紧推进 is 推进")
    issuer: String = optional("the body whose task it is, canonical name")
    issuer_id: String = reference("entities.entity_id", "the issuer's entity", nullable=True)
    speaker: String = optional("who announced it, where a person did")
    period_label: String = optional("the plan period it names: 十三五")
    period_start: Date = optional("first day of that period")
    period_end: Date = optional("last day of that period")
    policies: Strings = column("documents it cites, without 《》")
    industries: Strings = column("GB/T 4754-2017 divisions, letter and two digits: C25")
    span_start: Int32 = span_start()
    span_end: Int32 = span_end()
    source_text: String = source_text()
    rule: String = rule()
