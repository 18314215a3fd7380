"""Settings of a run, with their defaults. A TOML file may give others: ``--settings FILE``."""

import dataclasses
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class SettingsError(ValueError):
    """A settings file that names an unknown setting or gives one a wrong value."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of a run. Sizes are bytes, times seconds, ages days."""

    # What one document may cost; what exceeds it is quarantined, its neighbours are not.
    max_document_bytes: int = 32_000_000
    max_decompressed_bytes: int = 4_000_000_000
    max_document_seconds: float = 60.0
    max_document_memory: int = 4_000_000_000
    # Fields of JSON Lines and columns of Parquet that hold the page, first found wins.
    text_fields: tuple[str, ...] = ("text", "content")
    html_fields: tuple[str, ...] = ("html",)
    # A shard is what is worked on, cached and redone as one.
    shard_bytes: int = 3_000_000
    shard_files: int = 64
    # A table outgrows one file at this many bytes of rows.
    max_table_file_bytes: int = 2_000_000_000
    # How long snapshots are kept: the longer of the two.
    keep_snapshots: int = 3
    keep_days: float = 7.0
    # Release gate: what may change from one snapshot to the next.
    min_row_ratio: float = 0.5
    max_null_share_rise: float = 0.2


def load(path: Path | None) -> Settings:
    """The settings of a TOML file over the defaults; `SettingsError` names what is wrong in it."""
    if path is None:
        return Settings()
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not a TOML file: {error}") from error
    return Settings(**{name: _value(path, name, value) for name, value in given.items()})


def _value(path: Path, name: str, value: Any) -> Any:
    defaults = {f.name: f.default for f in dataclasses.fields(Settings)}
    if name not in defaults:
        known = ", ".join(defaults)
        raise SettingsError(f"{path}: no setting is called {name}; there are {known}")
    wanted = type(defaults[name])
    if wanted is tuple and isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not wanted:
        raise SettingsError(f"{path}: {name} must be {wanted.__name__}, not {value!r}")
    return value
