"""The column types that the table declarations are written in."""

import datetime as dt
from typing import Annotated, Any, get_args

import pandas as pd
import pandera.pandas as pa_check
import pyarrow as pa

String = Annotated[pd.ArrowDtype, pa.string()]
Strings = Annotated[pd.ArrowDtype, pa.list_(pa.string())]
Int16 = Annotated[pd.ArrowDtype, pa.int16()]
Int32 = Annotated[pd.ArrowDtype, pa.int32()]
Float = Annotated[pd.ArrowDtype, pa.float64()]
Date = Annotated[pd.ArrowDtype, pa.date32()]

EARLIEST, LATEST = dt.date(1, 1, 1), dt.date(9999, 12, 31)
ID_PATTERN = r"^[0-9a-f]{16}$"


class Table(pa_check.DataFrameModel):
    """Base of the declarations: columns as declared, in that order, and no others.

    A subclass gives the pandera model, the Arrow schema with its descriptions and the page of
    the data dictionary; its docstring is the table's description.
    """

    class Config:
        strict = True
        ordered = True


def column(description: str, **checks: Any) -> Any:
    """A column that always has a value."""
    return pa_check.Field(description=description, **checks)


def optional(description: str, **checks: Any) -> Any:
    """A column that may be null."""
    return pa_check.Field(description=description, nullable=True, **checks)


def one_of(values: Any, description: str, **checks: Any) -> Any:
    """A column that takes one of the values of a `Literal`."""
    return pa_check.Field(description=description, isin=list(get_args(values)), **checks)


def key(description: str) -> Any:
    """The table's primary key."""
    return pa_check.Field(description=description, unique=True, str_matches=ID_PATTERN)


def reference(target: str, description: str, nullable: bool = False) -> Any:
    """A key of another row: `target` is ``table.column`` and must resolve in the snapshot."""
    metadata = {"references": target}
    return pa_check.Field(description=description, nullable=nullable, metadata=metadata)


def span_start() -> Any:
    return column("first code point in texts.source_text, inclusive", ge=0)


def span_end() -> Any:
    return column("code point in texts.source_text behind the last, exclusive", ge=0)


def source_text() -> Any:
    return column("the words as they came: texts.source_text[span_start:span_end]")


def rule() -> Any:
    return column("identifier of the rule that made the row")
