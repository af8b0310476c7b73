"""What is meant by one cell of a hearing's workbook; no table is asked yet."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from phonenumber_field.formfields import PhoneNumberField

from attachments.workbook.values import Unreadable
from hearings.models import Proposal, Proposer
from hearings.models.choices import Sector
from hearings.models.proposal.model import TEXT_LIMIT
from hearings.workbook.columns import CONTACT, HANDS, TEXTS
from language.numbers import CountField
from language.words import Names, names_of, quoted, tidy

LONGEST_TEXT_OF_MINUTES = 10_000
LONGEST_NAME = 300
# What people write where there is nothing.
_NOTHING = {"-", "–", "—", "−"}
_TELEPHONE = PhoneNumberField(region="KG")
_COUNT = CountField()


class Answer(models.TextChoices):
    YES = "yes", gettext_lazy("Yes")
    NO = "no", gettext_lazy("No")


_YES_AND_NO = (
    *((word, Answer.YES.value) for word in ("да", "ооба", "бар", "x", "х", "+", "v", "1", "✓")),
    *((word, Answer.NO.value) for word in ("нет", "жок", "0")),
)
_LANGUAGES = Names(
    [(name, code) for code, label in settings.LANGUAGES for name in (code, label)]
    + [(name, "ky") for name in ("кыргыз тили", "киргизский", "кыргызский", "Kyrgyz")]
    + [(name, "ru") for name in ("орусча", "орус тили", "Russian")]
    + [(name, "en") for name in ("англисче", "англис тили", "английский")]
)


def of_minutes(key, value):
    """The value of a row of the first sheet: a count, or a text. Raises Unreadable."""
    if key in TEXTS:
        return _not_longer(_words(value), LONGEST_TEXT_OF_MINUTES)
    return _count(value)


def of_proposal(key, value):
    """The value of a cell of the second sheet; None for nothing. Raises Unreadable."""
    return _READERS[key](value)


def _words(value):
    """A text with its line breaks."""
    if isinstance(value, date):
        raise Unreadable(
            _("The cell holds a date."), _("Format the cell as text and write it again.")
        )
    return f"{value:f}" if isinstance(value, Decimal) else value.strip()


def _line(value):
    return tidy(_words(value))


def _named(value):
    return _not_longer(_line(value), LONGEST_NAME)


def _not_longer(text, longest):
    if len(text) <= longest:
        return text
    what = ngettext(
        "The text has %(length)s sign, and the limit is %(longest)s.",
        "The text has %(length)s signs, and the limit is %(longest)s.",
        len(text),
    )
    raise Unreadable(what % {"length": len(text), "longest": longest}, _("Shorten it."))


def _text(value):
    return _not_longer(_words(value), TEXT_LIMIT)


def _full_name(value):
    return _not_longer(_line(value), Proposer._meta.get_field("full_name").max_length)


def _one_of(names, known):
    """Read one of the known words; `known` tells them in the reader's language."""

    def read(value):
        text = _line(value)
        meant = names().meant_by(text)
        if len(meant) == 1:
            return meant[0]
        raise Unreadable(
            _("“%(text)s” is not in the list.") % {"text": _short(text)},
            _("Write one of these: %(known)s.") % {"known": quoted(known())},
        )

    return read


def _choice(choices, also=()):
    return _one_of(lambda: names_of(choices, also), lambda: choices.labels)


def _answer(value):
    return _ANSWER(value) == Answer.YES


def _telephone(value):
    text = _line(value)
    if text in _NOTHING:
        return None
    try:
        return _TELEPHONE.clean(text)
    except ValidationError:
        # The number is not repeated: it belongs to a person.
        raise Unreadable(
            _("This is not a telephone number."),
            _("Write it like 0777 123 456, or leave the cell empty."),
        ) from None


def _count(value):
    if isinstance(value, date):
        raise Unreadable(
            _("The cell holds a date where a count belongs."),
            _("Format the cell as a number and write the count again."),
        )
    text = f"{value:f}" if isinstance(value, Decimal) else value.strip()
    if text in _NOTHING:
        return None
    try:
        return _COUNT.clean(text)
    except ValidationError:
        raise Unreadable(
            _("“%(text)s” is not a count.") % {"text": _short(text)},
            _("Write a whole number; where nothing is known, leave the cell empty."),
        ) from None


def _short(text):
    text = " ".join(str(text).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


_ANSWER = _choice(Answer, _YES_AND_NO)
_READERS = {
    "kind": _choice(Proposal.Kind),
    "text": _text,
    "language": _one_of(lambda: _LANGUAGES, lambda: [label for _code, label in settings.LANGUAGES]),
    "village": _named,
    "sector": _choice(Sector),
    "group": _named,
    "from_group": _answer,
    **dict(zip(CONTACT, (_full_name, _telephone), strict=True)),
    "consent": _answer,
    **dict.fromkeys(HANDS, _count),
}
