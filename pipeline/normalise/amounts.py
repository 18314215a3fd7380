"""Amounts of money: 总投资22.63亿元, 近百亿元, 5000万美元.

Yuan only are turned into numbers; other currencies keep their text, never a made-up rate.
近 and 不超过 leave the lower side open, 超过 and 以上 the upper one; 约 and 左右 widen by a tenth.
"""

import re
from dataclasses import dataclass

from pipeline.records import Span

_DIGITS = r"\d{1,3}(?:,\d{3}){1,4}(?:[.．]\d{1,4})?|\d{1,12}(?:[.．]\d{1,6})?"
_HAN = r"[零〇一二三四五六七八九十百千两几数]{1,8}|万(?=亿)"
_SCALE = r"(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)"
_CURRENCY = (
    r"(?:人民币|美元|欧元|日元|英镑|港元|港币|韩元|澳元|加元|新元|卢布|瑞士法郎|新台币|元人民币|元)"
)
_AMOUNT = re.compile(
    rf"(?P<before>(?:将近|接近|近|不超过|不高于|不足|最多|超过|超出|高于|超|逾|上(?=[百千万])|突破|不低于|不少于|至少|达到"
    rf"|大约|约|共计)?)"
    rf"(?P<number>{_DIGITS}|{_HAN})(?P<more>[多余]?)(?P<scale>{_SCALE}?)(?P<more2>[多余]?)"
    rf"(?:(?<=亿)(?P<rest>{_DIGITS}|{_HAN})万)?"
    rf"(?:[至到~～—－\-](?P<number2>{_DIGITS})(?P<scale2>{_SCALE}))?"
    rf"(?P<currency>{_CURRENCY}?)(?P<after>(?:以上|以下|以内|左右|上下)?)"
)
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNIT = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_UPPER = {"将近", "接近", "近", "不超过", "不高于", "不足", "最多"}
_LOWER = {"上", "超过", "超出", "高于", "超", "逾", "突破", "不低于", "不少于", "至少"}
_ABOUT = 0.1
_YUAN = ("", "元", "人民币", "元人民币")
_VAGUE = {"几": 1, "数": 1, "十几": 1, "几十": 10, "数十": 10, "几百": 100, "数百": 100}
# 亿 without a currency is money only after these.
_MONEY_WORD = re.compile(
    r"(?:投资|投入|资金|注资|总额|金额|造价|产值|额)(?:额|了|约|近|超|达|为)?\Z"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as written; yuan as far as the words settle them, None on an open side."""

    span: Span
    text: str
    cny_min: float | None
    cny_max: float | None
    currency: str


def find_amounts(text: str) -> list[Amount]:
    """The amounts of money in `text`, ascending, not overlapping."""
    return [found for match in _AMOUNT.finditer(text) if (found := _amount(text, match))]


def _amount(text: str, match: re.Match[str]) -> Amount | None:
    currency = match["currency"]
    if not currency and not _is_money(text, match):
        return None
    number, number2 = match["number"], match["number2"]
    scale = match["scale"] or (match["scale2"] if number2 else "") or ""
    low = _value(number, scale)
    if low is None and number not in _VAGUE:
        return None
    if low is not None and match["rest"]:
        low += _value(match["rest"], "万") or 0.0
    if currency not in _YUAN:
        return Amount(match.span(), match.group(), None, None, currency)
    return Amount(match.span(), match.group(), *_bounds(match, low), "CNY")


def _is_money(text: str, match: re.Match[str]) -> bool:
    """A bare 亿 is yuan after a word for money: 总投资37.7亿."""
    scales = match["scale"] + (match["scale2"] or "")
    before = max(0, match.start() - 6)
    return "亿" in scales and bool(_MONEY_WORD.search(text, before, match.start()))


def _bounds(match: re.Match[str], low: float | None) -> tuple[float | None, float | None]:
    """The least and the greatest sum the words allow."""
    if low is None:
        return _vague(match["number"], match["scale"])
    if match["number2"]:
        return low, _value(match["number2"], match["scale2"])
    before, after = match["before"], match["after"]
    if before in _UPPER or after in ("以下", "以内"):
        return None, low
    if before in _LOWER or after == "以上" or match["more"] or match["more2"]:
        return low, None
    if before in ("约", "大约") or after in ("左右", "上下"):
        return round(low * (1 - _ABOUT), 2), round(low * (1 + _ABOUT), 2)
    return low, low


def _vague(number: str, scale: str) -> tuple[float | None, float | None]:
    """几 and 数 stand for two to nine: 十几亿 is between 11 and 19 亿."""
    unit = _scale(scale)
    if number == "十几":
        return 11 * unit, 19 * unit
    ten = _VAGUE[number]
    return 2.0 * ten * unit, 9.0 * ten * unit + (ten - 1) * unit


def _value(number: str, scale: str) -> float | None:
    """The number times its scale; None where 几 or 数 leaves it open."""
    if re.match(r"\d", number):
        base = float(number.replace(",", "").replace("．", "."))
    else:
        integer = _integer(number)
        if integer is None:
            return None
        base = float(integer)
    return round(base * _scale(scale), 2)


def _scale(scale: str) -> float:
    value = 1.0
    for unit in scale:
        value *= _UNIT[unit]
    return value


def _integer(number: str) -> int | None:
    """A Chinese numeral below ten thousand; 百 alone is one hundred."""
    total, digit = 0, 0
    for char in number:
        if char in "几数":
            return None
        if char in _DIGIT:
            digit = _DIGIT[char]
        else:
            total += (digit or 1) * _UNIT[char]
            digit = 0
    return total + digit
