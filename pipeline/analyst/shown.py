"""Text of strangers on a terminal: nothing in it may steer the terminal, hide or reorder."""

import unicodedata

_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def shown(text: str) -> str:
    """The text on one line, with control, format and surrogate characters as escapes."""
    return "".join(_escaped(c) if unicodedata.category(c) in _UNSEEN else c for c in text)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")
