"""Small tables of the declared schemas, every one marked with the generation it belongs to."""

import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish import disk
from pipeline.records import Row
from pipeline.tables import TABLES
from pipeline.tables.arrow import schema, to_arrow

_DEFAULTS: dict[str, Any] = {"string": "other", "list<": [], "int": 0, "double": 0.0}
_HANZI = "".join(map(chr, range(0x4E00, 0x9FA5)))


def identifier(number: int) -> str:
    return f"{number:016x}"


def row(table: str, **values: Any) -> Row:
    """A row with the given values, null where that is allowed and a filler elsewhere."""

    def filler(field: pa.Field) -> Any:
        if field.nullable:
            return None
        return next(v for start, v in _DEFAULTS.items() if str(field.type).startswith(start))

    return {field.name: values.get(field.name, filler(field)) for field in schema(table)}


def rows(generation: int, documents: int = 3, ballast: int = 0) -> dict[str, list[Row]]:
    """All nine tables of some documents; `rule` holds the generation, keys and spans hold.

    `ballast` makes each text larger by so many bytes that do not compress.
    """
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    chance = random.Random(generation)
    entity = identifier(1)
    tables["entities"].append(row("entities", entity_id=entity, name=f"{generation}"))
    for number in range(documents):
        document = identifier(100 + number)
        text = "𠀀" + "".join(chance.choices(_HANZI, k=200)) + chance.randbytes(ballast).hex()
        span = {"span_start": 1 + number, "span_end": 20, "source_text": text[1 + number : 20]}
        common = {"document_id": document, "rule": f"{generation}", **span}
        task = identifier(1000 + number)
        given = {
            "documents": {"issuer_id": entity, "title": f"{generation}"},
            "texts": {"source_text": text, "text": text},
            "tasks": {"task_id": task, "issuer_id": entity},
            "projects": {"project_id": identifier(7), "task_id": task, "owner_id": entity},
            "listings": {"listing_id": identifier(2000 + number)},
            "dates": {"date_id": identifier(3000 + number)},
            "mentions": {"mention_id": identifier(4000 + number), "entity_id": entity},
            "quality": {"quality_id": identifier(5000 + number), "check": f"{generation}"},
        }
        for table, values in given.items():
            tables[table].append(row(table, **{**common, **values}))
    return tables


def write(folder: Path, tables: dict[str, list[Row]]) -> None:
    """One Parquet file per table."""
    for name, content in tables.items():
        with disk.create(folder / f"{name}.parquet") as file:
            pq.write_table(to_arrow(name, content), file, compression="zstd")
