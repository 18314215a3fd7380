"""Public bodies: the central ones by name, those of provinces, cities and counties by grammar.

A local body is a place and a body word (大连市 + 工信委); the place may be only its class
(市工信委) and is then the province, city or county that the document speaks about most.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property

from pipeline.normalise.names.boundary import opens
from pipeline.normalise.names.divisions import by_name
from pipeline.normalise.names.gazetteer import SharedGazetteer
from pipeline.records import Name
from pipeline.reference import entries, words

_NO_PARENT = (
    "人民政府",
    "人民代表大会",
    "常务委员会",
    "政协",
    "法院",
    "检察院",
    "总工会",
    "联合会",
    "医院",
)
# 省、自治区、直辖市人民政府 are all of their class, none in particular.
_GENERIC = re.compile(
    r"(?:省|自治区|直辖市|市|县|区|州|盟|旗|乡|镇|各级|本级|部|委员会)[、和或及]\Z"
)
_NO_BUREAU = re.compile("[势面限域]|部(?!署|分|长|级)")  # 经济局势, 建设局面
_WORKS = ("医院", "保健院", "中心", "血站")  # also buildings: 启动县人民医院整体搬迁
_PARTY = "中共…委员会"
_SEATS = "省市县区州盟旗"
_AFTER_PARTY = re.compile(
    r"(?:、|[和与及，。；：）\s]|省|市|区|书记|常委|副书记|领导|政府|办|宣传部|组织部|全会|的|在|对|将)"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """The province, city and county a document is about, as far as it tells."""

    province: str | None = None
    city: str | None = None
    county: str | None = None

    def of_class(self, word: str) -> str | None:
        """The place meant by 省, 市, 县 …"""
        for name in (self.province, self.city, self.county):
            if name and name.endswith(word):
                return name
        return None


class _Where:
    """The setting of a text, made when first asked for."""

    def __init__(self, places: list[Name], text: str) -> None:
        self._places, self._text = places, text

    @cached_property
    def setting(self) -> Setting:
        return setting(self._places, self._text)


def setting(places: list[Name], text: str) -> Setting:
    """The most named province, city and county.

    A place in the first lines, or before the word for its government, counts threefold.
    """
    levels: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
    mentions: dict[str, list[int]] = {}
    for name in places:
        first = name.span[0] < 120 or text.startswith("人民政府", name.span[1])
        mentions.setdefault(name.name, []).append(3 if first else 1)
    for called, weights in mentions.items():
        place, weight = by_name().get(called), sum(weights)
        while place:
            if place.level <= 3 and place.code:
                city = place.level == 3 and place.name.endswith("市")
                municipality = place.level == 1 and place.name.endswith("市")
                levels[1 if city or municipality else place.level - 1][place.name] += weight
            weight = len(weights)
            place = by_name().get(place.parent) if place.parent else None
    return Setting(*map(_leading, levels))


def _leading(counts: Counter[str]) -> str | None:
    """The name that has two fifths of the mentions or more, or is the only one."""
    if not counts:
        return None
    name, count = max(counts.items(), key=lambda item: item[1])
    leads = count >= 2 and count >= 0.4 * counts.total()
    return name if leads or len(counts) == 1 else None


@dataclass(frozen=True, slots=True)
class _Body:
    """A body word: the central body it names by itself, the local one it names after a place."""

    central: str | None = None
    parent: str | None = None
    local: str | None = None


@SharedGazetteer
def _bodies() -> dict[str, _Body]:
    found: dict[str, _Body] = {"委": _Body(local=_PARTY)}
    for row in entries("bodies"):
        full = row["name"] or row["short"]
        found[row["short"]] = found[full] = _Body(local=full)
    for row in entries("organisations"):
        for form in filter(None, (row["name"], *row["short_names"].split(";"))):
            local = found[form].local if form in found else None
            found[form] = _Body(row["name"], row["parent"] or None, local)
    return found


@cache
def _own_head() -> frozenset[str]:
    """Bodies whose place is a seat, not a government: 沈阳铁路局."""
    return frozenset(words("bodies", "short", head="as_written"))


def find_bodies(text: str, places: list[Name]) -> list[Name]:
    """The public bodies of `text`, ascending, not overlapping; `places` are its places."""
    where = _Where(places, text)
    by_end = {name.span[1]: name for name in places}
    found: list[Name] = []
    for start, end, body in _bodies.find(text):
        if body.central is None and text[end - 1] == "局" and _NO_BUREAU.match(text, end):
            continue
        if body.local == _PARTY and not _class_before(text, start):
            continue
        name = _local(text, start, end, body.local, by_end, where) if body.local else None
        if text.startswith("门", end) and text[end - 1] == "部":
            continue  # 卫生部门, of any country
        if name is None and body.central and not _class_before(text, start):
            name = _central(text, start, end, body, by_end)
        if name and (not found or found[-1].span[1] <= name.span[0]):
            found.append(name)
    return found


def _central(text: str, start: int, end: int, body: _Body, by_end: dict[int, Name]) -> Name:
    """A central body, or the ministry of another country named right before it."""
    seat = by_end.get(start)
    if seat and _is_country(seat):
        span = (seat.span[0], end)
        return Name("organisation", text[slice(*span)], span, "body_of_country", None, seat.name)
    central = body.central or ""
    return _office(
        text, Name("organisation", central, (start, end), "body_central", None, body.parent)
    )


def _office(text: str, body: Name) -> Name:
    """The body, or its general office where that is named: 财政部 + 办公厅, 市商务局 + 办公室."""
    start, end = body.span
    if not text.startswith(("办公厅", "办公室"), end) or body.name.endswith(("办公厅", "办公室")):
        return body
    name = body.name + text[end : end + 3]
    return body._replace(name=name, span=(start, end + 3), parent=body.name)


def _class_before(text: str, at: int) -> str:
    """The class of division that ends at an offset: 省, 自治区; "" for none."""
    if at == 0 or text[at - 1] not in _SEATS:
        return ""
    return "自治区" if text.endswith("自治区", 0, at) else text[at - 1]


def _is_generic(text: str, at: int) -> bool:
    return bool(_GENERIC.search(text, max(0, at - 6), at))


def _is_country(place: Name) -> bool:
    return place.code is None and place.name not in by_name()


def _local(
    text: str,
    start: int,
    end: int,
    body: str,
    by_end: dict[int, Name],
    where: _Where,
) -> Name | None:
    place = by_end.get(start)
    if place and (body in _own_head() or _is_country(place)):
        span = (place.span[0], end)
        return Name("organisation", text[slice(*span)], span, "body_of_place")
    if place:
        name, begin = place.name, place.span[0]
    else:
        word = _class_before(text, start)
        # 厅 are departments of provinces: 责任单位:商务厅 in a province's paper is its own.
        if not word and (not body.endswith("厅") or body.endswith("办公厅")):
            return None
        begin = start - len(word)
        if not opens(text, begin) or _is_generic(text, begin):
            return None
        meant = where.setting.of_class(word) if word else where.setting.province
        if not meant:
            return None
        name = meant
    if body in (_PARTY, "党委"):
        if body == "党委" and not text[begin:start].endswith("区"):
            return None
        if body == _PARTY and not _AFTER_PARTY.match(text, end):
            return None
        return Name("organisation", f"中共{name}委员会", (begin, end), "party_committee")
    if body == "委员会":
        return None
    governed = bool((seat := by_name().get(name)) and seat.level <= 3)
    parent = f"{name}人民政府" if governed and not body.endswith(_NO_PARENT) else None
    full = name + body
    if body == "政协":
        full, parent = f"中国人民政治协商会议{name}委员会", None
    rule = "institution" if full.endswith(_WORKS) else "body_of_place"
    return _office(text, Name("organisation", full, (begin, end), rule, None, parent))
