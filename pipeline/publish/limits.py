"""What the release gate puts up with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a snapshot may differ from the last one."""

    min_row_ratio: float = 0.5  # rows of a table, as a share of the last snapshot's
    max_row_ratio: float | None = None  # likewise; None: any growth
    max_null_share_rise: float = 0.2  # rise of the share of nulls in a column, 0 to 1
    null_rows: int = 100  # tables smaller than this have no steady shares
