"""A page of one paragraph, read the way the pipeline reads it."""

from collections.abc import Callable

import pytest

from pipeline.normalise.names import find_names
from pipeline.normalise.projects import find_projects
from pipeline.records import Block, Outline, Problem, Project, Stance

Read = Callable[..., tuple[list[Project], list[Problem]]]


@pytest.fixture(scope="session")
def read() -> Read:
    def _read(text: str, stance: Stance = "plan") -> tuple[list[Project], list[Problem]]:
        outline = Outline((Block("paragraph", 0, len(text), stance=stance),))
        return find_projects(text, outline, (), find_names(text, outline))

    return _read
