"""Full-width digits, letters and number signs to half width, one character for one."""

import re
import string

_SHIFT = ord("０") - ord("0")
_ALPHANUMERIC = string.digits + string.ascii_letters
_SIGNS = "．％－／"
_TO_HALF = {ord(char) + _SHIFT: char for char in _ALPHANUMERIC}
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_NUMBER_SIGN = re.compile(f"(?<=[0-9])[{_SIGNS}]|[{_SIGNS}](?=[0-9])")


def fold_width(text: str) -> str:
    """`text` with ASCII digits, letters and spaces, and ．％－／ beside a digit: same length.

    Chinese punctuation (，。：；（）“”) stays as it is.
    """
    text = text.replace("\u3000", " ").replace("\xa0", " ")
    text = _WIDE.sub(lambda wide: wide[0].translate(_TO_HALF), text)
    if not any(sign in text for sign in _SIGNS):
        return text
    return _NUMBER_SIGN.sub(lambda sign: chr(ord(sign[0]) - _SHIFT), text)
