"""The commands. Each imports what it needs when it runs, so that --help answers at once."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import __version__

if TYPE_CHECKING:
    from pipeline.run import Outcome
    from pipeline.settings import Settings

OK, BUG, USAGE, QUARANTINED, REFUSED, NO_INPUT, IO_ERROR, LOCKED = 0, 1, 2, 3, 4, 65, 74, 75


def _seeds(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--seeds",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default="seeds",
        show_default=True,
        help="Folder of input files.",
    )(command)


def _data(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        default="data",
        show_default=True,
        help="Folder that snapshots are published in.",
    )(command)


def _settings(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--settings",
        "settings_file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="TOML file of settings.",
    )(command)


def _workers(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--workers",
        type=click.IntRange(min=0),
        help="Processes; 0: all in this one. Default: one per core from some hundred documents.",
    )(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pipeline")
def cli() -> None:
    """Scraped Chinese policy and industry pages into tables of tasks, projects and listings."""


@cli.command()
@_seeds
@_data
@_settings
@_workers
@click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler to work on: tcp://HOST:PORT.")
def run(
    seeds: Path, data: Path, settings_file: Path | None, workers: int | None, scheduler: str | None
) -> None:
    """Run all stages and publish a snapshot."""
    from pipeline.run import run as run_all

    with _exit_codes():
        _tell(run_all(seeds, data, _load(settings_file), workers, scheduler))


@cli.command()
@_seeds
@_data
@_settings
def parse(seeds: Path, data: Path, settings_file: Path | None) -> None:
    """Stage 1 alone: read files, repair and lay out their text."""
    from pipeline.run import parse as parse_stage

    with _exit_codes():
        _tell_stage("parse", parse_stage(seeds, data, _load(settings_file)))


@cli.command()
@_data
@_settings
def normalise(data: Path, settings_file: Path | None) -> None:
    """Stage 2 alone: recognise dates, names, tasks, projects, listings."""
    from pipeline.run import normalise as normalise_stage

    with _exit_codes():
        _tell_stage("normalise", normalise_stage(data, _load(settings_file)))


@cli.command()
@_data
def validate(data: Path) -> None:
    """Stage 3 alone: hold every row against its table's declaration."""
    from pipeline.run import validate as validate_stage

    with _exit_codes():
        _tell_stage("validate", validate_stage(data))


@cli.command()
@_data
@_settings
def publish(data: Path, settings_file: Path | None) -> None:
    """Stage 4 alone: write the snapshot and switch data/latest to it."""
    from pipeline.run import publish as publish_stage

    with _exit_codes():
        _tell(publish_stage(data, _load(settings_file)))


@cli.command()
@_data
@click.option("--snapshot", metavar="RUN", help="Another snapshot than the latest.")
def verify(data: Path, snapshot: str | None) -> None:
    """Check every published byte against the manifest; exit 1 if any differs."""
    from pipeline.publish.verify import locate
    from pipeline.publish.verify import verify as verify_snapshot

    with _exit_codes():
        folder = locate(data, snapshot)
        problems = verify_snapshot(folder)
        for problem in problems:
            click.echo(problem)
        _last_line(snapshot=folder.name, sound=not problems, problems=len(problems))
        sys.exit(1 if problems else 0)


@cli.command()
@_seeds
@_data
@_settings
@_workers
def replay(seeds: Path, data: Path, settings_file: Path | None, workers: int | None) -> None:
    """Try quarantined inputs again, after a fix, and publish what can be read now."""
    from pipeline.run import replay as replay_all

    with _exit_codes():
        _tell(replay_all(seeds, data, _load(settings_file), workers))


@cli.command()
def dictionary() -> None:
    """Print the data dictionary."""
    from pipeline.tables.dictionary import render

    click.echo(render(), nl=False)


def main() -> None:
    """Entry point: the process's exit code tells what happened."""
    _occupy_standard_streams()
    try:
        cli()
    except OSError as error:  # stdout is closed or full
        sys.stderr.write(f"pipeline: {error}\n")
        sys.exit(IO_ERROR)


def _occupy_standard_streams() -> None:
    """Else the lock or a table gets the number of a closed stream, and what is printed with it."""
    while (lowest := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(lowest)
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115, PTH123


def _load(settings_file: Path | None) -> "Settings":
    from pipeline.settings import SettingsError, load

    try:
        return load(settings_file)
    except SettingsError as error:
        raise click.UsageError(str(error)) from None


@contextmanager
def _exit_codes() -> Iterator[None]:
    """Known ends as exit codes and one line on stderr; what is left is a bug, exit 1."""
    from pipeline.publish.lock import Locked
    from pipeline.publish.signals import stoppable
    from pipeline.publish.snapshot import GateRefused
    from pipeline.run import NoUsableInput

    try:
        with stoppable():
            yield
    except Locked as error:
        _fail(LOCKED, f"{error}; try again when it is done")
    except GateRefused as error:
        _fail(REFUSED, f"not published: {error}; the tables are kept in {error.path}")
    except NoUsableInput as error:
        _fail(NO_INPUT, str(error))
    except OSError as error:
        _fail(IO_ERROR, f"{error}; the last snapshot stays, run again when it is mended")


def _fail(code: int, message: str) -> None:
    click.echo(f"pipeline: {message}", err=True)
    _last_line(exit=code, reasons=[message])
    sys.exit(code)


def _tell(outcome: "Outcome") -> None:
    code = QUARANTINED if outcome.rejected else OK
    rows = outcome.rows
    if outcome.published:
        what = ", ".join(f"{rows[name]} {name}" for name in ("documents", *_SUMMARY))
        click.echo(f"Published {outcome.run}: {what}; {len(outcome.rejected)} inputs quarantined.")
    else:
        click.echo(f"Nothing new: {outcome.run} stands, {rows['documents']} documents.")
    _last_line(
        run=outcome.run,
        snapshot=str(outcome.snapshot),
        published=outcome.published,
        rows=rows,
        rejected=[{"source": r.source, "check": r.check} for r in outcome.rejected[:100]],
        rejected_count=len(outcome.rejected),
        exit=code,
    )
    sys.exit(code)


_SUMMARY = ("tasks", "projects", "listings", "dates", "entities", "quality")


def _tell_stage(stage: str, shards: int) -> None:
    click.echo(f"{stage}: {shards} shards done.")
    _last_line(stage=stage, shards=shards, exit=OK)


def _last_line(**fields: object) -> None:
    if sys.stdout is None:
        raise OSError("stdout is closed")
    click.echo(json.dumps(fields, ensure_ascii=True))
