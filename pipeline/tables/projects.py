"""The projects table."""

from pipeline.records import ProjectKind, ProjectStatus
from pipeline.tables.columns import (
    ID_PATTERN,
    Date,
    Float,
    Int16,
    Int32,
    String,
    Table,
    column,
    one_of,
    optional,
    reference,
    rule,
    source_text,
    span_end,
    span_start,
)


class Projects(Table):
    """Named, particular undertakings: one row per project and document, at its first mention."""

    project_id: String = column(
        "from what is undertaken: the same undertaking has the same id in every document",
        str_matches=ID_PATTERN,
    )
    document_id: String = reference("documents.document_id", "the document")
    task_id: String = reference(
        "tasks.task_id", "the measure it stands in; null outside one", nullable=True
    )
    name: String = column("as written, repaired, with the shared part of a coordination")
    kind: String = one_of(ProjectKind, "what is undertaken, by the head noun")
    owner: String = optional("company or body that builds or runs it, as written")
    owner_id: String = reference("entities.entity_id", "the owner's entity", nullable=True)
    place: String = optional("place of the undertaking, as written")
    place_id: String = reference("entities.entity_id", "the place's entity", nullable=True)
    place_code: String = optional("GB/T 2260 code of the place", str_matches=r"^[1-9]\d{5}$")
    phase: Int16 = optional("三期 is 3", ge=1)
    status: String = one_of(ProjectStatus, "state at the time of writing")
    status_text: String = optional("the words that say so")
    target_status: String = one_of(ProjectStatus, "next step that is promised", nullable=True)
    target_start: Date = optional("first day by which it is promised")
    target_end: Date = optional("last day by which it is promised")
    amount_text: String = optional("the words that give the amount")
    amount_cny_min: Float = optional("yuan, at least; null without a lower bound", ge=0)
    amount_cny_max: Float = optional("yuan, at most; null without an upper bound", ge=0)
    industry: String = optional("GB/T 4754-2017 division: C25", str_matches=r"^[A-T]\d{2}$")
    mention_count: Int32 = column("times the document names it", ge=1)
    span_start: Int32 = span_start()
    span_end: Int32 = span_end()
    source_text: String = source_text()
    rule: String = rule()
