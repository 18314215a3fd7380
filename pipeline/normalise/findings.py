"""A document to what it says: each step adds to what the steps before it found."""

from collections.abc import Iterator

from pipeline.normalise import dates as date_grammar
from pipeline.normalise.facts import document_date, document_facts
from pipeline.normalise.listings import find_listings
from pipeline.normalise.names import find_names
from pipeline.normalise.projects import find_projects
from pipeline.normalise.tasks import find_tasks
from pipeline.records import Document, Facts, Findings, Name, Outline, Problem, Project, Task


def read_listings(found: Findings) -> Findings:
    """The page's dated lines, and with them when it was written."""
    page, text, outline = found.document.page, found.document.text, found.document.outline
    found.listings, problems = find_listings(text, outline, page.fetched)
    published, basis = document_date(text, outline, found.listings)
    found.facts = Facts(published=published, published_basis=basis)
    found.problems += [*page.problems, *problems]
    return found


def read_dates(found: Findings) -> Findings:
    published = found.facts.published
    anchor, precision = (published.end, published.precision) if published else (None, "day")
    found.dates, problems = date_grammar.scan(found.document.text, anchor, precision)
    found.problems += problems
    return found


def read_names(found: Findings) -> Findings:
    found.names = find_names(found.document.text, found.document.outline)
    return found


def read_facts(found: Findings) -> Findings:
    """Title, issuer and speaker, from the names."""
    written, basis = found.facts.published, found.facts.published_basis
    found.facts = document_facts(found.document, found.listings, found.names, written, basis)
    return found


def read_tasks(found: Findings) -> Findings:
    text, outline = found.document.text, found.document.outline
    found.tasks = find_tasks(text, outline, found.dates, found.names)
    found.problems += _task_count(outline, found.tasks)
    return found


def read_projects(found: Findings) -> Findings:
    """The projects, and the names that only they and the facts tell of."""
    text, outline = found.document.text, found.document.outline
    found.projects, problems = find_projects(text, outline, found.dates, found.names)
    names = _with_issuer(found.document, found.names, found.facts.issuer)
    found.names = _with_parties(text, names, found.projects)
    found.problems += problems
    return found


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
