"""Arrow schemas and tables, rendered from the declarations."""

from functools import cache
from operator import itemgetter

import pyarrow as pa

from pipeline.records import Row
from pipeline.tables import TABLES


@cache
def schema(table: str) -> pa.Schema:
    """The Arrow schema of a table. Metadata: `description` of the table and of each column, and
    `references` (table.column) of a key."""
    model = TABLES[table]
    fields = [
        pa.field(
            name,
            column.dtype.type.pyarrow_dtype,
            nullable=column.nullable,
            metadata={"description": column.description, **(column.metadata or {})},
        )
        for name, column in model.to_schema().columns.items()
    ]
    return pa.schema(fields, metadata={"description": (model.__doc__ or "").strip()})


@cache
def references(table: str) -> dict[str, tuple[str, str]]:
    """The table's keys of other rows: column -> (table, column) that must hold it."""
    found = {}
    for name, column in TABLES[table].to_schema().columns.items():
        target = (column.metadata or {}).get("references")
        if target:
            other, _, other_column = target.partition(".")
            found[name] = (other, other_column)
    return found


def to_arrow(table: str, rows: list[Row]) -> pa.Table:
    """Rows as an Arrow table of the declared schema.

    Raises `pyarrow.ArrowException` or `KeyError` where a row does not fit it.
    """
    declared = schema(table)
    names = declared.names
    cells = zip(*map(itemgetter(*names), rows), strict=True) if rows else [()] * len(names)
    columns = [pa.array(column, type) for column, type in zip(cells, declared.types, strict=True)]
    return pa.Table.from_arrays(columns, schema=declared)
