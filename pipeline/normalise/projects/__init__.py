"""Projects: named, particular undertakings, found by the grammar of the noun phrase."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.normalise.industries import division
from pipeline.normalise.projects.clauses import sentences
from pipeline.normalise.projects.context import Context, Memory
from pipeline.normalise.projects.find import find
from pipeline.normalise.projects.identity import identity
from pipeline.normalise.projects.later import Later, extend
from pipeline.normalise.projects.merge import merge
from pipeline.normalise.projects.money import with_amount
from pipeline.records import DateMention, Name, Outline, Problem, Project

__all__ = ["find_projects", "identity"]


def find_projects(
    text: str, outline: Outline, dates: Sequence[DateMention], names: Sequence[Name]
) -> tuple[list[Project], list[Problem]]:
    """The projects of a document, one per undertaking, in order of first mention.

    `text` is repaired text; spans are a project's own words in it. Problems tell of counts that
    the text states and the names found do not bear out.
    """
    spoken = list(sentences(text, outline))
    if not spoken:
        return [], []
    context, memory = Context(text, names, dates), Memory()
    found: list[Project] = []
    problems: list[Problem] = []
    last = 0  # where the projects of the last sentence that named any begin
    for sentence in spoken:
        begin = len(found)
        for result in find(sentence, context, memory):
            if isinstance(result, Problem):
                problems.append(result)
            elif isinstance(result, Project):
                found.append(result)
            elif isinstance(result, Later):
                for i in _meant(found, result, min(last, begin)):
                    found[i] = extend(found[i], result)
        if len(found) > begin:
            last = begin
            found[begin:] = with_amount(found[begin:], text, sentence.start, sentence.end)
    return [replace(p, industry=division(p.name, p.owner)) for p in merge(found)], problems


def _meant(found: Sequence[Project], later: Later, first: int) -> range:
    """The projects that a later clause speaks of: those just named, those since `first`, or one."""
    if later.of:
        spans = [p.span for p in found]
        at = spans.index(later.of.span) if later.of.span in spans else len(found)
        return range(at, min(at + 1, len(found)))
    if later.count:
        return range(len(found) - later.count, len(found))
    if later.everything:
        return range(first, len(found))
    at = len(found) - 1
    if later.owner:
        owned = (i for i in range(at, max(-1, at - 40), -1) if _owns(later.owner, found[i]))
        at = next(owned, at)
    return range(max(at, 0), min(at + 1, len(found)))


def _owns(owner: str, project: Project) -> bool:
    known = project.owner or ""
    return bool(known) and (known in owner or owner in known)
