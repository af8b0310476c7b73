"""The words of a budget's closed lists, and those by which a row of totals is recognised."""

from functools import cache

from django.utils.translation import pgettext_lazy

from attachments.workbook.values import plain
from budget.models.choices import Side, Source
from language import words
from language.folding import fold
from language.words import folded, in_each_language

# How a row of totals begins in the sheets that people bring.
_TOTAL_WORDS = frozenset(
    map(fold, ("total", "totals", "итого", "всего", "бардыгы", "баары", "жыйынтыгы", "жыйынтык"))
)
TOTALS = {
    Side.REVENUE: pgettext_lazy("last rows of a workbook", "Total of the revenue"),
    Side.EXPENDITURE: pgettext_lazy("last rows of a workbook", "Total of the expenditure"),
}


# As people write them, beside the words of the portal.
_ALSO = {
    Side: (
        ("доход", Side.REVENUE.value),
        ("киреше", Side.REVENUE.value),
        ("расход", Side.EXPENDITURE.value),
        ("чыгаша", Side.EXPENDITURE.value),
        ("чыгым", Side.EXPENDITURE.value),
    )
}


def tidy(text):
    """A text on one line, with Kyrgyz letters for look-alikes: so it is stated and compared."""
    return words.tidy(plain(text or ""))


def names_of(choices):
    """The values of a closed list by their names in each language and by their keys."""
    return words.names_of(choices, _ALSO.get(choices, ()))


def is_total(text):
    """Whether a row that begins so adds up others."""
    text = folded(text)
    return text in _total_labels() or folded(text.partition(" ")[0]) in _TOTAL_WORDS


@cache
def _total_labels():
    return {folded(name) for label in TOTALS.values() for name in in_each_language(label)}


LISTS = {"side": Side, "source": Source}
