"""The headings that are open while a text is read, and the lists that an announcement opened."""

from typing import NamedTuple

from pipeline.parse.numbers import Mark
from pipeline.parse.titles import Announcement, Mode

_NUMBER_GAP = 3  # items a damaged page may have lost between two numbers
_SURE_RANK = 7  # 一、 and (一) open nothing but headings; 1. may open anything
_SALUTATION_RANK = 6  # a salutation ends (一) and what is below, not 一、


class OpenHeading(NamedTuple):
    """A heading that still takes what follows: `block` is its index in the outline."""

    tier: str
    rank: int | None
    block: int
    mode: Mode


class Headings:
    """The path of open headings, from the top of the outline down."""

    def __init__(self) -> None:
        self.path: list[OpenHeading] = []
        self._last_value: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.path)

    @property
    def parent(self) -> int | None:
        """The block of the lowest open heading."""
        return self.path[-1].block if self.path else None

    def mode(self, default: Mode) -> Mode:
        """How what stands under the open headings is to be read."""
        return self.path[-1].mode if self.path else default

    @property
    def numbered(self) -> bool:
        return any(heading.rank is not None for heading in self.path)

    def counts_on(self, mark: Mark) -> bool:
        """Is the number the next of its list, or the first of a new one?"""
        if mark.value <= 1 or (mark.rank is not None and mark.rank <= _SURE_RANK):
            return True
        return 0 < mark.value - self._last_value.get(mark.tier, 0) <= _NUMBER_GAP

    def open(self, heading: OpenHeading, mark: Mark | None) -> None:
        self.path.append(heading)
        if mark:
            self._last_value[mark.tier] = mark.value

    def close_for(self, tier: str, rank: int | None) -> None:
        """Close the headings that one of this tier does not stand under."""
        for depth, heading in enumerate(self.path):
            lower = rank is not None and heading.rank is not None and heading.rank >= rank
            if heading.tier == tier or lower or tier == "section":
                self.cut(depth)
                return
        while rank is not None and self.path and self.path[-1].rank is None:
            if self.path[-1].tier == "section":
                return
            self.path.pop()

    def close_items(self) -> None:
        """Close what a salutation ends."""
        while self.path and self.path[-1].tier != "section":
            rank = self.path[-1].rank
            if rank is not None and rank <= _SALUTATION_RANK:
                return
            self.path.pop()

    def close_tier(self, tier: str) -> None:
        """Close the lowest heading if it is of this tier."""
        if self.path and self.path[-1].tier == tier:
            self.path.pop()

    def cut(self, depth: int = 0) -> None:
        del self.path[depth:]


class AnnouncedList:
    """The list that the last announcement opened."""

    def __init__(self) -> None:
        self._says: Announcement | None = None
        self._tier: str | None = None
        self._end = 0
        self.awaited = 0  # paragraphs that may still open with a headline of the list

    def start(self, says: Announcement, end: int, unnumbered: bool) -> None:
        self._says, self._tier, self._end = says, None, end
        self.awaited = (says.count or 99) if unnumbered and says.mode == "plan" else 0

    def stop(self) -> None:
        self._says, self.awaited = None, 0

    def mode_of(self, mark: Mark, last_end: int) -> Mode | None:
        """The mode of an item: the first after the announcement, or the next of its list."""
        if self._says is None:
            return None
        if mark.value <= 1 and last_end == self._end:
            self._tier = mark.tier
        return self._says.mode if mark.tier == self._tier else None
