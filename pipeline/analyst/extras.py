"""What is published beside the tables: views for DuckDB, and a Frictionless data package.

Both follow from the tables' files and declarations alone, so the same tables give the same bytes.
"""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.publish import disk, inventory
from pipeline.tables import TABLES
from pipeline.tables.arrow import references, schema

VIEWS, PACKAGE = "views.sql", "datapackage.json"
_HEAD = """-- Views on one snapshot: `duckdb -init data/latest/views.sql`, or from its own folder
-- `duckdb -init views.sql`. Made with the tables; do not edit.
SET file_search_path = '.,data/latest';

"""
_TYPES = {"string": "string", "int16": "integer", "int32": "integer", "double": "number"}


def write(target: Path) -> None:
    """Write the extras of the tables in `target` beside them. Raises OSError if the disk fails."""
    written = inventory.parts(target)
    _put(target / VIEWS, _HEAD + "".join(_view(target, t, written[t]) for t in TABLES) + _views())
    _put(target / PACKAGE, json.dumps(_package(target, written), ensure_ascii=False, indent=1))


def _put(path: Path, text: str) -> None:
    with disk.create(path) as file:
        file.write(text.rstrip().encode() + b"\n")


def _views() -> str:
    return files(__package__).joinpath(VIEWS).read_text("utf-8")


def _view(target: Path, table: str, parts: list[Path]) -> str:
    """A view of a table with the columns' descriptions, unless there is one of its name."""
    single = len(parts) == 1 and parts[0].parent == target
    pattern = f"{table}.parquet" if single else f"{table}.parquet/*.parquet"
    lines = [f"CREATE VIEW IF NOT EXISTS {table} AS FROM read_parquet('{pattern}');\n"]
    lines += [f"COMMENT ON {on} IS {_quoted(text)};\n" for on, text in _comments(table)]
    return "".join(lines) + "\n"


def _comments(table: str) -> Iterator[tuple[str, str]]:
    declared = schema(table)
    yield f"VIEW {table}", _description(declared)
    for field in declared:
        yield f"COLUMN {table}.{field.name}", _description(field)


def _package(target: Path, written: dict[str, list[Path]]) -> dict[str, Any]:
    """A Frictionless descriptor: https://specs.frictionlessdata.io/data-package/."""
    return {
        "profile": "data-package",
        "name": "policy-pipeline",
        "title": "Tasks, projects and dated listings of Chinese policy and industry pages",
        "resources": [_resource(target, table, written[table]) for table in TABLES],
    }


def _resource(target: Path, table: str, parts: list[Path]) -> dict[str, Any]:
    paths = [path.relative_to(target).as_posix() for path in parts]
    return {
        "name": table,
        "description": _description(schema(table)),
        "path": paths[0] if len(paths) == 1 else paths,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": {"fields": [_field(table, field) for field in schema(table)], **_keys(table)},
    }


def _field(table: str, field: "pa.Field[pa.DataType]") -> dict[str, Any]:
    column = TABLES[table].to_schema().columns[field.name]
    kind = str(field.type)
    limits: dict[str, Any] = {}
    for check in column.checks:
        if check.name == "isin":
            limits["enum"] = list(check.statistics["allowed_values"])
        elif check.name == "str_matches":
            limits["pattern"] = str(check.statistics["pattern"]).strip("^$")
        elif check.name == "greater_than_or_equal_to":
            limits["minimum"] = check.statistics["min_value"]
    if not field.nullable:
        limits["required"] = True
    described = {
        "name": field.name,
        "type": "date" if kind.startswith("date") else _TYPES.get(kind, "array"),
        "description": _description(field),
    }
    return {**described, "constraints": limits} if limits else described


def _keys(table: str) -> dict[str, Any]:
    unique = [n for n, c in TABLES[table].to_schema().columns.items() if c.unique]
    foreign = [
        {
            "fields": [column],
            "reference": {"resource": "" if other == table else other, "fields": [other_column]},
        }
        for column, (other, other_column) in references(table).items()
    ]
    keys: dict[str, Any] = {"primaryKey": unique[:1]} if unique else {}
    return {**keys, "foreignKeys": foreign} if foreign else keys


def _description(declared: "pa.Schema | pa.Field[pa.DataType]") -> str:
    metadata: dict[bytes, bytes] = declared.metadata or {}
    return metadata[b"description"].decode()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
