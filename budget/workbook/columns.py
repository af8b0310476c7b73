"""The one shape of a budget's sheet: as a template, as it is brought and as it is exported."""

from functools import cache

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attachments.workbook.headings import Field
from attachments.workbook.writing import Kind
from budget.models.choices import QUARTERS
from language.words import folded, in_each_language

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
TITLES = tuple(f"title_{code}" for code in LANGUAGES)
NOTES = tuple(f"note_{code}" for code in LANGUAGES)
EXECUTED = {f"quarter_{quarter}": quarter for quarter in QUARTERS}
CODES = ("function", "economic")
PLANS = ("planned_draft", "approved", "revised")
MONEY = (*PLANS, *EXECUTED)

_TITLE = _("One language of the three is enough.")
_NOTE = _(
    "Everybody reads it. Needed where an executed figure is more than the plan or less than in "
    "the quarter before, or where a plan is cut below what is executed."
)
_EXECUTED = _(
    "What is executed since the beginning of the year, in som. Taken once the budget is approved."
)
_DRAFT = _(
    "The amount in the draft. The portal writes som; when you bring a file you may choose that "
    "its bare numbers count thousand som. An amount may also name its unit: 250.0 thousand. An "
    "empty cell changes nothing."
)


# Translators: in each language, every heading of the workbook must differ from the others.
FIELDS = (
    Field(
        "number",
        pgettext_lazy("heading of the workbook", "Number"),
        _("The number of the line as the paper counts: 1, 2.4, 7091-3. It names the line."),
        Kind.CODE,
    ),
    Field(
        "side",
        pgettext_lazy("heading of the workbook", "Revenue or expenditure"),
        _("Choose from the list."),
        width=16,
    ),
    Field(
        "function",
        pgettext_lazy("heading of the workbook", "Function code"),
        _("What the money is for, for example 7011. Only for expenditure."),
        Kind.CODE,
    ),
    Field(
        "economic",
        pgettext_lazy("heading of the workbook", "Economic code"),
        _("What kind of money it is, for example 2212. It may stay empty."),
        Kind.CODE,
    ),
    Field(TITLES[0], pgettext_lazy("heading of the workbook", "Title in Kyrgyz"), _TITLE),
    Field(TITLES[1], pgettext_lazy("heading of the workbook", "Title in Russian"), _TITLE),
    Field(TITLES[2], pgettext_lazy("heading of the workbook", "Title in English"), _TITLE),
    Field(
        "village",
        pgettext_lazy("heading of the workbook", "Village"),
        _("Leave it empty where the money is for the whole aimak."),
        width=18,
    ),
    Field(
        "source",
        pgettext_lazy("heading of the workbook", "Source of the money"),
        _("Choose from the list. A new line without a source is taken as own revenue."),
        width=22,
    ),
    Field(
        "measure",
        pgettext_lazy("heading of the workbook", "Measure"),
        _("The number of the measure: the one in the address of its page."),
        Kind.CODE,
    ),
    Field(
        "proposals",
        pgettext_lazy("heading of the workbook", "Proposals"),
        _("The numbers of the proposals that the line answers, like 2026-00012, with commas."),
        Kind.CODE,
        24,
    ),
    Field(
        "planned_draft",
        pgettext_lazy("heading of the workbook", "Draft plan"),
        _DRAFT,
        Kind.MONEY,
    ),
    Field(
        "approved",
        pgettext_lazy("heading of the workbook", "Approved plan"),
        _("For reading, in som. The approval of the budget sets it, and it never changes."),
        Kind.MONEY,
    ),
    Field(
        "revised",
        pgettext_lazy("heading of the workbook", "Revised plan"),
        _(
            "The plan as amended, in som. Another amount here amends the budget; choose the "
            "resolution when you bring the file."
        ),
        Kind.MONEY,
    ),
    Field(
        "quarter_1",
        pgettext_lazy("heading of the workbook", "Executed by the end of quarter 1"),
        _EXECUTED,
        Kind.MONEY,
    ),
    Field(
        "quarter_2",
        pgettext_lazy("heading of the workbook", "Executed by the end of quarter 2"),
        _EXECUTED,
        Kind.MONEY,
    ),
    Field(
        "quarter_3",
        pgettext_lazy("heading of the workbook", "Executed by the end of quarter 3"),
        _EXECUTED,
        Kind.MONEY,
    ),
    Field(
        "quarter_4",
        pgettext_lazy("heading of the workbook", "Executed by the end of quarter 4"),
        _EXECUTED,
        Kind.MONEY,
    ),
    Field(NOTES[0], pgettext_lazy("heading of the workbook", "Note in Kyrgyz"), _NOTE),
    Field(NOTES[1], pgettext_lazy("heading of the workbook", "Note in Russian"), _NOTE),
    Field(NOTES[2], pgettext_lazy("heading of the workbook", "Note in English"), _NOTE),
)
BY_KEY = {field.key: field for field in FIELDS}
_ALSO = {"№": "number"}


def heading(key):
    """The heading of a column in the active language."""
    return str(BY_KEY[key].heading)


@cache
def known_headings():
    """Every heading in every language, as `open_rows` looks for them."""
    names = [name for field in FIELDS for name in in_each_language(field.heading)]
    return tuple(dict.fromkeys([*names, *BY_KEY, *_ALSO]))


def key_of(text):
    """The column that a heading names in any language; None where it names none."""
    return _keys().get(folded(text))


@cache
def _keys():
    keys = {folded(name): key for name, key in _ALSO.items()}
    for field in FIELDS:
        for name in (field.key, *in_each_language(field.heading)):
            keys[folded(name)] = field.key
    return keys
