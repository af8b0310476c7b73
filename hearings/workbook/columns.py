"""The shape of a hearing's workbook: the rows of its figures and the columns of its proposals."""

from functools import cache

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attachments.workbook.headings import Field
from attachments.workbook.writing import Kind
from hearings.models import HandVote, Minutes
from language.words import Names, in_each_language

# Translators: the names of sheets in an Excel workbook, at most 31 characters.
FIGURES_SHEET = pgettext_lazy("sheet of a workbook", "Figures of the minutes")
PROPOSALS_SHEET = pgettext_lazy("sheet of a workbook", "Proposals and questions")
GUIDE_SHEET = pgettext_lazy("sheet of a workbook", "How to fill in")

# The first sheet: a row for each figure of the minutes, and for their texts in each language.

HEARING = "hearing"
HEARING_LABEL = _("Number of the hearing on the portal")
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
TEXTS = tuple(f"{name}_{code}" for name in ("summary", "discrepancy") for code in LANGUAGES)
MINUTES_ROWS = (*Minutes.FIGURES, *TEXTS)

# Translators: in each language, every heading of one sheet must differ from the others.
FIGURES_FIELDS = (
    Field("figure", pgettext_lazy("heading of the workbook", "Figure"), "", width=44),
    Field(
        "value",
        pgettext_lazy("heading of the workbook", "In the minutes"),
        _(
            "A whole number, as the paper minutes report it. Leave it empty where the paper says "
            "nothing: empty is not zero."
        ),
        Kind.COUNT,
        30,
    ),
    Field("remark", pgettext_lazy("heading of the workbook", "For you"), "", width=60),
)

# The second sheet: a row for each proposal or question.

HANDS = HandVote.FIGURES
CONTACT = ("full_name", "phone")
_HANDS = _("How many hands were raised. Leave it empty where nobody counted.")

PROPOSALS_FIELDS = (
    Field(
        "kind",
        pgettext_lazy("heading of the workbook", "Kind"),
        _("Choose from the list. An empty cell means a proposal."),
        width=12,
    ),
    Field(
        "text",
        pgettext_lazy("heading of the workbook", "Text"),
        _("The words as they were said or written, without a name. A row without them is refused."),
        Kind.WORDS,
        60,
    ),
    Field(
        "language",
        pgettext_lazy("heading of the workbook", "Language of the text"),
        _("In which language the words are written. Choose from the list."),
        width=14,
    ),
    Field(
        "village",
        pgettext_lazy("heading of the workbook", "Village"),
        _("Choose from the list. Leave it empty where it concerns the whole aimak."),
        width=18,
    ),
    Field(
        "sector",
        pgettext_lazy("heading of the workbook", "Topic"),
        _("Choose from the list. An empty cell means “Other”."),
        width=26,
    ),
    Field(
        "group",
        pgettext_lazy("heading of the workbook", "Initiative group"),
        _("Choose from the list, only where a group proposes."),
        width=26,
    ),
    Field(
        "from_group",
        pgettext_lazy("heading of the workbook", "From a group, name unknown"),
        _("“Yes” where a group proposes and the paper does not say which one."),
        width=14,
    ),
    Field(
        "full_name",
        pgettext_lazy("heading of the workbook", "Full name of the proposer"),
        _("Only with the consent signed on the paper. It is never shown to the public."),
        Kind.CODE,
        28,
    ),
    Field(
        "phone",
        pgettext_lazy("heading of the workbook", "Telephone"),
        _("Like 0555 123 456. Only with the consent signed on the paper."),
        Kind.CODE,
        18,
    ),
    Field(
        "consent",
        pgettext_lazy("heading of the workbook", "Consent signed"),
        _("“Yes” where the person has signed the consent on the paper."),
        width=12,
    ),
    Field(
        "in_favour",
        pgettext_lazy("heading of the workbook", "Hands in favour"),
        _HANDS,
        Kind.COUNT,
    ),
    Field("against", pgettext_lazy("heading of the workbook", "Hands against"), _HANDS, Kind.COUNT),
    Field(
        "abstained",
        pgettext_lazy("heading of the workbook", "Hands abstained"),
        _HANDS,
        Kind.COUNT,
    ),
)


def row_label(key):
    """The name of a row of the first sheet, in the active language."""
    if key == HEARING:
        return str(HEARING_LABEL)
    return capfirst(str(Minutes._meta.get_field(key).verbose_name))


@cache
def rows_by_label():
    """The keys of the first sheet's rows, by their names in each language."""
    pairs = [(label, HEARING) for label in in_each_language(HEARING_LABEL)]
    for key in MINUTES_ROWS:
        label = Minutes._meta.get_field(key).verbose_name
        pairs += [(name, key) for name in (key, *in_each_language(label))]
    return Names(pairs)


@cache
def known_headings(fields):
    """Every heading of a sheet in every language."""
    names = [name for field in fields for name in in_each_language(field.heading)]
    return tuple(dict.fromkeys([*names, *(field.key for field in fields)]))


def key_in(fields):
    """What tells the column that a heading names, in any language; None for no column."""
    names = _names(fields)

    def key_of(text):
        return next(iter(names.meant_by(text)), None)

    return key_of


@cache
def _names(fields):
    return Names(
        (name, field.key)
        for field in fields
        for name in (field.key, *in_each_language(field.heading))
    )


def heading(key):
    """The heading of a column of proposals in the active language."""
    return str(next(field.heading for field in PROPOSALS_FIELDS if field.key == key))
