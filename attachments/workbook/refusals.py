"""What is wrong with a workbook, said so that a clerk can put it right."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


class WorkbookRefused(Exception):
    """The whole file is refused; the exception reads as one message in the clerk's language."""

    def __init__(self, message, code, **holes):
        super().__init__(str(message) % holes if holes else str(message))
        self.code = code


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell, or one row, that cannot be taken: where it is, what is wrong and what to do.

    `what` and `remedy` are whole sentences; `column` is a letter, empty where the row is meant.
    """

    row: int
    what: str
    remedy: str
    column: str = ""
    heading: str = ""

    def __str__(self):
        return f"{self.place} {self.what} {self.remedy}"

    @property
    def place(self):
        """Row 12, column D (Planned):"""
        # As text: a row number wears no thousands separator in the workbook either.
        holes = {"row": str(self.row), "column": self.column, "heading": self.heading}
        if not self.column:
            return _("Row %(row)s:") % holes
        if not self.heading:
            return _("Row %(row)s, column %(column)s:") % holes
        return _("Row %(row)s, column %(column)s (%(heading)s):") % holes
