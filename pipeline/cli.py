"""The commands. Each imports what it needs when it runs, so that --help answers at once."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import pipeline.engine  # noqa: F401  chooses Arrow's allocator, for all commands
from pipeline import __version__
from pipeline.cli_analyst import changes, diff, explain, export, report
from pipeline.cli_exits import IO_ERROR, OK, QUARANTINED, data_option, exit_codes, last_line

if TYPE_CHECKING:
    from pipeline.run import Outcome
    from pipeline.settings import Settings


def _seeds(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--seeds",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default="seeds",
        show_default=True,
        help="Folder of input files.",
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
@data_option
@_settings
@_workers
@click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler to work on: tcp://HOST:PORT.")
def run(
    seeds: Path, data: Path, settings_file: Path | None, workers: int | None, scheduler: str | None
) -> None:
    """Run all stages and publish a snapshot."""
    from pipeline.run import run as run_all

    with exit_codes():
        _tell(data, run_all(seeds, data, _load(settings_file), workers, scheduler))


@cli.command()
@_seeds
@data_option
@_settings
def parse(seeds: Path, data: Path, settings_file: Path | None) -> None:
    """Stage 1 alone: read files, repair and lay out their text."""
    from pipeline.run import parse as parse_stage

    with exit_codes():
        _tell_stage("parse", parse_stage(seeds, data, _load(settings_file)))


@cli.command()
@data_option
@_settings
def normalise(data: Path, settings_file: Path | None) -> None:
    """Stage 2 alone: recognise dates, names, tasks, projects, listings."""
    from pipeline.run import normalise as normalise_stage

    with exit_codes():
        _tell_stage("normalise", normalise_stage(data, _load(settings_file)))


@cli.command()
@data_option
def validate(data: Path) -> None:
    """Stage 3 alone: hold every row against its table's declaration."""
    from pipeline.run import validate as validate_stage

    with exit_codes():
        _tell_stage("validate", validate_stage(data))


@cli.command()
@data_option
@_settings
def publish(data: Path, settings_file: Path | None) -> None:
    """Stage 4 alone: write the snapshot and switch data/latest to it."""
    from pipeline.run import publish as publish_stage

    with exit_codes():
        _tell(data, publish_stage(data, _load(settings_file)))


@cli.command()
@data_option
@click.option("--snapshot", metavar="RUN", help="Another snapshot than the latest.")
def verify(data: Path, snapshot: str | None) -> None:
    """Check every published byte against the manifest; exit 1 if any differs."""
    from pipeline.publish.verify import locate
    from pipeline.publish.verify import verify as verify_snapshot

    with exit_codes():
        folder = locate(data, snapshot)
        problems = verify_snapshot(folder)
        for problem in problems:
            click.echo(problem)
        last_line(snapshot=folder.name, sound=not problems, problems=len(problems))
        sys.exit(1 if problems else 0)


@cli.command()
@_seeds
@data_option
@_settings
@_workers
def replay(seeds: Path, data: Path, settings_file: Path | None, workers: int | None) -> None:
    """Try quarantined inputs again, after a fix, and publish what can be read now."""
    from pipeline.run import replay as replay_all

    with exit_codes():
        _tell(data, replay_all(seeds, data, _load(settings_file), workers))


@cli.command()
def dictionary() -> None:
    """Print the data dictionary."""
    from pipeline.tables.dictionary import render

    click.echo(render(), nl=False)


for command in (explain, diff, report, export):
    cli.add_command(command)


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


def _tell(data: Path, outcome: "Outcome") -> None:
    code = QUARANTINED if outcome.rejected else OK
    rows = outcome.rows
    if outcome.published:
        what = ", ".join(f"{rows[name]} {name}" for name in ("documents", *_SUMMARY))
        click.echo(f"Published {outcome.run}: {what}; {len(outcome.rejected)} inputs quarantined.")
    else:
        click.echo(f"Nothing new: {outcome.run} stands, {rows['documents']} documents.")
    last_line(
        run=outcome.run,
        snapshot=str(outcome.snapshot),
        published=outcome.published,
        rows=rows,
        rejected=[{"source": r.source, "check": r.check} for r in outcome.rejected[:100]],
        rejected_count=len(outcome.rejected),
        changes=changes(data, outcome.run) if outcome.published else {},
        exit=code,
    )
    sys.exit(code)


_SUMMARY = ("tasks", "projects", "listings", "dates", "entities", "quality")


def _tell_stage(stage: str, shards: int) -> None:
    click.echo(f"{stage}: {shards} shards done.")
    last_line(stage=stage, shards=shards, exit=OK)
