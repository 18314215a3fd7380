"""The report: one HTML file that shows a snapshot and asks nothing of any network."""

from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline.analyst.report import charts
from pipeline.analyst.report.gather import gather
from pipeline.analyst.shown import shown
from pipeline.publish.open import Snapshot


def render(snapshot: Snapshot) -> str:
    """The report's HTML. The same snapshot gives the same text."""
    told = gather(snapshot)
    return (
        _environment()
        .get_template("page.html")
        .render(
            **told,
            style=Markup(_own("style.css")),
            script=Markup(_own("script.js")),
            statuses=charts.statuses(told["status_counts"]),
            timeline=charts.timeline(told["moments"]),
        )
    )


def write(snapshot: Snapshot, data: Path) -> Path:
    """Write the report of a snapshot to `reports/RUN.html` in the data folder."""
    folder = data / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{snapshot.run}.html"
    beside = target.with_suffix(".tmp")
    beside.write_text(render(snapshot), "utf-8")
    return beside.replace(target)


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader(__name__, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: shown(value) if type(value) is str else value,
    )


def _own(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
