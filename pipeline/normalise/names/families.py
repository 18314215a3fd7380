"""Members of the national groups: the group's brand and a place, a number or a trade.

国网 + 甘肃 + 电力, 中铁 + 十二局, 中信 + 重工: the brand is well known, what follows it tells the
member.  Behind brand and trade the name must end, as 中建新能源项目 is a project of the group.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from pipeline.normalise.names.boundary import opens
from pipeline.normalise.names.gazetteer import SharedGazetteer
from pipeline.records import Name, Span
from pipeline.reference import Entry, entries, words

_NUMBERED = re.compile(
    r"(?:第)?[一二三四五六七八九十〇零]{1,4}(?:局|航局|航务局|公局|冶|所|院|公司)(?![长面部])"
)
# What may follow a company: a mark, a function word, a company's deeds and officers.
_ENDS = re.compile(
    r"\Z|[^\u4e00-\u9fffA-Za-z0-9]|集团|公司|股份|[的与和及在将已是为等向于以由]"
    r"|宣布|签约|计划|拟|投资|牵头|承建|承担|中标|发布|公告|旗下|董事|总经理|总裁|副总|负责人|共同|联合|合作|合资"
)
# What makes another word of the first character: 其中|建, 全国|能源.
_ACROSS = defaultdict(str, {"中": "其集当之程期", "国": "全我外本各多两中美法英德俄韩泰祖帝"})
_TAIL = re.compile(r"(?:股份|集团)?(?:有限)?(?:责任)?公司|集团")


@SharedGazetteer
def _families() -> dict[str, Entry]:
    return {row["word"]: row for row in entries("company_families")}


@cache
def _tails(tails: str) -> re.Pattern[str]:
    """The words that end a name behind its place, longest first."""
    return re.compile("|".join(sorted(tails.split(";"), key=lambda tail: (-len(tail), tail))))


@cache
def _trade() -> re.Pattern[str]:
    """A trade, as it is or in a modern, western … variety: (国药)现代物流."""
    return re.compile(
        rf"(?:现代|西部|东部|南方|北方|国际|智能|绿色|高新)?(?:{'|'.join(words('trades'))})"
    )


def find_families(text: str, place_starts: dict[int, Name]) -> Iterator[Name]:
    """The companies of `text` that bear the brand of a national group, ascending."""
    for start, end, row in _families.find(text):
        if start and text[start - 1] in _ACROSS[text[start]]:
            continue
        if span := _member(text, start, end, row, place_starts):
            yield Name("organisation", text[slice(*span)], span, "company_family")


def _member(
    text: str, start: int, end: int, row: Entry, place_starts: dict[int, Name]
) -> Span | None:
    at = end
    while place := place_starts.get(at):
        at = place.span[1]
    if at > end:
        tail = _tails(row["place_tails"]).match(text, at)
        return (start, tail.end()) if tail else None
    if row["numbered"] and (number := _NUMBERED.match(text, end)):
        return start, number.end()
    if (
        row["trades"]
        and opens(text, start)
        and (trade := _trade().match(text, end))
        and _ENDS.match(text, trade.end())
    ):
        tail = _TAIL.match(text, trade.end())
        return start, tail.end() if tail else trade.end()
    return None
