"""How characters are read: the Mandarin readings of pypinyin's character table."""

import json
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

_TONES = {"\u0304", "\u0301", "\u030c", "\u0300"}


@cache
def _table() -> dict[str, str]:
    """Code point (decimal) -> comma-joined readings.

    The data file is read by itself: importing the package loads 40 MB of phrases.
    """
    spec = find_spec("pypinyin")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("pypinyin")
    path = Path(spec.submodule_search_locations[0], "pinyin_dict.json")
    table: dict[str, str] = json.loads(path.read_text("utf-8"))
    return table


@cache
def readings(char: str) -> frozenset[str]:
    """The readings of one character with their tone marks, empty if it has none."""
    return frozenset(filter(None, _table().get(str(ord(char)), "").split(",")))


@cache
def toneless_readings(char: str) -> frozenset[str]:
    """The readings of one character without tone marks."""
    return frozenset(map(toneless, readings(char)))


@lru_cache(maxsize=4096)
def toneless(syllable: str) -> str:
    """A syllable without its tone mark (ü stays)."""
    letters = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))
