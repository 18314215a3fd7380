"""Names that share out a list: 与A、B分别签订甲和乙, 在A、B、C三地分别建设X."""

import re
from collections.abc import Sequence

from pipeline.normalise.projects.context import Scene
from pipeline.normalise.projects.parts import Group, Named

_EACH = re.compile("分别|各(?=投资|建|新建)|[两三四五六七八]地|等地")
_JOINTS = ("、", "和", "与", "及")


def shared_out(scene: Scene, group: Group) -> Group:
    """The group with a company as front of each item, or with its one item once for each place."""
    text, begin = scene.clause.text, group.items[0].start
    if not _EACH.search(text, 0, begin):
        return group
    run = _last_run(text, [n for n in scene.named if n[1] <= begin])
    if len(run) < 2:
        return group
    names = [scene.raw(a, b) for a, b, _ in run]
    if run[0][2] == "place" and len(group.items) == 1 and not group.places:
        items = group.items * len(run)
    elif run[0][2] == "org" and len(run) == len(group.items):
        items = group.items
    else:
        return group
    fronted = tuple(i._replace(front=name) for i, name in zip(items, names, strict=True))
    return group._replace(items=fronted, lead=(0, group.lead[1]))


def _last_run(text: str, named: Sequence[Named]) -> list[Named]:
    """The last names of one kind that a conjunction joins."""
    run = list(named[-1:])
    for name in reversed(named[:-1]):
        if name[2] != run[0][2] or text[name[1] : run[0][0]] not in _JOINTS:
            break
        run.insert(0, name)
    return run
