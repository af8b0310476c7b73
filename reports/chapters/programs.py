"""Report 5: the measures of the programmes, where they stand and what was found for them."""

from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attachments.workbook.writing import Kind
from budget.charts import Bar
from language.labels import label
from language.money import amount, money
from language.templatetags.language import number
from programs.models import Measure
from reports.chapters.amounts import counted, part_of, village_alone
from reports.chapters.program_lists import one_by_one, silent
from reports.report import KIND, SECTOR, VILLAGE, YEARS, Report
from reports.section import Chart, Figure, Section
from reports.table import Column, Named, Table
from reports.totals.programs import ProgramTotals


def answer(scope):
    totals = ProgramTotals(scope)
    return [
        _at_a_glance(totals),
        _by_status(totals),
        _by_program(totals),
        _by_topic(totals),
        one_by_one(totals),
        silent(totals),
    ]


def _at_a_glance(totals):
    every = totals.all
    figures = [Figure(_("Measures"), number(len(every)))]
    figures += [
        Figure(status.label, number(len(deeds))) for status, deeds in totals.by_status.items()
    ]
    figures += [
        Figure(_("Planned cost"), money(every.total("cost").value)),
        Figure(
            _("Money found"),
            money(every.total("found").value),
            part_of(every.ratio("found", "cost")),
        ),
        Figure(
            _("Spent from the budget"),
            money(every.total("spent").value),
            part_of(every.ratio("spent", "cost")),
        ),
    ]
    words = [
        *village_alone(totals.scope),
        _("Each share is taken over the measures that state both figures."),
        _(
            "Cost, money found and money spent are those of the whole measure, not only of the "
            "chosen years."
        ),
        *counted(
            _("Measures of unknown years, which no year can name: %(count)s"), totals.without_years
        ),
    ]
    return Section("glance", _("At a glance"), figures=figures, has_sums=True, words=words)


def _by_status(totals):
    title = _("Measures by status")
    rows = [
        (status.label, *_sums(deeds)) for status, deeds in totals.by_status.items() if len(deeds)
    ]
    chart, notes = _cost_and_money(totals), _notes(totals.all)
    return _groups("statuses", title, _("Status"), rows, totals.all, chart, notes)


def _by_program(totals):
    title = _("Measures by programme")
    rows = [(_program(program), *_sums(deeds)) for program, deeds in totals.by_program.items()]
    return _groups("programs", title, _("Programme"), rows, totals.all)


def _by_topic(totals):
    title = _("Measures by topic")
    topic = partial(label, Measure.Sector)
    rows = [(topic(sector), *_sums(deeds)) for sector, deeds in totals.by_sector.items()]
    return _groups("topics", title, _("Topic"), rows, totals.all)


def _groups(key, title, heading, rows, every, chart=None, notes=()):
    silent = _("How many measures do not state it.")
    columns = (
        Column("group", heading),
        Column("measures", _("Measures"), Kind.COUNT),
        Column("cost", _("Planned cost"), Kind.MONEY, _("Of the measures that state one.")),
        Column("without_cost", _("Cost not stated"), Kind.COUNT, silent),
        Column("found", _("Money found"), Kind.MONEY, _how_found()),
        Column("without_money", _("Money not stated"), Kind.COUNT, silent),
        Column(
            "in_budget",
            _("In approved budgets"),
            Kind.MONEY,
            _("The plan of the lines that pay for the measures. Never added to the money found."),
        ),
        Column(
            "spent", _("Spent from the budget"), Kind.MONEY, _("Executed on these budget lines.")
        ),
    )
    total = (_("Total"), *_sums(every)) if len(rows) > 1 else ()
    table = Table(key, title, columns, rows, total, notes)
    return Section(key, title, table, chart, empty=_("No public measure fits this choice."))


def _sums(deeds):
    cost, found = deeds.total("cost"), deeds.total("found")
    return (
        len(deeds),
        cost.value,
        cost.unstated,
        found.value,
        found.unstated,
        # Without a line there is nothing that a paper leaves unstated.
        deeds.total("in_budget").value if deeds.lines else "",
        deeds.total("spent").value if deeds.lines else "",
    )


def _notes(every):
    return [
        _how_found(),
        *counted(
            _("Money found is a least: measures of which some source states no amount: %(count)s"),
            every.found_in_part,
        ),
        *counted(
            _("Budget lines of these measures without an executed figure: %(count)s"),
            every.not_executed,
        ),
    ]


def _how_found():
    return _(
        "Money found is what the sources of a measure state; where none states an amount, the plan "
        "of its budget lines. The two are never added: they are the same money."
    )


def _program(program):
    if program is None:
        return _("No programme is named")
    title = Named.of(program, "title", program.get_absolute_url())
    return title if title.text else Named(program.years, url=program.get_absolute_url())


def _cost_and_money(totals):
    """The planned cost of each status, the money found beneath it; of measures that state both."""
    bars = []
    for status, deeds in totals.by_status.items():
        both = deeds.ratio("found", "cost")
        if both.whole is not None:
            said = _("Money found: %(amount)s") % {"amount": amount(both.part)}
            bars.append(Bar(status.label, both.whole, amount(both.whole), both.part, said))
    title = _("Planned cost and money found, of the measures that state both")
    return Chart(title, bars) if bars else None


PROGRAMS = Report(
    slug="programs",
    title=gettext_lazy("Programme (SEDP)"),
    about=gettext_lazy(
        "Which measures are planned, funded, under way, done or stopped; cost, money found, spent."
    ),
    answer=answer,
    filters=frozenset({YEARS, VILLAGE, SECTOR, KIND}),
    kinds=Measure.Status.choices,
    kind_label=gettext_lazy("Status"),
)
