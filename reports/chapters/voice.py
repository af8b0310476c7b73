"""Report 3: how much money went where people had asked for it, and which promises got none."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attachments.workbook.writing import Kind
from budget.charts import Series
from language.money import amount, money
from language.templatetags.language import number
from reports.chapters.amounts import counted, drafts_among, executed_of, part_of, share_in, year_of
from reports.chapters.voice_lists import largest, promises, unspent
from reports.report import SECTOR, VILLAGE, YEARS, Report
from reports.section import Chart, Figure, Section
from reports.table import Column, Table
from reports.totals.voice import VoiceTotals


def answer(scope):
    totals = VoiceTotals(scope)
    sections = [_at_a_glance(totals), _by_year(totals)]
    return [*sections, largest(totals), promises(totals), unspent(totals)]


def _at_a_glance(totals):
    figures = [
        Figure(_("Planned for what citizens proposed"), *_sum(totals.plan, totals.plan_ratio)),
        Figure(_("Executed on these lines"), *_sum(totals.executed, totals.executed_ratio)),
        Figure(_("Lines that answer proposals"), number(totals.line_count)),
        Figure(_("Promises without money"), number(totals.promise_count)),
        Figure(_("Lines on which nothing was spent"), number(totals.unspent_count)),
    ]
    return Section(
        "glance", _("At a glance"), figures=figures, has_sums=True, words=_scope_words(totals)
    )


def _sum(total, ratio):
    return money(total.value), part_of(ratio)


def _scope_words(totals):
    words = []
    if totals.in_drafts.value:
        sentence = _("Of what is planned, %(amount)s stands in drafts that are not approved yet.")
        words.append(sentence % {"amount": money(totals.in_drafts.value)})
    if totals.scope.village:
        words.append(
            _(
                "Shares are taken of the expenditure for this village alone; what serves the whole "
                "aimak is not in it."
            )
        )
    if totals.scope.sector:
        words.append(
            _(
                "A line belongs to a topic when a proposal that it answers does. Shares are taken "
                "of the expenditure for all topics."
            )
        )
    return words


def _by_year(totals):
    columns = (
        Column("year", _("Year"), Kind.YEAR),
        Column("status", _("Status")),
        Column(
            "lines",
            _("Lines"),
            Kind.COUNT,
            _("Expenditure that names a public proposal, or whose measure does."),
        ),
        Column(
            "plan",
            _("Plan of these lines"),
            Kind.MONEY,
            _("As amended; before approval, the draft."),
        ),
        Column("plan_whole", _("Planned expenditure"), Kind.MONEY),
        Column("plan_share", _("Share of the plan"), Kind.PERCENT),
        Column(
            "executed",
            _("Executed on these lines"),
            Kind.MONEY,
            _("Since the year’s beginning, by the latest quarter that each line states."),
        ),
        Column("executed_whole", _("Executed of the expenditure"), Kind.MONEY),
        Column("executed_share", _("Share of what was executed"), Kind.PERCENT),
    )
    rows = [_row(year) for year in totals.years]
    table = Table(
        "years",
        _("Money for what citizens proposed, by budget"),
        columns,
        rows,
        _total_row(totals) if len(rows) > 1 else (),
        _notes(totals),
    )
    return Section(
        "years",
        table.title,
        table,
        _chart(totals),
        empty=_("No public budget has lines that fit this choice."),
    )


def _row(year):
    plan, spent = year.whole.stated_plan, year.whole.executed
    executed = year.executed, spent, share_in(spent, year.executed_share)
    return (
        year_of(year.budget),
        year.budget.get_status_display(),
        year.asked.lines,
        year.plan,
        plan,
        share_in(plan, year.plan_share),
        *(executed_of(year.budget, figure) for figure in executed),
    )


def _total_row(totals):
    """Each share over the budgets that state both of its figures."""
    return (
        _("Total"),
        "",
        totals.line_count,
        totals.plan.value,
        totals.whole_plan.value,
        totals.plan_ratio.share,
        totals.executed.value,
        totals.whole_executed.value,
        totals.executed_ratio.share,
    )


def _notes(totals):
    unplanned = sum(year.asked.not_planned for year in totals.years)
    unstated = sum(year.asked.not_executed for year in totals.years if year.budget.is_approved)
    shares = _("Each share in the total is taken over the budgets that state both of its figures.")
    return [
        *([shares] if len(totals.years) > 1 else []),
        *drafts_among(year.budget for year in totals.years),
        *counted(_("Lines that answer proposals and have no amount yet: %(count)s"), unplanned),
        *counted(_("Lines that answer proposals and have no executed figure: %(count)s"), unstated),
    ]


def _chart(totals):
    years = totals.years[:MOST_YEARS][::-1]
    if not years:
        return None
    plans = [year.plan for year in years]
    return Chart(
        _("Money for what citizens proposed, by budget"),
        shape="columns",
        groups=[str(year.budget.year) for year in years],
        series=[
            Series(_("Plan"), plans, [amount(plan) for plan in plans]),
            Series(_("Executed"), [year.executed for year in years], [*map(_executed, years)]),
        ],
    )


def _executed(year):
    return amount(year.executed) if year.budget.is_approved else "–"


# More columns are too narrow on a phone; the table has every year.
MOST_YEARS = 5

VOICE = Report(
    slug="voice",
    title=gettext_lazy("From voice to som"),
    about=gettext_lazy(
        "How much money went where people had asked for it, and which promises got none."
    ),
    answer=answer,
    filters=frozenset({YEARS, VILLAGE, SECTOR}),
)
