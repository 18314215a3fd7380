"""Lines that belong to the page, not to the prose: buttons, bylines, addresses, signatures."""

import re

from pipeline.records import BlockKind
from pipeline.reference import words


def _any(kind: str) -> str:
    return "|".join(map(re.escape, words("furniture", kind=kind)))


_MAX_LINE = 320
_CHROME = rf"(?:(?:{_any('chrome')})|[\s\W_]){{1,60}}"
_SPACED = [r"\s{0,2}".join(map(re.escape, word)) for word in words("furniture", kind="byline")]
_LABELS = f"(?:{'|'.join(_SPACED)})"
_PLACE = "[您你]?(?:的|现在的?|当前的?|所在的?)?位置"
# The way to the page: 首页 > 政务公开 > 通知公告, 您的位置: 首页.
_TRAIL = rf"{_PLACE}\s?[:：]|(?:网站|本站)?首页\s?(?:[>＞»›→|｜/]|[-—]{{1,2}})"
_MAX_TRAIL = 120
_BYLINE = rf"{_LABELS}\s?[:：]|[\[【]\s?{_LABELS}\s?[\]】]|附件\s?\d{{0,2}}$|专栏\s?\d{{1,2}}\b"
_GREETING = rf"(?:{_any('salutation')})[:：!！,，]"
_SALUTATION = re.compile(_GREETING)
_LINK = r"\[[^\]\n]{1,80}\]\(https?://[^)\s]{1,300}\)|(?:https?://|www\.)\S{3,300}"
# The remains of a database record: fields in quotes, with commas between.
_RECORD = r"['\"]?\s?,\s?(?:'|\"|null\b)"
_LINE = re.compile(
    rf"(?P<chrome>(?:{_CHROME}|{_LINK})\Z|{_RECORD})"
    rf"|(?P<trail>{_TRAIL})"
    rf"|(?P<byline>{_BYLINE}|{_GREETING}\Z)"
)
# How these lines begin if not with a sign, which spares most prose the pattern.
_GREETS = frozenset(word[0] for word in words("furniture", kind="salutation"))
_OPENS = frozenset(
    (
        "ht",
        "ww",
        "附件",
        "专栏",
        "您",
        "你",
        "的",
        "现在",
        "当前",
        "所在",
        "位置",
        "网站",
        "本站",
        "首页",
    )
) | {word[:2] for word in words("furniture")}
_FILE_NUMBER = re.compile(r"[^\s,，。]{2,14}[〔\[(（【]\d{4}[〕\])）】]\s?第?\d{1,5}号")
_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】]{1,200}[)）\]】]")
_ADDRESSEE = re.compile(r"[^。;；!！?？]{2,200}[:：]")
_BODIES = re.compile(
    r"(?:政府|部门|机构|单位|公司|集团|企业|[厅局部委办院会社行校署处])[)）]?[:：]$"
)
_SPEAKER = re.compile(r"(?:长|席|主任|书记)[\s\u3000]{0,4}[一-龥][\s\u3000]{0,2}[一-龥]{1,3}$")
_DATE = re.compile(
    r"(?:\d{4}|[二一〇○零九八七六五四三]{4})\s?年\s?[\d一二三四五六七八九十]{1,2}\s?月"
    r"\s?[\d一二三四五六七八九十]{1,3}\s?日"
)

# Where the paper was printed, when and how often: 某局办公室 2024年3月1日印发, 共印80份.
_PRINTED = re.compile(rf"[^，,。;；:：]{{0,40}}?{_DATE.pattern}\s?印(?:发|制)?")
_COPIES = re.compile(r"共?印\s?\d{1,5}\s?份")

_WHOLE = {
    **dict.fromkeys("号", _FILE_NUMBER),
    **dict.fromkeys("日", _DATE),
    **dict.fromkeys(")）】", _BRACKETED),
    **dict.fromkeys("发印制", _PRINTED),
    "份": _COPIES,
}


def furniture(text: str, start: int, end: int) -> BlockKind | None:
    """The kind of a line of page furniture or letterhead; None for title, heading and prose."""
    if not 0 < end - start <= _MAX_LINE:
        return None
    opening = text[start : start + 2]
    if opening in _OPENS or opening[0] in _OPENS or not opening.isalnum():
        match = _LINE.match(text, start, end)
        if match and match["byline"]:
            return "byline"
        if match and (match["chrome"] or end - start <= _MAX_TRAIL):
            return "chrome"
    # Whole lines that end in a telling character; prose ends in none of them.
    whole = _WHOLE.get(text[end - 1])
    return "byline" if whole and whole.fullmatch(text, start, end) else None


def is_signature(
    text: str, line: tuple[int, int], following: tuple[int, int] | None, in_body: bool
) -> bool:
    """The speaker under a title, or the body that signs above the date at the end."""
    start, end = line
    if end - start > 30 or text[end - 1] in "。！？!?;；:：,，、":
        return False
    if not in_body and _SPEAKER.search(text, start, end):
        return True
    return in_body and following is not None and bool(_DATE.fullmatch(text, *following))


def is_addressee(text: str, start: int, end: int) -> bool:
    """A letter's addressee: bodies and a colon, before any prose."""
    return text[end - 1] in ":：" and bool(
        _ADDRESSEE.fullmatch(text, start, end) and _BODIES.search(text, start, end)
    )


def salutation_end(text: str, start: int, end: int) -> int:
    """Where the prose begins after a salutation (各位代表!); `start` where there is none."""
    match = _SALUTATION.match(text, start, end) if text[start] in _GREETS else None
    return match.end() if match else start
