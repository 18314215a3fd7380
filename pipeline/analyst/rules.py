"""What each rule means, in one line: from its declaration, or from `reference/rules.csv`."""

from functools import cache

from pipeline.normalise.dates import scanner as _scanner  # noqa: F401  (registers the rules)
from pipeline.normalise.dates.grammar import RULES
from pipeline.reference import entries

# Put behind a heading's rule where its list settled what its own words left open.
_PARALLEL = "_parallel"


@cache
def _meanings() -> dict[str, str]:
    return {row["rule"]: f"{row['meaning']}, as in {row['example']}" for row in entries("rules")}


def meaning(rule: str) -> str | None:
    """One line on what the rule takes, with an example; None for a rule nobody has declared."""
    if rule.endswith(_PARALLEL):
        known = meaning(rule.removesuffix(_PARALLEL))
        return known and f"{known}; an item of a list whose other items are jobs"
    if declared := RULES.get(rule):
        return f"{declared.meaning}, as in {declared.examples[0][0]}"
    return _meanings().get(rule)
