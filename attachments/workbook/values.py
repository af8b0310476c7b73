"""What a cell holds: a text, an exact number or a date; anything else is a problem of the cell."""

import math
import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

# A spreadsheet keeps 15 digits of a number; what stands behind them is noise (0.1 + 0.2).
DIGITS = 15

FORMULA = _("The cell holds a formula.")
PASTE_VALUES = _("Copy the cell and paste it as values.")
ERROR = _("The cell holds an error of the spreadsheet.")
WRITE_VALUE = _("Write the value itself into the cell.")
TRUTH = _("The cell holds TRUE or FALSE.")
TIME = _("The cell holds a time of day.")
WRITE_PLAINLY = _("Write a text, a number or a date into the cell.")
TOO_LARGE = _("The number in the cell is too large.")
CHECK_NUMBER = _("Check the number: it has more than 15 digits.")

_SPACES = re.compile("[\xa0\u2007\u202f]")
_LINE_BREAKS = re.compile("\r\n?")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
# Control characters and halves of characters: no database and no XML takes them.
_UNWRITABLE = {"Cc", "Cs"}


class Unreadable(ValueError):
    """A cell that gives no value: what is wrong, and the remedy."""

    def __init__(self, what, remedy):
        super().__init__(what, remedy)
        self.what, self.remedy = what, remedy


def value_of(cell):
    """The value of a cell: str, Decimal, date, or None for an empty one."""
    value = cell.value
    if cell.data_type == "f":
        raise Unreadable(FORMULA, PASTE_VALUES)
    if cell.data_type == "e":
        raise Unreadable(ERROR, WRITE_VALUE)
    if value is None:
        return None
    if isinstance(value, bool):
        raise Unreadable(TRUTH, WRITE_PLAINLY)
    if isinstance(value, str):
        return plain(unescaped(value)) or None
    if isinstance(value, int | float):
        return exact(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    raise Unreadable(TIME, WRITE_PLAINLY)


def exact(number):
    """The number that the spreadsheet shows: 0.3, where its float is 0.30000000000000004."""
    if not math.isfinite(number) or abs(number) >= 10**DIGITS:
        raise Unreadable(TOO_LARGE, CHECK_NUMBER)
    # Without an exponent, and without a sign before zero.
    return Decimal(f"{Decimal(f'{number:.{DIGITS}g}'):f}") + 0


def plain(text):
    """The text as it is written and read: what comes back of it after a round trip."""
    # Most texts have nothing to mend, and a million of them are not looked through sign by sign.
    if text.isprintable():
        return text.strip(" ")
    text = _SPACES.sub(" ", _LINE_BREAKS.sub("\n", text))
    text = "".join(filter(_is_writable, text)).strip(" ")
    # Blank signs alone are an empty cell to a spreadsheet.
    return text if text.strip() else ""


def _is_writable(sign):
    if sign in "\t\n":
        return True
    return sign not in "\ufffe\uffff" and unicodedata.category(sign) not in _UNWRITABLE


def unescaped(text):
    """The text with the signs that the format writes as _x000D_."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
