"""The words of closed lists and headings, recognised in each language of the portal."""

from collections import defaultdict
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, pgettext_lazy

from budget.models.choices import Side, Source
from attachments.workbook.values import plain
from language.folding import fold, repair_lookalikes

_MARKS = " .:;,*"

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
    "доход": Side.REVENUE,
    "киреше": Side.REVENUE,
    "расход": Side.EXPENDITURE,
    "чыгаша": Side.EXPENDITURE,
    "чыгым": Side.EXPENDITURE,
}


def tidy(text):
    """A text on one line, with Kyrgyz letters for look-alikes: so it is stated and compared."""
    return " ".join(repair_lookalikes(plain(text or "")).split())


def folded(text):
    """A heading or a word as it is compared: in any case, from any keyboard."""
    return fold(str(text)).strip(_MARKS)


def quoted(names):
    """Names that may be written, in the quotation marks of the reader's language."""
    return ", ".join(gettext("“%(text)s”") % {"text": name} for name in names)


def in_each_language(text):
    """The different wordings of a lazy text."""
    wordings = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            wordings.append(str(text))
    return list(dict.fromkeys(wordings))


class Names:
    """What words mean: each stands for one thing, unless two things have the same name."""

    def __init__(self, pairs):
        self._meant = defaultdict(list)
        for name, thing in pairs:
            if thing not in self._meant[folded(name)]:
                self._meant[folded(name)].append(thing)

    def meant_by(self, text):
        """The things of this name: none, one, or the several that share it."""
        return self._meant.get(folded(text), [])


@cache
def names_of(choices):
    """The values of a closed list by their names in each language and by their keys."""
    also = [(name, member.value) for name, member in _ALSO.items() if type(member) is choices]
    own = [
        (name, member.value)
        for member in choices
        for name in (member.value, *in_each_language(member.label))
    ]
    return Names(own + also)


def is_total(text):
    """Whether a row that begins so adds up others."""
    text = folded(text)
    return text in _total_labels() or text.partition(" ")[0].strip(_MARKS) in _TOTAL_WORDS


@cache
def _total_labels():
    return {folded(name) for label in TOTALS.values() for name in in_each_language(label)}


LISTS = {"side": Side, "source": Source}
