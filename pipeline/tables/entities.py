"""The entities table."""

from pipeline.records import EntityKind
from pipeline.tables.columns import (
    Int32,
    String,
    Strings,
    Table,
    column,
    key,
    one_of,
    optional,
    reference,
)


class Entities(Table):
    """One row per thing named, over all documents."""

    entity_id: String = key("from the kind and the canonical name")
    kind: String = one_of(EntityKind, "what is named")
    name: String = column("canonical name")
    aliases: Strings = column("other spellings met, repaired, in order of code points")
    parent_id: String = reference(
        "entities.entity_id", "the place or body above, where it is named too", nullable=True
    )
    code: String = optional("GB/T 2260 code of a place", str_matches=r"^[1-9]\d{5}$")
    mention_count: Int32 = column("rows in mentions", ge=0)
    document_count: Int32 = column("documents that name it", ge=0)
