"""Who gains in report 6: kind by kind, and measure by measure."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from attachments.workbook.writing import Kind
from budget.charts import Bar
from language.templatetags.language import number
from programs.models import Measure
from reports.chapters.amounts import counted, shown_of
from reports.section import Chart, Section
from reports.table import Column, Named, Table

# A longer table is no reading any more; the sums are those of all measures.
MOST = 100


def by_kind(totals):
    """Each kind by itself: a household holds women and children, so nothing is added up."""
    columns = (
        Column("kind", _("Who gains")),
        Column("count", _("How many"), Kind.COUNT, _("The sum over the measures that state it.")),
        Column("stated", _("Measures that state it"), Kind.COUNT),
        Column("unstated", _("Measures that do not state it"), Kind.COUNT),
    )
    sums = [(name, totals.gained(kind)) for kind, name in _kinds()]
    rows = [
        (name, total.value, len(totals.measures) - total.unstated, total.unstated)
        for name, total in sums
        if total.value is not None
    ]
    notes = [
        _("One person may stand in several of these figures, so they are not added up."),
        _("The same people may gain from several measures: a sum counts them each time."),
        *counted(
            _("Measures that are done and do not state who gains: %(count)s"),
            len(totals.measures) - len(totals.gainers),
        ),
    ]
    table = Table("kinds", _("Who gains"), columns, rows, notes=notes)
    bars = [Bar(name, total.value, number(total.value)) for name, total in sums]
    known = [bar for bar in bars if bar.value is not None]
    chart = Chart(_("Who gains"), known, tone="done") if known else None
    return Section("kinds", table.title, table, chart, empty=_nobody_stated())


def by_measure(totals):
    """The measures that state who gains; what they leave out is counted in the table of kinds."""
    about = _("Empty: the measure does not state it.")
    columns = (
        Column("measure", _("Measure")),
        *(Column(kind, name, Kind.COUNT, about) for kind, name in _kinds()),
    )
    rows = [_row(measure) for measure in totals.gainers[:MOST]]
    notes = [*shown_of(len(rows), len(totals.gainers)), _("Empty cells: not stated.")]
    table = Table("gained", _("Who gains from each measure"), columns, rows, notes=notes)
    return Section("gained", table.title, table, empty=_nobody_stated())


def _row(measure):
    counts = (getattr(measure, kind) for kind in Measure.BENEFICIARIES)
    name = Named.of(measure, "title", measure.get_absolute_url())
    return (name, *("" if count is None else count for count in counts))


def _kinds():
    """(name of the column, name of the kind) for each kind of beneficiaries."""
    fields = map(Measure._meta.get_field, Measure.BENEFICIARIES)
    return [(field.name, capfirst(str(field.verbose_name))) for field in fields]


def _nobody_stated():
    return _("Who gains is stated for no measure that is done.")
