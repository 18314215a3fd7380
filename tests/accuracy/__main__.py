"""`python -m tests.accuracy`: the figures beside their floors; exit 1 where one is below."""

import sys

import click

from tests.accuracy import floors
from tests.accuracy.job import figures, measure


@click.command()
@click.option("--raise", "lift", is_flag=True, help="Write the higher floors.")
@click.option(
    "--errors", is_flag=True, help="Name what is wrong, but on held-out pages, on stderr."
)
def main(lift: bool, errors: bool) -> None:
    """Score the published tables of the gold pages and hold them against their floors."""
    if errors:
        click.echo("\n".join(measure().errors), err=True)
    measures = figures()
    held = floors.load()
    for table, name, value, count in measures:
        floor = held.get((table, name), 0.0)
        note = "below its floor" if value < floor else "above" if value - floor >= 0.001 else ""
        click.echo(f"{table:39} {name:9} {value:6.3f}  of {count:<4} floor {floor:.3f} {note}")
    if lift:
        held = floors.raised(measures, held)
        floors.save(held)
    problems = floors.broken(measures, held)
    click.echo("\n".join(problems) or "Every figure holds its floor.")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
