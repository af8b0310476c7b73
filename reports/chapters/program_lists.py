"""The lists of report 5: the measures one by one, and those of which nobody has told."""

from django.utils.translation import gettext as _

from attachments.workbook.writing import Kind
from reports.chapters.amounts import shown_of
from reports.section import Section
from reports.table import Column, Named, Table
from reports.totals.programs import MOST_MEASURES


def one_by_one(totals):
    columns = (
        Column("measure", _("Measure")),
        Column("status", _("Status")),
        Column("village", _("Village"), about=_("Empty: several villages or the whole aimak.")),
        Column("topic", _("Topic")),
        Column("years", _("Years"), about=_("Empty: no paper states them.")),
        Column("cost", _("Planned cost"), Kind.MONEY),
        Column(
            "found",
            _("Money found"),
            Kind.MONEY,
            _("What its sources state; where none states an amount, the plan of its budget lines."),
        ),
        Column("without_amount", _("Sources without an amount"), Kind.COUNT),
        Column("in_budget", _("In approved budgets"), Kind.MONEY, _("The plan of its lines.")),
        Column("spent", _("Spent from the budget"), Kind.MONEY, _("Executed on its lines.")),
    )
    shown = totals.all.deeds[:MOST_MEASURES]
    every = totals.all
    total = (
        _("Total"),
        "",
        "",
        "",
        "",
        every.total("cost").value,
        every.total("found").value,
        sum(deed.given.unstated for deed in every.deeds),
        every.total("in_budget").value,
        every.total("spent").value,
    )
    notes = shown_of(len(shown), len(every))
    if notes:
        notes.append(_("The total is that of all of them."))
    rows = [_row(deed) for deed in shown]
    table = Table("measures", _("Measures one by one"), columns, rows, total, notes)
    return Section("measures", table.title, table, empty=_("No public measure fits this choice."))


def _row(deed):
    measure = deed.measure
    return (
        Named.of(measure, "title", measure.get_absolute_url()),
        measure.get_status_display(),
        Named.of(measure.village, "name"),
        measure.get_sector_display(),
        measure.years,
        deed.cost,
        deed.found,
        deed.given.unstated,
        # Without a line there is nothing that a paper leaves unstated.
        deed.in_budget if deed.lines.lines else "",
        deed.spent if deed.lines.lines else "",
    )


def silent(totals):
    columns = (
        Column("measure", _("Measure")),
        Column("village", _("Village"), about=_("Empty: several villages or the whole aimak.")),
        Column("years", _("Years"), about=_("Empty: no paper states them.")),
        Column("last_word", _("Last told of it"), Kind.DATE),
    )
    rows = [
        (
            Named.of(measure, "title", measure.get_absolute_url()),
            Named.of(measure.village, "name"),
            measure.years,
            measure.last_word,
        )
        for measure in totals.silent
    ]
    notes = [
        *shown_of(len(rows), totals.silent_count),
        _("Measures under way of which nothing was told for three months."),
    ]
    table = Table(
        "silent", _("Measures without progress for a quarter"), columns, rows, notes=notes
    )
    return Section(
        "silent",
        table.title,
        table,
        empty=_("No measure under way has been without news for three months."),
    )
