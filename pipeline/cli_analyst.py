"""The commands that show what was published. Each imports what it needs when it runs."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli_exits import OK, data_option, exit_codes, last_line

if TYPE_CHECKING:
    from pipeline.publish.open import Snapshot


@click.command()
@click.argument("wanted", metavar="ID|SOURCE")
@data_option
def explain(wanted: str, data: Path) -> None:
    """Show where a row comes from: its sentence, its rule, what is above and below it."""
    from pipeline.analyst.explain import explain as explain_row
    from pipeline.analyst.find import Unknown

    with exit_codes():
        try:
            for line in explain_row(_open(data).duckdb(), wanted, sys.stdout.isatty()):
                click.echo(line)
        except Unknown as error:
            raise click.UsageError(str(error)) from None


@click.command()
@click.argument("runs", metavar="[OLD] [NEW]", nargs=-1)
@data_option
@click.option("--json", "as_json", is_flag=True, help="As one JSON document.")
def diff(runs: tuple[str, ...], data: Path, as_json: bool) -> None:
    """Show what is new, gone and changed between two snapshots, the last two by default."""
    from pipeline.analyst import diff as differences

    if len(runs) > 2:
        raise click.UsageError("at most two snapshots, the older first")
    with exit_codes():
        new = _open(data, runs[1] if len(runs) == 2 else None)
        before = runs[0] if runs else new.manifest["previous"]
        if before is None:
            raise click.UsageError(f"{new.run} is the first snapshot: nothing to compare it with")
        old = _open(data, before)
        found = differences.diff(old.path, new.path)
        if as_json:
            told = {"old": old.run, "new": new.run, **differences.as_json(found)}
            click.echo(json.dumps(told, ensure_ascii=True))
            return
        for line in differences.as_text(found):
            click.echo(line)
        last_line(old=old.run, new=new.run, changes=differences.count(old.path, new.path))


@click.command()
@data_option
@click.option("--snapshot", metavar="RUN", help="Another snapshot than the latest.")
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
def report(data: Path, snapshot: str | None, show: bool) -> None:
    """Write one HTML file that shows a snapshot: data/reports/RUN.html."""
    with exit_codes():
        found = _open(data, snapshot)
        with _extra("report"):
            from pipeline.analyst.report import write
        path = write(found, data)
        click.echo(f"Written: {path}")
        if show:
            click.launch(str(path))
        last_line(report=str(path), run=found.run, exit=OK)


@click.command()
@data_option
@click.option("--snapshot", metavar="RUN", help="Another snapshot than the latest.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "xlsx", "ics"]),
    required=True,
    help="CSV files, one workbook, or listings and project targets as a calendar.",
)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to; default: exports/RUN in the data folder.",
)
def export(data: Path, snapshot: str | None, form: str, folder: Path | None) -> None:
    """Write the tables for programs that read no Parquet; formulas are defused."""
    from pipeline.analyst.calendar import to_ics
    from pipeline.analyst.export import TooLarge, to_csv, to_xlsx

    write = {"csv": to_csv, "xlsx": to_xlsx, "ics": to_ics}[form]
    with exit_codes():
        found = _open(data, snapshot)
        try:
            with _extra("report"):
                paths = write(found, folder or data / "exports" / found.run)
        except TooLarge as error:
            raise click.UsageError(str(error)) from None
        for path in paths:
            click.echo(f"Written: {path}")
        last_line(exported=[str(path) for path in paths], run=found.run, exit=OK)


def changes(data: Path, run: str) -> dict[str, dict[str, int]] | None:
    """How many rows a run has made new, gone or changed since the one before it; None where
    that one cannot be read any more. What is published stands either way."""
    import duckdb

    from pipeline.analyst.diff import count
    from pipeline.publish.manifest import Damaged
    from pipeline.publish.open import open_snapshot

    try:
        new = open_snapshot(data, run)
        previous = new.manifest["previous"]
        return count(open_snapshot(data, previous).path, new.path) if previous else {}
    except (OSError, Damaged, duckdb.Error):
        return None


@contextmanager
def _extra(name: str) -> Iterator[None]:
    """Says which extra to install where one of its packages is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        message = f"{error.name} is not installed: pip install 'policy-pipeline[{name}]'"
        raise click.ClickException(message) from None


def _open(data: Path, run: str | None = None) -> "Snapshot":
    from pipeline.publish.manifest import Damaged
    from pipeline.publish.open import open_snapshot

    try:
        return open_snapshot(data, run)
    except FileNotFoundError as error:
        raise click.UsageError(f"{error}: run `python -m pipeline run` first") from None
    except Damaged as error:
        raise click.ClickException(f"{data}: its manifest is damaged: {error}") from None
