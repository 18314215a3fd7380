"""A later clause that takes up a project: 该项目…, 水库总库容…, 总投资…."""

import re
from functools import cache

from pipeline.normalise.projects.lexicon import heads, one_of
from pipeline.records import Project

_REPORTED = re.compile("(?:据(?:悉|了解|介绍)|(?:据|了解到|获悉).{0,12})[,，]")
_THIS = re.compile("该|此|本|这一?[个座条]?|整个")
_WHOLE = re.compile("(?:建设)?(?:项目|工程)(?!中|的|分|建设的)")
# Its subject is left out: 计划总投资12亿元.
_LEFT_OUT = re.compile(
    "(?:计划|预计|概算|估算|静态|规划|预算)*(?:总投资|总造价|投资总额|投资约?[0-9])"
)
_LONGEST = 8  # characters of a head noun


def takes_up(clause: str, project: Project) -> bool:
    """Is `project`, named just before, the subject of `clause`?

    该项目, 项目, 工程; its head noun (该基地, 水库); or none where the clause tells an investment.
    """
    led = _REPORTED.match(clause)
    start = led.end() if led else 0
    this = _THIS.match(clause, start)
    start = this.end() if this else start
    if _WHOLE.match(clause, start) or (not this and _LEFT_OUT.match(clause, start)):
        return True
    found = _noun().match(clause, start)
    if not found:
        return False
    noun = found[0]
    return noun in project.name or (this is not None and heads()[noun].kind == project.kind)


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(one_of(noun for noun in heads() if 1 < len(noun) <= _LONGEST))
