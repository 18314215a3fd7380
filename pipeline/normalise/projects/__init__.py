"""Projects: named, particular undertakings, found by the grammar of the noun phrase."""

from collections.abc import Sequence

from pipeline.normalise.projects.clauses import sentences
from pipeline.normalise.projects.context import Context, Memory
from pipeline.normalise.projects.find import Later, extend, find
from pipeline.normalise.projects.identity import identity
from pipeline.normalise.projects.merge import merge
from pipeline.records import DateMention, Name, Outline, Problem, Project

__all__ = ["find_projects", "identity"]


def find_projects(
    text: str, outline: Outline, dates: Sequence[DateMention], names: Sequence[Name]
) -> tuple[list[Project], list[Problem]]:
    """The projects of a document, one per undertaking, in order of first mention.

    `text` is repaired text; spans are a project's own words in it. Problems tell of counts that
    the text states and the names found do not bear out.
    """
    context, memory = Context(text, names, dates), Memory()
    found: list[Project] = []
    problems: list[Problem] = []
    last = 0  # where the projects of the last sentence that named any begin
    for sentence in sentences(text, outline):
        begin = len(found)
        for result in find(sentence, context, memory):
            if isinstance(result, Problem):
                problems.append(result)
            elif isinstance(result, Project):
                found.append(result)
            elif isinstance(result, Later):
                first = min(last, begin) if result.everything else len(found) - 1
                for i in range(max(first, 0), len(found)):
                    found[i] = extend(found[i], result)
        if len(found) > begin:
            last = begin
    return merge(found), problems
