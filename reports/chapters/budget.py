"""Report 4: the budgets side by side, and the newest approved one in full."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from attachments.workbook.writing import Kind
from budget.charts import Bar
from budget.models.choices import Side
from language.money import amount, money
from language.templatetags.language import percent, year
from reports.chapters.amounts import (
    counted,
    drafts_among,
    executed_of,
    share_in,
    stated_of,
    year_of,
)
from reports.chapters.budget_year import by_function, by_quarter, by_source, spent_on_functions
from reports.report import VILLAGE, YEARS, Report
from reports.section import Chart, Figure, Section
from reports.table import Column, Named, Table
from reports.totals.budget import BudgetTotals


def answer(scope):
    totals = BudgetTotals(scope)
    full = totals.detailed
    if full is None:
        return [_side_by_side(totals)]
    sections = [_at_a_glance(totals, full), _side_by_side(totals)]
    sections += [by_function(full), by_source(full)]
    if full.budget.is_approved:
        sections += [by_quarter(full), spent_on_functions(full)]
    return [*sections, *_doubts(totals)]


def _at_a_glance(totals, full):
    revenue, expenditure = full.revenue.now, full.expenditure.now
    figures = [_planned(_("Revenue"), revenue), _planned(_("Expenditure"), expenditure)]
    if full.budget.is_approved:
        figures += [
            Figure(label, money(sums.executed), _of_the_plan(sums))
            for label, sums in (
                (_("Revenue received"), revenue),
                (pgettext("money", "Spent"), expenditure),
            )
            if sums.lines
        ]
    words = _words(totals, full)
    return Section("glance", str(full.budget), figures=figures, has_sums=True, words=words)


def _planned(label, sums):
    return Figure(label, money(sums.stated_plan) if sums.lines else _("No lines"))


def _of_the_plan(sums):
    if sums.executed_share is None:
        return ""
    return _("%(share)s of the plan") % {"share": percent(sums.executed_share)}


def _words(totals, full):
    words = []
    if len(totals.years) > 1:
        sentence = _(
            "In full stands the newest approved budget of the chosen years: that of %(year)s. "
            "Choose one year to see another one in full."
        )
        words.append(sentence % {"year": year(full.budget.year)})
    if full.village:
        words.append(
            _("Lines for this village alone; what serves the whole aimak is not among them.")
        )
    return words


def _side_by_side(totals):
    columns = (
        Column("year", _("Year"), Kind.YEAR),
        Column("status", _("Status")),
        *_side_columns(Side.REVENUE),
        *_side_columns(Side.EXPENDITURE),
    )
    rows = [_row(totals, each) for each in totals.years]
    table = Table(
        "years",
        _("Year on year"),
        columns,
        rows,
        _total_row(totals) if len(rows) > 1 else (),
        _notes(totals),
    )
    return Section(
        "years", table.title, table, _chart(totals), empty=_("No public budget fits this choice.")
    )


def _side_columns(side):
    names = {
        Side.REVENUE: (
            _("Revenue, plan"),
            _("Revenue, change of the plan"),
            _("Revenue, executed"),
            _("Revenue, share of the plan"),
        ),
        Side.EXPENDITURE: (
            _("Expenditure, plan"),
            _("Expenditure, change of the plan"),
            _("Expenditure, executed"),
            _("Expenditure, share of the plan"),
        ),
    }
    plan, change, executed, share = names[side]
    return (
        Column(f"{side}_plan", plan, Kind.MONEY, _("As amended; before approval, the draft.")),
        Column(f"{side}_change", change, Kind.MONEY, _("Against the plan of the year before.")),
        Column(f"{side}_executed", executed, Kind.MONEY, _latest()),
        Column(f"{side}_share", share, Kind.PERCENT),
    )


def _latest():
    return _("Since the year’s beginning, by the latest quarter that each line states.")


def _row(totals, each):
    figures = [year_of(each.budget), each.budget.get_status_display()]
    for side in Side:
        figures += _side(each.budget, totals.pair(each, side))
    return tuple(figures)


def _side(budget, pair):
    """Plan, its change, executed and its share; nothing is unstated where there are no lines."""
    now, before = pair.now, pair.before
    has_lines = now.lines or (before is not None and before.lines)
    share = share_in(now.stated_plan, now.executed_share)
    return [
        stated_of(now, now.stated_plan),
        pair.change if before is not None and has_lines else "",
        *(stated_of(now, executed_of(budget, figure)) for figure in (now.executed, share)),
    ]


def _total_row(totals):
    figures = [_("Total"), ""]
    for side in Side:
        plan, executed = totals.total(side, "stated_plan"), totals.total(side, "executed")
        values = [plan.value, "", executed.value, totals.executed_share(side)]
        figures += values if totals.has_lines(side) else [""] * len(values)
    return tuple(figures)


def _notes(totals):
    shares = _("Each share in the total is taken over the budgets that state both of its figures.")
    return [
        *([shares] if len(totals.years) > 1 else []),
        *drafts_among(each.budget for each in totals.years),
        *counted(_("Lines of drafts that have no amount yet: %(count)s"), totals.without_amount),
        *counted(
            _("Lines of approved budgets without an executed figure: %(count)s"),
            totals.without_execution,
        ),
    ]


def _chart(totals):
    bars = [_bar(each) for each in totals.years[:MOST_YEARS]]
    return Chart(_("Planned expenditure and what was spent"), bars) if bars else None


def _bar(each):
    sums = each.expenditure
    spent = _("Spent: %(amount)s") % {"amount": amount(sums.executed)}
    return Bar(
        year(each.budget.year),
        sums.stated_plan,
        amount(sums.stated_plan),
        sums.executed,
        "" if sums.executed is None else spent,
    )


def _doubts(totals):
    """Where the papers do not add up; no section at all where they do."""
    rows = [row for budget, sentences in totals.doubts for row in _doubt(budget, sentences)]
    if not rows:
        return []
    columns = (
        Column("year", _("Year"), Kind.YEAR),
        Column("doubt", _("What does not add up")),
        Column("note", _("Note on it"), about=_("As the aiyl okmotu explains it to everybody.")),
    )
    table = Table("doubts", _("Where the papers do not add up"), columns, rows)
    return [Section("doubts", table.title, table)]


def _doubt(budget, sentences):
    """A row for each sentence; a note without any mismatch is told as well."""
    note = Named.of(budget, "discrepancy")
    if note.text and not sentences:
        sentences = [""]
    return [(year_of(budget), sentence, note) for sentence in sentences]


# More bars would be no picture any more; the table has every year.
MOST_YEARS = 5

BUDGET = Report(
    slug="budget",
    title=gettext_lazy("Budget"),
    about=gettext_lazy(
        "What was planned, changed and executed: year on year, by function, source and quarter."
    ),
    answer=answer,
    filters=frozenset({YEARS, VILLAGE}),
)
