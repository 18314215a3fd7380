"""Chinese and Arabic whole numbers, as they stand in dates and durations."""

from functools import lru_cache

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "首": 1,
    "元": 1,
}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_JOINED = {"廿": "二十", "卅": "三十", "仨": "三", "俩": "二", "初": ""}

# Pieces of patterns. Never \d: it matches the digits of every script.
FIGURES = "0123456789"
HANS = "零〇一二三四五六七八九十"
NUMERALS = FIGURES + HANS + "两廿卅"
HAN = f"[{HANS}]"
COUNT = "(?:[0-9]{1,4}|[零一二两三四五六七八九十百千仨俩]{1,7})"
MONTH_NUMBER = "(?:[0-9]{1,2}|十[一二]?|[一二三四五六七八九])"
DAY_NUMBER = (
    "(?:[0-9]{1,2}|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
)


@lru_cache(maxsize=4096)
def number(text: str) -> int:
    """The value of a numeral: 12, 十二, 二〇一六, 两千零四, 廿一, 初八.

    Digits without a unit are read by place (一九九六 is 1996).  Raises ValueError on anything else.
    """
    if text[:1].isascii():
        return int(text)
    for joined, plain in _JOINED.items():
        text = text.replace(joined, plain)
    if not text:
        raise ValueError("no numeral")
    if all(c in _DIGITS or c.isascii() for c in text):
        return int("".join(c if c.isascii() else str(_DIGITS[c]) for c in text))
    total = digit = 0
    for c in text:
        if c in _UNITS:
            total += (digit or 1) * _UNITS[c]
            digit = 0
        elif c in _DIGITS:
            digit = _DIGITS[c]
        else:
            raise ValueError(f"not a numeral: {text!r}")
    return total + digit
