"""Scraped Chinese policy and industry pages into tables of tasks, projects and dated listings.

Importing this package is light; each name below loads what it needs when it is first used.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOME = {
    "repair": "pipeline.text.repair",
    "find_dates": "pipeline.normalise.dates",
    "extract": "pipeline.core",
    "open_snapshot": "pipeline.publish.open",
}
__all__ = ["extract", "find_dates", "open_snapshot", "repair"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
