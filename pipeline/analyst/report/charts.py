"""Charts as SVG, drawn once; colours and type follow the page by `currentColor`."""

from typing import Any

import altair as alt
import vl_convert
from markupsafe import Markup

Values = list[dict[str, Any]]

_TYPE = 'system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif'
_STATUSES = {
    "proposed": "#8a63d2",
    "planned": "#3f7fd0",
    "under_construction": "#c77700",
    "completed": "#2f8f4e",
    "operating": "#12857c",
    "suspended": "#b5495b",
    "cancelled": "#8b5e4b",
    "unknown": "#7d8590",
}


def statuses(counts: Values) -> Markup | None:
    """Bars of projects by kind, divided by status. `counts`: kind, status, count."""
    if not counts:
        return None
    chart = (
        alt.Chart(_data(counts))
        .mark_bar()
        .encode(
            x=alt.X("count:Q", title="projects", axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("kind:N", title=None, sort="-x"),
            color=alt.Color(
                "status:N",
                title=None,
                scale=alt.Scale(domain=list(_STATUSES), range=list(_STATUSES.values())),
                legend=alt.Legend(orient="bottom", columns=4),
            ),
            order=alt.Order("status:N"),
        )
        .properties(width=420)
    )
    return _svg(chart)


def timeline(moments: Values) -> Markup | None:
    """Bars from first to last day. `moments`: kind, start, end (ISO days), what."""
    if not moments:
        return None
    chart = (
        alt.Chart(_data(moments))
        .mark_bar(height=10, minBandSize=4, opacity=0.65, color="#3f7fd0")
        .encode(
            x=alt.X("start:T", title=None, axis=alt.Axis(format="%Y-%m-%d", labelAngle=-30)),
            x2="end:T",
            y=alt.Y("kind:N", title=None),
        )
        .properties(width=640)
    )
    dots = chart.mark_point(filled=True, size=45, color="#c77700", opacity=0.8).encode(
        x2=alt.Undefined
    )
    return _svg(alt.layer(chart, dots))


def _data(values: Values) -> alt.InlineData:
    return alt.InlineData(values=values)


def _svg(chart: alt.TopLevelMixin) -> Markup:
    lines = {"domainColor": "currentColor", "tickColor": "currentColor", "gridOpacity": 0.25}
    words = {"labelColor": "currentColor", "titleColor": "currentColor", "labelFontSize": 12}
    config = {
        "background": None,
        "font": _TYPE,
        "view": {"stroke": None},
        "axis": {**lines, **words},
        "legend": words,
    }
    drawn = vl_convert.vegalite_to_svg({**chart.to_dict(), "config": config})
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))
