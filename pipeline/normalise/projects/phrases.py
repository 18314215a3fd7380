"""The noun phrases of a clause that may name projects, with what coordination lets them share.

    [lead: adverbs, verbs, subject] item、item 和 item 等 N 个重大 class [predicate]

An item is cut from the clause by grammar alone: the lead is stripped from its front, a predicate
from its end; whether it names a project is decided later.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.normalise.projects.coordination import close, place_end
from pipeline.normalise.projects.grammar import (
    COMES,
    SITE,
    bare_phase,
    ends_with_head,
    patterns,
    tail_class,
)
from pipeline.normalise.projects.lexicon import bodies, marks
from pipeline.normalise.projects.parts import Group, Item, Named, Piece
from pipeline.normalise.projects.words import tokens

_BY = re.compile("[在由]")
_DOER = re.compile("[在由]|公司|集团|政府|部门|企业|单位|资本|力量|拟|将|计划|[万亿]元?")
_COMPANY = re.compile("该?公司的?(?=[年月日][产处])")  # its own 年产5万吨X生产线
_LONGEST_OWNER, _BRAND = 14, (2, 3, 4)  # characters
_FUND = re.compile("(?:建设|发展|更新|改造|振兴|保护)[\u4e00-\u9fff]{0,4}基金")
# Verbs whose object acts in its turn: 支持A|组建B.
_PIVOT = ("支持", "鼓励", "引导", "指导", "协助", "帮助", "督促", "配合")
_LONGEST_ACTOR = 16  # characters of the name of who acts
_NOUN = 4  # characters of a noun between a name and its verb: X基地|意向协议|签约


def groups(text: str, named: Sequence[Named], dates: Sequence[tuple[int, int]]) -> list[Group]:
    """The groups of a clause's (masked) text; `named` and `dates` are spans in it, sorted."""
    out: list[Group] = []
    pieces: list[Piece] = []
    places: tuple[str, ...] = ()
    for start, end in _split(text, named):
        piece = _piece(text, start, end, named, dates)
        if pieces and (piece.start > piece.lead_start or pieces[-1].rest < pieces[-1].end):
            out += _closed(text, pieces, named, piece.lead_start, places)
            places = _places(text, pieces, piece, named)
            pieces = []
        pieces.append(piece)
    if pieces:
        out += _closed(text, pieces, named, len(text), places)
    return out


def _closed(
    text: str, pieces: list[Piece], named: Sequence[Named], limit: int, places: tuple[str, ...]
) -> list[Group]:
    closed = close(text, pieces, named, limit)
    return [group._replace(places=places) for group in closed] if places else closed


def _places(
    text: str, before: Sequence[Piece], piece: Piece, named: Sequence[Named]
) -> tuple[str, ...]:
    """The places that all do what the last of them does: 支持沈阳、大连|申建X."""
    subjects = piece.subjects
    if not subjects or subjects[0][0] != piece.lead_start:
        return ()
    spans = [(p.item.start, p.item.end, "place") if p.item else (0, 0, "") for p in before]
    if any(span not in named for span in spans) or any(kind != "place" for *_, kind in subjects):
        return ()
    last = (subjects[0][0], subjects[-1][1])  # 黄冈-鄂州 are one
    return tuple(text[a:b] for a, b in (*(span[:2] for span in spans), last))


def _split(text: str, named: Sequence[Named]) -> list[tuple[int, int]]:
    """Pieces between 、, cut again at a conjunction whose left side is a complete name, or one of
    two places that share what follows (沈阳和|大连国家物流枢纽)."""
    out = []
    start = 0
    for part in text.split("、"):
        end = start + len(part)
        for found in patterns().conj.finditer(text, start + 2, end - 1):
            stop, right = found.start(), found.end()
            shared = (start, stop, "place") in named and _sited(text, right, end, named)
            if shared or ends_with_head(text, start, stop):
                out.append((start, found.start()))
                start = found.end()
        out.append((start, end))
        start = end + 1
    return out


def _sited(text: str, start: int, end: int, named: Sequence[Named]) -> bool:
    """Does a place lead what follows, and not do it (沈阳和|大连共建)?"""
    stop = place_end(text, start, end, named)
    return stop is not None and patterns().verb.match(text, stop, end) is None


def _piece(
    text: str, start: int, end: int, named: Sequence[Named], dates: Sequence[tuple[int, int]]
) -> Piece:
    """Strip the lead, find the end of the name and where the predicate begins."""
    piece = Piece(start, end, start)
    pos, oblique = _strip(text, start, end, named, dates, piece.subjects)
    de = text.rfind("的", pos, end) if oblique else -1
    if de > pos and not (SITE.match(text, de, end) or COMES.match(text, de, end)):
        pos, oblique = de + 1, False  # 以A为核心的|B
    before = pos if pos > start and text.startswith("的", pos, end) else None  # A投资建设的|B
    pos += before is not None
    piece.start = pos
    limit = _dated_end(text, pos, end, dates)
    stop, has_head = _name_end(text, pos, limit)
    if has_head and text.startswith("的", stop) and _owns(text, pos, stop, named):
        inner, headed = _name_end(text, stop + 1, limit)  # 马道枢纽的|船闸
        stop = inner if headed and inner > stop + 2 else stop
    tail = tail_class(text, pos, end) or patterns().deng_verb.search(text, pos + 1, end)
    if tail and (not has_head or tail.start() < stop):
        stop, has_head = tail.start(), ends_with_head(text, pos, tail.start())
    counted = patterns().counted.search(text, pos + 1, end)
    if (
        counted
        and not tail
        and counted.start() < stop
        and not _is_predicate(text, pos, counted.start())
    ):
        stop, has_head = counted.start(), ends_with_head(text, pos, counted.start())
    relative = None if before is None else (start, before)
    cut = text.rfind("的", pos, stop)
    front = ""
    if cut > pos and stop - cut > 2:
        placed = has_head and (pos, cut, "place") in named  # 祁门县的|污水处理厂
        front = text[pos:cut] if placed or _owns(text, pos, cut, named) else ""
        relative, pos, oblique = (pos, cut), cut + 1, False
    pos += relative is not None and text.startswith("有", pos, stop)  # 签约的有|A、B
    if stop > pos:
        piece.item = Item(pos, stop, front, "", has_head, oblique, relative)
        piece.rest = stop
    else:
        piece.rest = pos
    return piece


def _owns(text: str, start: int, end: int, named: Sequence[Named]) -> bool:
    """Is text[start:end] a company, or a site by its head noun: 明川电子的|基地, 马道枢纽的|船闸?

    What it has is named by both, without the 的 between.
    """
    if end - start > _LONGEST_OWNER or patterns().verb.search(text, start, end):
        return False
    inside = [(a - start, b - start, kind) for a, b, kind in named if start <= a and b <= end]
    cut = tokens(text[start:end], inside)
    placed = cut[0].kind == "place" and len(cut) > 1
    kinds = [t.kind for t in cut[placed:]]
    branded = kinds[0] == "unknown" and cut[placed].end - cut[placed].start in _BRAND
    if kinds[-1] == "head":
        return len(cut) > 1 and (branded or placed)
    trade = kinds[1:] in (["corp"], ["firm"], ["product"])
    return kinds == ["org"] or (branded and (trade or (placed and len(kinds) == 1)))


def _dated_end(text: str, pos: int, end: int, dates: Sequence[tuple[int, int]]) -> int:
    """Where the first date behind a name begins: X水利枢纽工程|10月下闸蓄水, Y添加剂|年底前试产."""
    for start, stop in dates:
        if pos < start < end and (
            ends_with_head(text, pos, start) or patterns().chain.match(text, stop, end)
        ):
            return start
    return end


def _is_predicate(text: str, start: int, end: int) -> bool:
    """Does a verb stand right before `end`?"""
    return any(m.end() == end for m in patterns().verb.finditer(text, start, end))


def _strip(
    text: str,
    start: int,
    end: int,
    named: Sequence[Named],
    dates: Sequence[tuple[int, int]],
    subjects: list[Named],
) -> tuple[int, bool]:
    """The offset behind adverbs, verbs, dates and subjects; and whether a preposition led."""
    governed = False  # behind a verb of state only another such verb is lead: 建好用好|开放研究院
    date_at = dict(dates)
    led = _COMPANY.match(text, start, end)
    pos, oblique = led.end() if led else start, False
    while pos < end:
        if pos in date_at and date_at[pos] <= end:
            pos = date_at[pos]
            continue
        if found := _subject(text, pos, end, named):
            subjects.append(found)
            pos = found[1]
            continue
        step = (patterns().chain if governed else patterns().lead).match(text, pos, end)
        if step and step.end() < end and not _is_noun(text, pos, step.end(), end):
            pos, oblique = step.end(), False
            governed = governed or patterns().chain.fullmatch(step[0]) is not None
            continue
        step = patterns().preposition.match(text, pos, end)
        if step and not any(a == pos for a, _, _ in named):
            pos, oblique = step.end(), True
            continue
        cut = _object_cut(text, pos, end, named, subjects)
        if cut is None:
            break
        pos, oblique = cut, text[cut - 1] in "把被使从让对"
    return pos, oblique


def _is_noun(text: str, start: int, stop: int, end: int) -> bool:
    """Is what a verb was taken for, from `start` to `stop`, the beginning of a head noun?"""
    noun = patterns().head.match(text, start, end)
    return noun is not None and noun.end() >= stop


def _subject(text: str, pos: int, end: int, named: Sequence[Named]) -> Named | None:
    """A place or body at `pos` with a verb after it: 支持[沈阳]建设…."""
    for i in range(bisect_left(named, (pos, 0, "")), len(named)):
        start, stop, kind = named[i]
        if start != pos:
            break
        zone = patterns().zone.match(text, stop, end)
        stop = zone.end() if zone else stop
        verb = patterns().verb.match(text, stop, end) if stop < end else None
        verb = None if verb and _FUND.match(text, stop, end) else verb
        if verb and not (verb[0] in marks("works") and text.startswith("项目", verb.end())):
            return (start, stop, kind)
    return None


def _object_cut(
    text: str, pos: int, end: int, named: Sequence[Named], subjects: list[Named]
) -> int | None:
    """The offset behind a verb that has a subject or a place before it: X在Y建设|Z."""
    for found in patterns().object.finditer(text, pos + 1, end):
        if text.startswith("机组", found.start() - 1):
            continue  # 1号机组|建成: no 组建
        left = text[pos : found.start()]
        ends = [n for n in named if pos <= n[0] and n[1] <= found.start()]
        near = ends and found.start() - ends[-1][1] <= 6
        if ends_with_head(text, pos, found.start()) and not _BY.search(left):
            if not _acts(text, pos, found, end):
                return None
            subjects.append((pos, found.start(), "org"))
            return found.end()
        measured = text.startswith(("年产", "月产", "日产", "总投资"), found.end())
        nominal = not measured and patterns().boundary.match(text, found.end(), end)
        if found.end() >= end or nominal:
            continue
        if text.endswith(_PIVOT, 0, pos) and _sets_up(text, pos, found, end):
            subjects.append((pos, found.start(), "org"))
            return found.end()
        if near or found[0][-1] in "了着指把被使从让括对" or _DOER.search(left):
            subjects += [n for n in ends if n not in subjects]
            return found.end()
    return None


def _sets_up(text: str, pos: int, verb: re.Match[str], end: int) -> bool:
    """Is it a company, be it unlisted, that sets up what is named to the end (明川材料|组建|X)?"""
    if verb.start() - pos > _LONGEST_ACTOR or not ends_with_head(text, verb.end(), end):
        return False
    actor = tokens(text[pos : verb.start()], ())
    return actor[0].kind == "unknown" and actor[-1].kind in ("corp", "firm") and len(actor) > 1


def _acts(text: str, pos: int, verb: re.Match[str], end: int) -> bool:
    """Is it a body that builds (荆州大学|组建|X研究中心), and not built (荆州大学|建设)?"""
    body = text.endswith(bodies(), pos, verb.start())
    after = patterns().boundary.match(text, verb.end(), end)
    return body and not after and ends_with_head(text, verb.end(), end)


def _name_end(text: str, pos: int, end: int) -> tuple[int, bool]:
    """Where the name ends: behind the first head noun that nothing of the name follows."""
    last = None
    halt = patterns().halt.search(text, pos + 1, end)
    for found in patterns().head.finditer(text, pos, end):
        if halt and halt.start() < found.start():
            return halt.start(), False
        if found.start() == pos and found.end() < end and bare_phase(found[0]):
            continue  # 一期年产5万吨碳酸锂项目: the name goes on
        if _FUND.match(text, found.end(), end):
            continue  # 水网|建设专项基金
        after = patterns().boundary.match(text, found.end(), end)
        if found.end() == end or (after and not patterns().head.match(text, found.end(), end)):
            return found.end(), True
        last = found
    if last and patterns().verb.search(text, last.end(), min(end, last.end() + _NOUN + 2)):
        return last.end(), True
    return end, False
