"""Full-width digits, letters and number signs to half width, one character for one."""

import re

_SHIFT = ord("０") - ord("0")
_SIGNS = "．％－／"
# A pattern that a set of characters leads, without a repeat, is searched the fastest.
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_NUMBER_SIGN = re.compile(f"[{_SIGNS}](?:(?<=[0-9].)|(?=[0-9]))")


def fold_width(text: str) -> str:
    """`text` with ASCII digits, letters and spaces, and ．％－／ beside a digit: same length.

    Chinese punctuation (，。：；（）“”) stays as it is.
    """
    text = text.replace("\u3000", " ").replace("\xa0", " ")
    text = _WIDE.sub(_halved, text)
    if not any(sign in text for sign in _SIGNS):
        return text
    return _NUMBER_SIGN.sub(_halved, text)


def _halved(wide: re.Match[str]) -> str:
    return chr(ord(wide[0]) - _SHIFT)
