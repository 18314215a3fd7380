"""The key by which one undertaking is known in every document, whatever its spelling."""

import re
from functools import lru_cache

from pipeline.normalise.projects.fields import read
from pipeline.normalise.projects.lexicon import PHASE
from pipeline.normalise.projects.words import TokenKind
from pipeline.records import Project

_MARKS = re.compile("[“”‘’\"'《》()（）\\s·,，、]")
_PHASE = re.compile(PHASE)
_TAIL = re.compile(f"(?:{PHASE}|项目|工程|建设)+$")
_RANK = re.compile("国家级|省级|市级|世界级")
_DIVISION = re.compile("(?<=[\u4e00-\u9fff]{2})(?:省|市|自治区|特别行政区)(?=[\u4e00-\u9fff]{2})")
_SAME = (
    ("高速公路", "高速"),
    ("综合保税区", "综保区"),
    ("有限公司", ""),
    ("股份", ""),
    ("集团", ""),
)
_OWN = re.compile("^[省市县区州](?![\u4e00-\u9fff]?[区市县])")


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """The name without marks, rank, administrative suffixes, generic tail and phase."""
    name = _RANK.sub("", _DIVISION.sub("", _MARKS.sub("", name)))
    for long, short in _SAME:
        name = name.replace(long, short)
    return _TAIL.sub("", _PHASE.sub("", name)) or name


def _site(place: str) -> str:
    return re.sub("(?<=..)(?:省|市|自治区)$", "", core(place))


def identity(project: Project, issuer: str | None = None) -> str | None:
    """A key that is the same wherever the undertaking is named; None for a generic name.

    It depends on the project alone, and on the `issuer` (canonical name) where the name leans on
    it (省产业技术研究院). None: the name tells nobody which undertaking it is (二期工程, 工业园),
    and only the document can.
    """
    owner, place = project.owner, project.place
    name = core(project.name)
    phase = f"#{project.phase}" if project.phase else ""
    if _OWN.match(project.name):
        return f"{issuer}/{name}{phase}" if issuer else None
    if owner and "、" not in owner:
        who = core(owner)
        rest = name.replace(who, "", 1)
        where = _site(place) if place else ""
        if where and who in name and rest.startswith(where):  # of several places each is its own
            rest = rest.removeprefix(where)
        return f"{who}/{rest}{phase}"
    if place and _site(place) not in name:
        return f"{_site(place)}{name}{phase}"
    named: list[tuple[int, int, TokenKind]] = []
    if place and (at := project.name.find(place)) >= 0:
        named.append((at, at + len(place), "place"))
    if read(project.name, tuple(named)).level in ("proper", "brand"):
        return f"{name}{phase}"
    return None
