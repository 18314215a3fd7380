"""The commands that show what was published. Each imports what it needs when it runs."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli_exits import data_option, exit_codes

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


def _open(data: Path, run: str | None = None) -> "Snapshot":
    from pipeline.publish.open import open_snapshot

    try:
        return open_snapshot(data, run)
    except FileNotFoundError as error:
        raise click.UsageError(f"{error}: run `python -m pipeline run` first") from None
