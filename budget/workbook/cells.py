"""What is meant by one cell of a sheet of budget lines; no table is asked yet."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attachments.workbook.values import Unreadable
from budget.models import BudgetLine
from budget.workbook.columns import CODES, MONEY, NOTES, TITLES
from budget.workbook.words import LISTS, names_of, tidy
from language.money import MOST, TIYIN, NotMoney, Unit, parse_money
from language.words import quoted

LONGEST_NOTE = 500
MOST_PROPOSALS = 50
# What people write where there is nothing.
_NOTHING = {"-", "–", "—", "−"}
# 7011, or 7011 with its name behind it; 7011.5 and 2026-01-05 only begin with digits.
_CODE = re.compile(r"([0-9]{1,12})(?:[\s:–—-]+[^0-9].*)?", re.DOTALL)
_KEY = re.compile(r"[0-9]{1,18}")
_BETWEEN = re.compile(r"[\s,;]+")
_THOUSAND = {Unit.SOM: 1, Unit.THOUSAND: 1000}


def meant_by(key, value, unit):
    """The value of a cell in the column of this key; None for nothing. Raises Unreadable."""
    return _READERS[key](value, unit)


def _text(value):
    """What is written in a cell, as a text of one line."""
    if isinstance(value, date):
        raise Unreadable(
            _("The cell holds a date."), _("Format the cell as text and write it again.")
        )
    if isinstance(value, Decimal):
        return f"{value:f}"
    return tidy(value)


def _bounded(longest):
    def read(value, _unit):
        return _not_longer(_text(value), longest)

    return read


def _not_longer(text, longest):
    if len(text) <= longest:
        return text
    what = ngettext(
        "The text has %(length)s sign, and the limit is %(longest)s.",
        "The text has %(length)s signs, and the limit is %(longest)s.",
        len(text),
    )
    raise Unreadable(what % {"length": len(text), "longest": longest}, _("Shorten it."))


def _word_of(choices):
    def read(value, _unit):
        text = _text(value)
        meant = names_of(choices).meant_by(text)
        if len(meant) == 1:
            return meant[0]
        raise Unreadable(
            _("“%(text)s” is not in the list.") % {"text": _short(text)},
            _("Write one of these: %(known)s.") % {"known": quoted(choices.labels)},
        )

    return read


def _code(value, _unit):
    """The digits of a code; its name may stand behind them."""
    text = _text(value)
    match = _CODE.fullmatch(text)
    if match is None:
        raise Unreadable(
            _("“%(text)s” is not a code.") % {"text": _short(text)},
            _("Write the digits of the code alone, for example 7011."),
        )
    return match[1]


def _measure(value, _unit):
    text = _text(value)
    if _KEY.fullmatch(text):
        return int(text)
    raise Unreadable(
        _("“%(text)s” is not the number of a measure.") % {"text": _short(text)},
        _("Write the number that stands in the address of the measure’s page, for example 12."),
    )


def _proposals(value, _unit):
    numbers = list(dict.fromkeys(filter(None, _BETWEEN.split(_text(value)))))
    if len(numbers) <= MOST_PROPOSALS:
        return numbers
    raise Unreadable(
        _("The cell names more than %(most)s proposals.") % {"most": MOST_PROPOSALS},
        _("Name those that the line really answers."),
    )


def _money(value, unit):
    amount = _amount(value, unit)
    if amount is None:
        return None
    if amount < 0:
        raise Unreadable(
            _("The amount is below zero."),
            _("Write it without a minus; where nothing is known, leave the cell empty."),
        )
    if amount > MOST:
        raise Unreadable(_("The amount is too large."), _("Check its zeros and its unit."))
    return amount


def _amount(value, unit):
    if isinstance(value, date):
        raise Unreadable(
            _("The cell holds a date where an amount belongs."),
            _("Format the cell as a number and write the amount again."),
        )
    if isinstance(value, Decimal):
        return to_tiyin(value * _THOUSAND[unit])
    if value.strip() in _NOTHING:
        return None
    try:
        return parse_money(value, unit)
    except NotMoney as error:
        what = _("“%(text)s” is not a clear amount.") % {"text": _short(value)}
        raise Unreadable(what, str(error.sentence)) from None


def to_tiyin(number):
    """An amount rounded to whole tiyin, half a tiyin upwards, as a bookkeeper rounds."""
    return number.quantize(TIYIN, rounding=ROUND_HALF_UP)


def _short(text):
    text = " ".join(str(text).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def _length(name):
    return BudgetLine._meta.get_field(name).max_length


_READERS = {
    "number": _bounded(_length("number")),
    **dict.fromkeys(CODES, _code),
    "village": _bounded(300),
    "measure": _measure,
    "proposals": _proposals,
    **{key: _word_of(choices) for key, choices in LISTS.items()},
    **{key: _bounded(_length(key)) for key in TITLES},
    **dict.fromkeys(MONEY, _money),
    **dict.fromkeys(NOTES, _bounded(LONGEST_NOTE)),
}
