"""Industries as divisions of GB/T 4754-2017: 石化产业基地 -> C25.

`industries.csv` has the 97 divisions with their official names, `industry_words.csv` the words
that settle one.  Words that fit several divisions (新材料, 装备) are in neither: no guess.
"""

from functools import cache

from pipeline.normalise.names.companies import known
from pipeline.normalise.names.gazetteer import Gazetteer
from pipeline.reference import entries


@cache
def _words() -> Gazetteer[str]:
    return Gazetteer({row["word"]: row["code"] for row in entries("industry_words")})


@cache
def _trades() -> tuple[tuple[str, str], ...]:
    rows = sorted(entries("trades"), key=lambda row: -len(row["word"]))
    return tuple((row["word"], row["industry"]) for row in rows if row["industry"])


def divisions(text: str) -> tuple[str, ...]:
    """The divisions `text` speaks of, each once, sorted; empty where no word settles one."""
    return tuple(sorted({code for _, _, code in _words().find(text)}))


def division(name: str, owner: str | None = None) -> str | None:
    """The division of a project: by the last telling word of its own name, else by its owner."""
    own = name.replace(owner, "", 1) if owner else name
    codes = [code for _, _, code in _words().find(own)]
    if codes:
        return codes[-1]
    return _of_company(owner) if owner else None


def _of_company(name: str) -> str | None:
    """A listed company's division, else that of its trade word (石化, 汽车)."""
    listed = known().get(name)
    if listed:
        return listed.industry
    return next((code for word, code in _trades() if name.endswith(word)), None)
