"""Whether a passage reports what was done or plans what will be, by the words that open it."""

import re

from pipeline.records import Stance
from pipeline.reference import words

_CLAUSE = 30  # how far an opening clause may reach (自2003年实施振兴决策以来,)


def _cues(stance: str) -> str:
    start = "|".join(words("stance_cues", stance=stance, where="start"))
    clause = "|".join(words("stance_cues", stance=stance, where="clause"))
    # 以来 after 对, 凡 and the like tells of whom a rule speaks, not of when.
    time = rf"(?![对向给将把凡按])[^,，。;；]{{0,{_CLAUSE}}}?"
    return rf"{start}|{time}(?:{clause})" if clause else start


_OPENING = re.compile(rf"[“‘]?(?:(?P<report>{_cues('report')})|(?:{_cues('plan')}))")


def opening_stance(text: str, start: int, end: int) -> Stance | None:
    """The stance that the first words of text[start:end] give it; None where they give none."""
    match = _OPENING.match(text, start, end)
    if match is None:
        return None
    return "report" if match["report"] else "plan"
