"""Settings of a run, with their defaults. A TOML file may give others: ``--settings FILE``."""

import dataclasses
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pipeline.publish.limits import Limits
from pipeline.publish.retention import Retention
from pipeline.read.records import Budgets, Fields

T = TypeVar("T")


class SettingsError(ValueError):
    """A settings file that names an unknown setting or gives one a wrong value."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of a run; a group of them is a table of the TOML file."""

    budgets: Budgets = field(default_factory=Budgets)
    fields: Fields = field(default_factory=Fields)
    retention: Retention = field(default_factory=Retention)
    gate: Limits = field(default_factory=Limits)
    # A shard is what is worked on, cached and redone as one: so many bytes of a container's
    # records, or about so many plain files.
    shard_bytes: int = 2_500_000
    shard_files: int = 64
    # A table of more rows' bytes than this becomes a directory of files.
    max_file_bytes: int = 2_000_000_000


def load(path: Path | None) -> Settings:
    """The settings of a TOML file over the defaults; `SettingsError` names what is wrong in it."""
    if path is None:
        return Settings()
    try:
        return _filled(Settings, tomllib.loads(path.read_text("utf-8")), "")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not a TOML file: {error}") from error
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from None


def _filled(group: type[T], given: dict[str, Any], prefix: str) -> T:
    defaults = group()
    known = [f.name for f in dataclasses.fields(group)]  # type: ignore[arg-type]
    values = {}
    for name, value in given.items():
        if name not in known:
            raise SettingsError(f"no setting {prefix}{name}; there are {', '.join(known)}")
        values[name] = _value(getattr(defaults, name), value, prefix + name)
    return group(**values)


def _value(default: Any, value: Any, name: str) -> Any:
    if dataclasses.is_dataclass(default) and isinstance(value, dict):
        return _filled(type(default), value, f"{name}.")
    if isinstance(default, tuple) and isinstance(value, list):
        return tuple(value)
    if isinstance(default, float) and type(value) is int:
        return float(value)
    if type(value) is not type(default):
        raise SettingsError(f"{name} must be like {default!r}, not {value!r}")
    return value
