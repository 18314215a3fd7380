"""A document to what it says: dates, names, tasks, projects, listings."""

from collections.abc import Iterator

from pipeline.normalise import dates as date_grammar
from pipeline.normalise.facts import document_date, document_facts
from pipeline.normalise.listings import find_listings
from pipeline.normalise.names import find_names
from pipeline.normalise.projects import find_projects
from pipeline.normalise.tasks import find_tasks
from pipeline.records import Document, Findings, Name, Outline, Problem, Project, Task


def normalise(document: Document) -> Findings:
    """All findings of one document, each from what stands before it here."""
    page, text, outline = document.page, document.text, document.outline
    listings, listing_problems = find_listings(text, outline, page.fetched)
    published, basis = document_date(page, text, outline, listings)
    anchor = published.end if published else None
    dates, date_problems = date_grammar.scan(
        text, anchor, published.precision if published else "day"
    )
    names = find_names(text, outline)
    facts = document_facts(page, text, outline, listings, dates, names, published, basis)
    tasks = find_tasks(text, outline, dates, names)
    projects, project_problems = find_projects(text, outline, dates, names)
    problems = [
        *page.problems,
        *date_problems,
        *listing_problems,
        *_task_count(outline, tasks),
        *project_problems,
    ]
    return Findings(
        document,
        facts,
        tuple(dates),
        tuple(_with_parties(text, _with_issuer(document, names, facts.issuer), projects)),
        tuple(tasks),
        tuple(projects),
        tuple(listings),
        tuple(problems),
    )


def _task_count(outline: Outline, tasks: list[Task]) -> Iterator[Problem]:
    declared = outline.declared_task_count
    found = sum(task.kind == "heading" and task.level == 1 for task in tasks)
    if declared is not None and declared != found:
        yield Problem(
            "task_count_differs",
            f"the text announces {declared} key jobs, {found} are found",
            span=outline.declared_span,
            expected=str(declared),
            observed=str(found),
        )


def _with_issuer(document: Document, names: list[Name], issuer: str | None) -> list[Name]:
    """The names, with the issuer that only the title or the document number tells of.

    It is mentioned where the text says the most of its name (吉林省2022年政府工作报告), else by the
    first line.
    """
    if issuer is None or any(n.kind == "organisation" and n.name == issuer for n in names):
        return names
    text, blocks = document.text, document.outline.blocks
    for size in range(len(issuer), 1, -1):
        if (at := text.find(issuer[:size])) >= 0:
            break
    else:
        at, size = (blocks[0].start, blocks[0].end - blocks[0].start) if blocks else (0, len(text))
    return sorted(
        [*names, Name("organisation", issuer, (at, at + size), "issuer")],
        key=lambda name: (name.span, name.kind),
    )


def _with_parties(text: str, names: list[Name], projects: list[Project]) -> list[Name]:
    """The names, with owners and places that only a project's own grammar shows."""
    known = {text[slice(*name.span)] for name in names}
    added = []
    for project in projects:
        for kind, words in (("organisation", project.owner), ("place", project.place)):
            for part in (words or "").split("、"):
                at = text.find(part, project.span[0]) if part and part not in known else -1
                if at < 0 and part and part not in known:
                    at = text.rfind(part, 0, project.span[0])
                if at >= 0:
                    known.add(part)
                    span = (at, at + len(part))
                    added.append(Name(kind, part, span, f"project_{kind}"))  # type: ignore[arg-type]
    return sorted([*names, *added], key=lambda name: (name.span, name.kind))
