"""A report as a workbook: what it is about, a sheet for each table, and what its columns mean."""

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from attachments.workbook.heights import LETTER
from attachments.workbook.writing import LONGEST_NAME, Column, Kind, Sheet, write_workbook
from budget.charts.markup import plain
from groups.models import Aimak
from language.numbers import parse_number
from language.templatetags.language import number, year
from language.texts import in_language
from reports.demonstration import warning
from reports.scope_words import in_words
from reports.table import Named

_HOLDS = {
    Kind.MONEY: gettext_lazy("An amount in som."),
    Kind.COUNT: gettext_lazy("A number."),
    Kind.QUANTITY: gettext_lazy("A number."),
    Kind.PERCENT: gettext_lazy("A share in percent."),
    Kind.YEAR: gettext_lazy("A year."),
    Kind.DATE: gettext_lazy("A date."),
}
# Of a column of texts, in digits.
NARROWEST = 12


def workbook(report, scope, sections):
    """The workbook in the active language: a temporary file, open at its beginning."""
    # Translators: the name of a sheet in an Excel workbook, at most 31 characters.
    first = pgettext("sheet of a workbook", "About the report")
    # Translators: the name of a sheet in an Excel workbook, at most 31 characters.
    last = pgettext("sheet of a workbook", "Explanations")
    named = _named([each.table for each in sections if each.table], {first, last})
    return write_workbook(
        _about(first, report, scope, sections),
        *(_sheet(name, table) for name, table in named),
        _columns_explained(last, named),
    )


def _about(name, report, scope, sections):
    """The first sheet: whose figures, of what and when; large figures; notes."""
    head = (Column(_("Report"), width=34), Column(str(report.title), width=90))
    aimak = Aimak.objects.current()
    rows = [
        *([("", warning(aimak))] if warning(aimak) else []),
        (_("What it is about"), str(report.about)),
        (_("Aiyl aimak"), in_language(aimak, "name")[0]),
        *in_words(scope, report),
        (_("Prepared on"), timezone.localdate()),
        (_("Empty cells"), _what_is_empty()),
    ]
    for section in sections:
        rows += [(figure.label, _figure(figure)) for figure in section.figures]
        rows += [(section.title, plain(words)) for words in section.words]
        if section.table:
            # What explains the table, or why there is nothing in it.
            notes = section.table.notes if section.table.rows else [section.empty]
            rows += [(section.title, plain(note)) for note in notes if note]
    return Sheet(head, rows, name)


def _what_is_empty():
    return _(
        "An empty cell is never zero: either nothing is stated there, or there is nothing to "
        "state, as with the village where the whole aimak is meant."
    )


def _figure(figure):
    """A bare number as one that can be calculated with; all else in words."""
    said = plain(figure.value)
    return f"{said} ({plain(figure.share)})" if figure.share else _number(said)


def _number(said):
    """The number whose writing this is, where it would be written so again; else the text."""
    try:
        found = parse_number(said)
    except ValueError:
        return said
    return found if said in (number(found), year(found)) else said


def _sheet(name, table):
    columns = [
        Column(each.title, each.kind, width=_width(each.kind, place, table.rows))
        for place, each in enumerate(table.columns)
    ]
    rows = (_values(table.columns, row) for row in table.rows)
    return Sheet(columns, rows, name, _values(table.columns, table.total) if table.total else ())


def _width(kind, place, rows):
    """As wide as its texts, where they need less than is usual; None: the usual."""
    if kind not in (Kind.TEXT, Kind.WORDS):
        return None
    longest = max((len(str(row[place])) for row in rows if row[place] is not None), default=0)
    return min(max(round(longest * LETTER) + 1, NARROWEST), kind.value[1])


def _values(columns, row):
    return [_value(column, value) for column, value in zip(columns, row, strict=True)]


def _value(column, value):
    if not isinstance(value, Named):
        return value
    # A year with a link stays a number that can be filtered and sorted.
    return int(value.text) if column.kind is Kind.YEAR and value.text.isdecimal() else value.text


def _columns_explained(name, named):
    head = (
        Column(_("Sheet"), width=32),
        Column(_("Column"), width=32),
        Column(_("What it holds"), width=24),
        Column(_("What it means"), Kind.WORDS, width=70),
    )
    rows = [
        (sheet, column.title, str(_HOLDS.get(column.kind, _("A text."))), column.about)
        for sheet, table in named
        for column in table.columns
    ]
    return Sheet(head, rows, name)


def _named(tables, others):
    """Each table with a name for its sheet: no two alike, however they are cut to fit."""
    taken, named = {name.casefold() for name in others}, []
    for place, table in enumerate(tables, start=1):
        title = capfirst(str(table.title))
        name = _fitting(title)
        if name.casefold() in taken:
            name = _fitting(title, f" {place}")
        taken.add(name.casefold())
        named.append((name, table))
    return named


def _fitting(title, ending=""):
    """The title within the limit, cut between words; without signs that no sheet name may hold."""
    title = " ".join("".join(" " if sign in "[]:*?/\\'" else sign for sign in title).split())
    if len(title) + len(ending) <= LONGEST_NAME:
        return title + ending
    room = LONGEST_NAME - len(ending) - 1
    words = title[: room + 1].split(" ")[:-1] or [title[:room]]
    # No name ends in "and", "of" or their like in another language.
    while len(words) > 1 and len(words[-1]) < 4:
        words.pop()
    return " ".join(words).rstrip(" ,;–-") + "…" + ending
