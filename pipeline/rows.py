"""Findings to rows of the tables: here spans become source offsets, and ids are given.

Types and descriptions of the columns are declared in `pipeline.tables`; `pipeline.validate` holds
every row against them.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

from pipeline.ids import SEPARATOR, digest, entity_id, make_id
from pipeline.normalise.projects import identity
from pipeline.records import (
    Findings,
    Name,
    Problem,
    Records,
    Row,
    Span,
    Task,
)


def make_rows(findings: Findings) -> Records:
    """The rows of one document, by table, in the order of the text."""
    page = _Page(findings)
    tables = {
        "documents": [page.document()],
        "texts": [page.texts()],
        "tasks": list(page.tasks()),
        "projects": list(page.projects()),
        "listings": list(page.listings()),
        "dates": list(page.dates()),
        "entities": list(page.entities()),
        "mentions": list(page.mentions()),
        "quality": list(page.quality()),
    }
    return Records(tables)


def problem_row(problem: Problem, source: str, document_id: str | None, span: Span | None) -> Row:
    """A problem as a row of `quality`; `span` is in source offsets."""
    start, end = span if span else (None, None)
    place = (document_id or source, problem.stage, problem.check, start, end)
    return {
        "quality_id": make_id("quality", *place, problem.message, problem.record),
        "severity": problem.severity,
        "stage": problem.stage,
        "check": problem.check,
        "message": problem.message,
        "source": source,
        "document_id": document_id,
        "table_name": problem.table_name,
        "record": problem.record,
        "expected": problem.expected,
        "observed": problem.observed,
        "span_start": start,
        "span_end": end,
    }


class _Page:
    """One document's findings on their way to rows.

    The columns of a span stand in each table: most rows are made here, and a call for each costs.
    """

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.page = findings.document.page
        self.text = findings.document.text
        self.source_spans = findings.document.repaired.source_spans
        self.document_id = make_id("document", self.page.source, self.page.source_sha256)
        self.names = findings.names
        self.entity_ids = [entity_id(name.kind, name.name) for name in self.names]
        self.named = [self._words(name.span) for name in self.names]
        self.task_ids = [self._id("task", t.span, t.kind) for t in findings.tasks]
        issuer = findings.facts.issuer
        self.issuer = {
            "issuer": issuer,
            "issuer_id": entity_id("organisation", issuer) if issuer else None,
        }

    def document(self) -> Row:
        document, facts = self.findings.document, self.findings.facts
        published = facts.published
        return {
            "document_id": self.document_id,
            "source": self.page.source,
            "source_sha256": self.page.source_sha256,
            "url": self.page.url,
            "format": self.page.format,
            "encoding": self.page.encoding,
            "char_count": len(self.page.text),
            "script": document.script,
            "gloss_count": document.repaired.gloss_count,
            "damage_count": document.repaired.damage_count,
            "title": facts.title,
            **self.issuer,
            "published_start": published.start if published else None,
            "published_end": published.end if published else None,
            "published_precision": published.precision if published else None,
            "published_basis": facts.published_basis,
            "observed_on_or_after": facts.observed_on_or_after,
            "declared_task_count": document.outline.declared_task_count,
            "task_count": sum(t.kind == "heading" and t.level == 1 for t in self.findings.tasks),
            "project_count": len(self.findings.projects),
            "listing_count": len(self.findings.listings),
            "duplicate_of": None,
        }

    def texts(self) -> Row:
        return {
            "document_id": self.document_id,
            "source_text": self.page.text,
            "text": self.text,
        }

    def tasks(self) -> Iterator[Row]:
        tasks = self.findings.tasks
        spans = self.source_spans([task.span for task in tasks])
        for task, task_id, (start, end) in zip(tasks, self.task_ids, spans, strict=True):
            yield {
                "task_id": task_id,
                "document_id": self.document_id,
                "parent_task_id": None if task.parent is None else self.task_ids[task.parent],
                "kind": task.kind,
                "level": task.level,
                "position": task.position,
                "text": self._words(task.span),
                "action": task.action,
                **self.issuer,
                "speaker": self.findings.facts.speaker,
                "period_label": task.period_label,
                "period_start": task.period_start,
                "period_end": task.period_end,
                "policies": list(task.policies),
                "industries": list(task.industries),
                "span_start": start,
                "span_end": end,
                "source_text": self.page.text[start:end],
                "rule": task.rule,
            }

    def projects(self) -> Iterator[Row]:
        facts = self.findings.facts
        projects = self.findings.projects
        spans = self.source_spans([project.span for project in projects])
        for project, (start, end) in zip(projects, spans, strict=True):
            owner, place = self._named(project.owner), self._named(project.place)
            identified = identity(project, facts.issuer) or (self.document_id, project.span)
            yield {
                "project_id": make_id("project", identified),
                "document_id": self.document_id,
                "task_id": self._task_around(project.span),
                "name": project.name,
                "kind": project.kind,
                "owner": project.owner,
                "owner_id": entity_id(owner.kind, owner.name) if owner else None,
                "place": project.place,
                "place_id": entity_id(place.kind, place.name) if place else None,
                "place_code": place.code if place else None,
                "phase": project.phase,
                "status": project.status,
                "status_text": project.status_text,
                "target_status": project.target_status,
                "target_start": project.target_start,
                "target_end": project.target_end,
                "amount_text": project.amount_text,
                "amount_cny_min": project.amount_cny_min,
                "amount_cny_max": project.amount_cny_max,
                "industry": project.industry,
                "mention_count": max(1, len(project.mentions)),
                "span_start": start,
                "span_end": end,
                "source_text": self.page.text[start:end],
                "rule": project.rule,
            }

    def listings(self) -> Iterator[Row]:
        first: dict[str, str] = {}
        listings = self.findings.listings
        spans = self.source_spans([listing.span for listing in listings])
        for position, (listing, (start, end)) in enumerate(zip(listings, spans, strict=True), 1):
            listing_id = self._id("listing", listing.span)
            original = first.setdefault(self._words(listing.span), listing_id)
            yield {
                "listing_id": listing_id,
                "document_id": self.document_id,
                "position": position,
                "kind": listing.kind,
                "label": listing.label,
                "name": listing.name,
                "start_date": listing.start,
                "end_date": listing.end,
                "precision": listing.precision,
                "venue": listing.venue,
                "organizer": listing.organizer,
                "duplicate_of": None if original == listing_id else original,
                "span_start": start,
                "span_end": end,
                "source_text": self.page.text[start:end],
                "rule": listing.rule,
            }

    def dates(self) -> Iterator[Row]:
        dates = self.findings.dates
        spans = self.source_spans([date.span for date in dates])
        for date, (start, end) in zip(dates, spans, strict=True):
            yield {
                "date_id": self._id("date", date.span, date.rule),
                "document_id": self.document_id,
                "text": self._words(date.span),
                "start_date": date.start,
                "end_date": date.end,
                "precision": date.precision,
                "basis": date.basis,
                "anchor_date": date.anchor,
                "span_start": start,
                "span_end": end,
                "source_text": self.page.text[start:end],
                "rule": date.rule,
            }

    def entities(self) -> Iterator[Row]:
        """This document's part of the entities; `pipeline.resolve` adds the parts up."""
        parts: dict[str, Row] = {}
        parents: dict[str, str] = {}
        for name, words, identifier in zip(self.names, self.named, self.entity_ids, strict=True):
            part = parts.get(identifier)
            if part is None:
                part = parts[identifier] = {
                    "entity_id": identifier,
                    "kind": name.kind,
                    "name": name.name,
                    "aliases": set(),
                    "parent_id": None,
                    "code": None,
                    "mention_count": 0,
                    "document_count": 1,
                }
            part["aliases"].add(words)
            part["mention_count"] += 1
            part["code"] = part["code"] or name.code
            if name.parent and identifier not in parents:
                parents[identifier] = entity_id(name.kind, name.parent)
        for identifier, part in parts.items():
            part["aliases"] = sorted(part["aliases"] - {part["name"]})
            parent = parents.get(identifier)
            part["parent_id"] = parent if parent in parts else None
            yield part

    def mentions(self) -> Iterator[Row]:
        spans = self.source_spans([name.span for name in self.names])
        told = zip(self.names, self.named, self.entity_ids, spans, strict=True)
        for name, words, identifier, (start, end) in told:
            yield {
                "mention_id": self._id("mention", name.span, name.kind),
                "document_id": self.document_id,
                "entity_id": identifier,
                "text": words,
                "span_start": start,
                "span_end": end,
                "source_text": self.page.text[start:end],
                "rule": name.rule,
            }

    def quality(self) -> Iterator[Row]:
        for problem in self.findings.problems:
            span = self.source_spans([problem.span])[0] if problem.span else None
            yield problem_row(problem, self.page.source, self.document_id, span)

    def _words(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def _id(self, table: str, span: Span, told_apart_by: str | None = None) -> str:
        start, end = span
        place = f"{table}{SEPARATOR}{self.document_id}{SEPARATOR}{start}{SEPARATOR}{end}"
        return digest(place if told_apart_by is None else f"{place}{SEPARATOR}{told_apart_by}")

    def _named(self, words: str | None) -> Name | None:
        return self._by_words.get(words) if words else None

    @cached_property
    def _by_words(self) -> dict[str, Name]:
        return dict(zip(reversed(self.named), reversed(self.names), strict=True))

    def _task_around(self, span: Span) -> str | None:
        around: Iterable[tuple[Task, str]] = zip(self.findings.tasks, self.task_ids, strict=True)
        return next(
            (i for t, i in around if t.span[0] <= span[0] and span[1] <= t.span[1]),
            None,
        )


def join_entities(parts: Iterable[Row]) -> list[Row]:
    """Documents' parts of the entities added up, in the order in which they were first named."""
    whole: dict[str, Row] = {}
    for part in parts:
        row = whole.get(part["entity_id"])
        if row is None:
            whole[part["entity_id"]] = dict(part)
            continue
        row["aliases"] = sorted({*row["aliases"], *part["aliases"]})
        row["mention_count"] += part["mention_count"]
        row["document_count"] += part["document_count"]
        for column in ("parent_id", "code"):
            row[column] = row[column] or part[column]
    return list(whole.values())
