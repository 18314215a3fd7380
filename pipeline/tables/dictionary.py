"""The data dictionary, rendered from the declarations."""

from pipeline.tables import TABLES
from pipeline.tables.arrow import references, schema

HEAD = """# Data dictionary

Rendered from the table declarations in `pipeline/tables` by `make dictionary`; do not edit.
"""


def render() -> str:
    """The dictionary of all tables as Markdown."""
    return HEAD + "".join(_table(name) for name in TABLES)


def _table(name: str) -> str:
    declared = schema(name)
    lines = [
        f"\n## {name}\n",
        f"\n{_description(declared.metadata)}\n",
        "\n| column | type | null | meaning |\n| --- | --- | --- | --- |\n",
    ]
    for field in declared:
        meaning = _description(field.metadata)
        values = TABLES[name].to_schema().columns[field.name].checks
        allowed = [c.statistics["allowed_values"] for c in values if c.name == "isin"]
        if allowed:
            meaning += ": " + " ".join(f"`{v}`" for v in allowed[0])
        if field.name in references(name):
            meaning += f" (→ `{'.'.join(references(name)[field.name])}`)"
        null = "yes" if field.nullable else ""
        lines.append(f"| `{field.name}` | {_type(str(field.type))} | {null} | {meaning} |\n")
    return "".join(lines)


def _type(arrow_type: str) -> str:
    return "list of string" if arrow_type.startswith("list") else arrow_type.split("[")[0]


def _description(metadata: dict[bytes, bytes] | None) -> str:
    return (metadata or {})[b"description"].decode()
