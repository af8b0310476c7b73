"""A table of a report as plain values, from which page, workbook, CSV, PDF and Word are made.

None is "not stated", which is never zero; an empty text is a cell that has nothing to say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from attachments.workbook.writing import Kind
from language.texts import active_language, in_language

NUMBERS = frozenset({Kind.MONEY, Kind.COUNT, Kind.QUANTITY, Kind.PERCENT, Kind.YEAR})

# Roughly how much of a sheet of paper a column needs, in millimetres.
_WIDTHS = {
    Kind.TEXT: 28,
    Kind.WORDS: 45,
    Kind.CODE: 16,
    Kind.MONEY: 21,
    Kind.COUNT: 14,
    Kind.QUANTITY: 16,
    Kind.PERCENT: 14,
    Kind.YEAR: 11,
    Kind.DATE: 17,
}
# Between the margins of an A4 sheet that stands upright.
UPRIGHT = 182


@dataclass(frozen=True)
class Named:
    """A text in a cell, with the language it is written in and the page that tells more."""

    text: str
    language: str = ""
    url: str = ""

    def __str__(self):
        return self.text

    @property
    def is_foreign(self):
        """Whether it stands in another language than the report."""
        return bool(self.language) and self.language != active_language()

    @classmethod
    def of(cls, record, field, url=""):
        """A translated field of a record in the reader's language, or the nearest there is."""
        return cls(*in_language(record, field), url)


Value = str | Named | int | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """A column: its name in files, its heading, what it holds, and what it means."""

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    about: str = ""

    @property
    def title(self):
        """The heading as readers see it, for sums of money with their unit."""
        if self.kind is Kind.MONEY:
            return _("%(what)s, som") % {"what": self.heading}
        return str(self.heading)

    @property
    def is_number(self):
        return self.kind in NUMBERS

    @property
    def width(self):
        """How much of a sheet of paper it needs, in millimetres."""
        return _WIDTHS[self.kind]


@dataclass(frozen=True)
class Table:
    """Rows under columns, perhaps with a last row of totals; the first column names the row."""

    key: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    total: Sequence[Value] = ()
    # Sentences about what is not stated and how the figures were added up.
    notes: Sequence[str] = ()

    @property
    def is_wide(self):
        """Whether it needs a sheet of paper that lies on its side, or small type."""
        return sum(column.width for column in self.columns) > UPRIGHT
