"""Expressions that name no period one could look up: 近日, 近年来, 过去几年."""

import re

from pipeline.normalise.dates.grammar import Pick, Scale, rule
from pipeline.normalise.dates.periods import Period
from pipeline.normalise.dates.words import alternation
from pipeline.reference import entries

_WORDS = [r["word"] for r in entries("dates_fuzzy")]


@rule(
    Scale.DECADE,
    "过近前未今这最几十二数",
    "几数十年月天个去来后近",
    rf"(?:{alternation(_WORDS)})(?!距离|的|一[次个家])|(?:过去|近|前|未来|今后|这|最近)(?:几|十几|数)(?:年|个月|天)(?:以?来|[之以]?内|间)?"
    "|(?:几|十几|几十|二十几|数|数十)个?(?:年|月|天)(?:[之以]?[前后内]|以来)",
    words=_WORDS,
    basis="fuzzy",
    closed=True,
    yes=(("近日", "None/None"), ("过去几年", "None/None"), ("近年来", "None/None")),
    no=("附近日常", "最近距离"),
)
def fuzzy(m: re.Match[str]) -> Pick | None:
    """A time nobody could look up: 近日."""
    if m.string[max(0, m.start() - 1) : m.start()] in ("附", "靠", "接", "临"):
        return None
    return lambda outer, context: Period(None, None, "unknown")
