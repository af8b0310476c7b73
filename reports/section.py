"""A part of a report: a question, and its answer as words, a chart and a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from budget.charts import Bar, Series, bars, columns, stacked
from reports.table import Named, Table


@dataclass(frozen=True)
class Chart:
    """Values to draw. The same values stand in the table beside it.

    `shape` is "bars", "stacked" or "columns"; columns have `groups` and `series` in place of bars.
    """

    title: str
    bars: Sequence[Bar] = ()
    shape: str = "bars"
    tone: str = "money"
    description: str = ""
    groups: Sequence[str] = ()
    series: Sequence[Series] = ()

    def html(self, id):
        """The chart as it stands on a page."""
        about = {"title": self.title, "description": self.description, "tone": self.tone, "id": id}
        if self.shape == "columns":
            return columns(self.groups, self.series, **about)
        draw = stacked if self.shape == "stacked" else bars
        return draw(self.bars, **about)


@dataclass(frozen=True)
class Figure:
    """A large figure at the head of a report, as it is written; `share` says of what it is part."""

    label: str
    value: str
    share: str = ""


@dataclass(frozen=True)
class Picture:
    """A published photo: its small copy on the page, the large one behind it, what it shows.

    `key` names the record, for those who put the picture itself into a document.
    """

    key: str
    address: str
    thumbnail: str
    width: int
    height: int
    moment: str
    of: Named
    caption: Named
    taken_on: date | None = None

    @property
    def alt(self):
        """What is seen, as far as anybody wrote it; else of what it is a picture."""
        return self.caption if self.caption.text else self.of


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it. Sections without a table tell a few figures in words."""

    key: str
    title: str | Named
    table: Table | None = None
    chart: Chart | None = None
    figures: Sequence[Figure] = ()
    # Sums of money need more room than counts.
    has_sums: bool = False
    words: Sequence[str] = ()
    photos: Sequence[Picture] = ()
    # Said in place of the table where there is nothing to count.
    empty: str = ""
    # Where the rest stands, when only the first rows stand here.
    more: Named | None = None
