"""Words right beside a date that open a side of it or cut it down: 前, 起, 以来, 底, 左右."""

import datetime as dt
import re

from pipeline.normalise.dates import periods
from pipeline.normalise.dates.grammar import Context, Scale
from pipeline.normalise.dates.periods import Period

# What comes after the quotes is first looked at by its first character: most dates stand alone.
_EDGE = re.compile(
    r"[”\"’」』]?+(?=[初伊前早末底后中以之内])(?:(?P<begin>初(?!步|级|始|中|期?[一二三四五六七八九十0-9])期?|伊始|前期(?!计划|工作|项目|手续|研究|准备|论证|投入|费用|经费|储备|设计)|早期)|(?P<end>末期?(?!尾|端|梢)|底(?!部|下|层|线|气|座|盘|色|特律)|后期)"
    r"|(?P<middle>中叶|中期|中(?=[,，。;；、)）\s]|$))|(?P<within>(?:以|之)?内(?!部|容|涵|外|陆|蒙|地|需)))"
)
_BOUND = re.compile(
    r"(?P<about>左右|前后)|[”\"’」』]?+\s?+(?=[至到起以开,，或及和之前后])(?:(?P<now>(?:起|以来|开始)?(?:,|，)?(?:至今(?![年天日晚冬春夏秋])|到现在|到目前|至目前))"
    "|(?P<including>[或及和](?:其)?之?以?)?(?:(?P<before>之前|以前|前(?![期端景沿列提往夕瞻年天日0-9一两二三四五六七八九十]))"
    "|(?P<after>之后|以后|后(?![期续备勤方者半天年来面]))"
    "|(?P<since>以来|起(?![步草诉点飞源始码伏重降价义因航跳])|开始)))"
)
_SAYS_MORE = re.compile("[\u4e00-\u9fff]")
_FROM = re.compile("(?:自从|从|自|始于)$")
_UNTIL = ("截至", "截止", "截止到", "截至到")
_OPENING = "从至止到\n"  # what 自从 and _UNTIL end with


def edge(text: str, at: int) -> tuple[int, int]:
    """初, 中 or 末 (1, 2, 3; 0 for none, or 内) that stands at an offset, and where it ends."""
    m = _EDGE.match(text, at)
    if m is None:
        return 0, at
    return 1 if m["begin"] else 2 if m["middle"] else 3 if m["end"] else 0, m.end()


def bound(
    text: str, start: int, end: int, limit: int, period: Period, context: Context
) -> tuple[Period, int]:
    """The period of text[start:end] with a side opened by 前, 后, 起, 以来 …, and where that ends.

    The words of the next expression begin at `limit`.
    """
    m = _BOUND.match(text, end, limit)
    if m is None and (not start or text[start - 1] not in _OPENING):
        return period, end
    before = text[max(0, start - 4) : start]
    if m is None:
        if before.endswith("自从"):
            return Period(period.start, None, "open"), end
        if before.removesuffix("\n").endswith(_UNTIL):
            return Period(None, period.end, "open"), end
        return period, end
    if m["about"]:
        return period, m.end()
    if m["now"]:
        today = context.at(Scale.DAY)
        if today and period.start and period.start > today:
            today = None  # written after the date the document is given
        return Period(period.start, today, period.precision), m.end()
    if m["since"]:
        if m["since"] == "开始" and not _FROM.search(before) and _SAYS_MORE.match(text, m.end()):
            return period, end  # 2011年开始建设: the time of the act
        return Period(period.start, None, "open"), m.end()
    inclusive = bool(m["including"])
    if m["before"]:
        return _before(period, context, inclusive, m["before"] != "前"), m.end()
    start_after = period.end + periods.DAY if period.end and period.end < dt.date.max else None
    return Period(period.start if inclusive else start_after, None, "open"), m.end()


def _before(period: Period, context: Context, inclusive: bool, strict: bool) -> Period:
    """6月30日前 and 2030年前 include their last day; 2015年前, said later, ends with 2014."""
    coarse = period.precision in ("year", "multi_year")
    said = context.anchor
    over = (
        said
        and period.end
        and (period.end < said or (strict and period.start and period.start <= said))
    )
    if coarse and over and not inclusive and period.start and period.start > dt.date.min:
        return Period(None, period.start - periods.DAY, "open")
    return Period(None, period.end, "open")
