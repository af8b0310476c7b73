"""Report 6: what was done, who paid for it and who gained."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attachments.workbook.writing import Kind
from budget.charts import Bar
from language.money import amount, money
from language.templatetags.language import number
from reports.chapters.amounts import counted, shown_of, village_alone
from reports.chapters.gainers import by_kind, by_measure
from reports.chapters.result_lists import awards, photos, together, what_was_made
from reports.report import SECTOR, VILLAGE, YEARS, Report
from reports.section import Chart, Figure, Section
from reports.table import Column, Named, Table
from reports.totals.results import ResultTotals


def answer(scope):
    totals = ResultTotals(scope)
    sections = [_at_a_glance(totals), what_was_made(totals), together(totals)]
    sections += [by_kind(totals), by_measure(totals), _sources(totals), _given(totals)]
    sections += [awards(totals), photos(totals)]
    return [section for section in sections if section is not None]


def _at_a_glance(totals):
    given, prizes = totals.given, totals.prizes
    figures = [
        Figure(_("Measures done"), number(len(totals.measures))),
        Figure(_("Money given"), money(given.amount), _at_least(given.unstated)),
        Figure(_("Contests won"), number(len(totals.awards))),
    ]
    if totals.awards:
        figures.append(Figure(_("Prizes"), money(prizes.value), _at_least(prizes.unstated)))
    words = [
        *village_alone(totals.scope),
        _("Only measures that are done are counted here."),
        *counted(
            _("Measures of unknown years, which no year can name: %(count)s"), totals.without_years
        ),
    ]
    return Section("glance", _("At a glance"), figures=figures, has_sums=True, words=words)


def _at_least(unstated):
    if not unstated:
        return ""
    return _("at least; without an amount: %(count)s") % {"count": number(unstated)}


def _sources(totals):
    columns = (
        Column("source", _("Source")),
        Column("amount", _("Money given"), Kind.MONEY, _("The sum of the stated amounts.")),
        Column("contributions", _("Contributions"), Kind.COUNT),
        Column(
            "unstated",
            _("Without an amount"),
            Kind.COUNT,
            _("Given in work, in kind, or in money that no paper states."),
        ),
    )
    rows = [
        (source.label, given.amount, given.contributions, given.unstated)
        for source, given in totals.sources.items()
    ]
    given = totals.given
    total = (_("Total"), given.amount, given.contributions, given.unstated)
    table = Table("sources", _("Money by source"), columns, rows, total)
    return Section("sources", table.title, table, _shares(totals), empty=_nobody_gave())


def _shares(totals):
    bars = [
        Bar(source.label, given.amount, amount(given.amount))
        for source, given in totals.sources.items()
        if given.amount is not None
    ]
    return Chart(_("Money by source"), bars, shape="stacked") if bars else None


def _given(totals):
    columns = (
        Column("measure", _("Measure")),
        Column("source", _("Source")),
        Column("partner", _("Who gave")),
        Column("amount", _("Amount"), Kind.MONEY),
        Column("words", _("What was given")),
    )
    rows = [
        (
            Named.of(each.measure, "title", each.measure.get_absolute_url()),
            each.get_source_display(),
            Named.of(each.partner, "name"),
            each.amount,
            Named.of(each, "words"),
        )
        for each in totals.contributions
    ]
    notes = shown_of(len(rows), totals.given.contributions)
    table = Table("given", _("Who gave what"), columns, rows, notes=notes)
    return Section("given", table.title, table, empty=_nobody_gave())


def _nobody_gave():
    return _("Of no measure that is done a source is stated.")


RESULTS = Report(
    slug="results",
    title=gettext_lazy("Results"),
    about=gettext_lazy("What was made, who paid for it, who gained, and which contests were won."),
    answer=answer,
    filters=frozenset({YEARS, VILLAGE, SECTOR}),
)
