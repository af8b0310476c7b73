"""One budget in full in report 4: by function, by source, by quarter."""

from django.utils.translation import gettext as _

from attachments.workbook.writing import Kind
from budget.charts import Bar, Series
from budget.models.choices import QUARTERS, Side
from budget.tables.groups import lines_address
from language.money import Unit, amount
from language.templatetags.language import original
from reports.chapters.amounts import counted, share_in, stated_of
from reports.section import Chart, Section
from reports.table import Column, Named, Table


def by_function(full):
    title = _("What the money goes to in %(year)s") % {"year": full.budget.year}
    columns = (
        Column("function", _("Function"), about=_("Functions of the highest level.")),
        Column("code", _("Code"), Kind.CODE),
        *_columns(full),
    )
    rows = [
        (_linked(full, group, "function"), group.key, *_figures(full, group))
        for group in full.functions
    ]
    total = (_("Total"), "", *_figures(full, full.expenditure))
    table = _table("functions", title, columns, rows, total, _notes(full.expenditure.now))
    return Section(
        "functions", title, table, _bars(full, full.functions, title), empty=_no_expenditure()
    )


def by_source(full):
    title = _("Where the money of %(year)s comes from") % {"year": full.budget.year}
    columns = (Column("source", _("Source")), *_columns(full))
    rows = [(_linked(full, group, "source"), *_figures(full, group)) for group in full.sources]
    total = (_("Total"), *_figures(full, full.revenue))
    table = _table("sources", title, columns, rows, total, _notes(full.revenue.now))
    return Section(
        "sources",
        title,
        table,
        _bars(full, full.sources, title),
        empty=_("The chosen lines bring no revenue."),
    )


def by_quarter(full):
    title = _("Executed by quarter in %(year)s") % {"year": full.budget.year}
    columns = (
        Column("quarter", _("By the end of")),
        Column("revenue", _("Revenue"), Kind.MONEY),
        Column("revenue_share", _("Revenue, share of the plan"), Kind.PERCENT),
        Column("expenditure", _("Expenditure"), Kind.MONEY),
        Column("expenditure_share", _("Expenditure, share of the plan"), Kind.PERCENT),
    )
    revenue, expenditure = full.revenue.now, full.expenditure.now
    rows = [
        (
            _quarter(row.number),
            *_executed(revenue, row.revenue, row.revenue_share),
            *_executed(expenditure, row.expenditure, row.expenditure_share),
        )
        for row in full.quarter_rows
    ]
    plan = (
        _("Plan for the year"),
        stated_of(revenue, revenue.stated_plan),
        "",
        stated_of(expenditure, expenditure.stated_plan),
        "",
    )
    # Four rows that say nothing would only hide that there is nothing.
    rows = rows if full.latest_quarter else []
    table = _table("quarters", title, columns, rows, plan, [_since_january()])
    return Section("quarters", title, table, _quarter_columns(full, title), empty=_no_report())


def _executed(sums, executed, share):
    """What was executed and its share; nothing is unstated where there are no lines."""
    share = share_in(sums.stated_plan, share)
    return stated_of(sums, executed), stated_of(sums, share)


def spent_on_functions(full):
    title = _("Executed by function and quarter in %(year)s") % {"year": full.budget.year}
    columns = (
        Column("function", _("Function")),
        Column("plan", _("Plan"), Kind.MONEY, _("As amended.")),
        *(
            Column(
                f"quarter_{quarter}",
                _quarter(quarter),
                Kind.MONEY,
                _("Executed since the year’s beginning, by the end of this quarter."),
            )
            for quarter in QUARTERS
        ),
    )
    rows = [
        (_linked(full, group, "function"), group.now.stated_plan, *_spent(full, group.key))
        for group in full.functions
        if group.now.lines
    ]
    total = (
        _("Total"),
        full.expenditure.now.stated_plan,
        *(full.quarters[Side.EXPENDITURE][quarter] for quarter in QUARTERS),
    )
    rows = rows if full.latest_quarter else []
    table = _table("function_quarters", title, columns, rows, total, [_since_january()])
    return Section("function_quarters", title, table, empty=_no_report())


def _table(key, title, columns, rows, total, notes):
    """Without any row there is nothing to add up."""
    return Table(key, title, columns, rows, total if rows else (), notes)


# Columns and figures of a group


def _columns(full):
    """This year beside the last: a draft has no executed figures, a last year may not be here."""
    columns = [Column("draft", _("Draft plan"), Kind.MONEY)]
    if full.budget.is_approved:
        columns = [
            Column("approved", _("Approved plan"), Kind.MONEY),
            Column("revised", _("Revised plan"), Kind.MONEY, _("With all amendments.")),
            Column("executed", _("Executed"), Kind.MONEY),
            Column("share", _("Share of the plan"), Kind.PERCENT),
        ]
    if full.before is None:
        return columns
    said = {"year": full.before.year}
    return [
        *columns,
        Column("plan_before", _("Plan %(year)s") % said, Kind.MONEY),
        Column("executed_before", _("Executed %(year)s") % said, Kind.MONEY),
        Column("change", _("Change of the plan"), Kind.MONEY),
    ]


def _figures(full, pair):
    now, before = pair.now, pair.before
    figures = [now.stated_plan]
    if full.budget.is_approved:
        share = share_in(now.stated_plan, now.executed_share)
        figures = [now.approved, now.revised, now.executed, share]
    if not now.lines:
        # Nothing is left unstated where there are no lines.
        figures = [""] * len(figures)
    if before is None:
        return figures
    last = [before.stated_plan, before.executed] if before.lines else ["", ""]
    return [*figures, *last, pair.change]


def _spent(full, key):
    spent = full.function_quarters.get(key, {})
    return [spent.get(quarter) for quarter in QUARTERS]


def _linked(full, group, parameter):
    """A group by its name, leading to its lines on the page of the budget."""
    chosen = {parameter: group.key}
    if full.village:
        chosen["village"] = full.village.pk
    address = full.budget.get_absolute_url() + lines_address(Unit.SOM, **chosen)
    return Named(group.name, group.language, address)


def _notes(sums):
    return [
        *counted(_("Lines without an amount: %(count)s"), sums.not_planned),
        *counted(
            _("Lines without an executed figure: %(count)s"),
            sums.not_executed if sums.approved is not None else 0,
        ),
    ]


# Charts


def _bars(full, groups, title):
    bars = [_bar(full, group) for group in groups if group.now.lines]
    return Chart(title, bars) if bars else None


def _bar(full, group):
    name, plan = original(group.name, group.language), group.now.stated_plan
    if group.before is None or group.before.stated_plan is None:
        return Bar(name, plan, amount(plan))
    said = {"year": full.before.year, "amount": amount(group.before.stated_plan)}
    return Bar(name, plan, amount(plan), group.before.stated_plan, _("%(year)s: %(amount)s") % said)


def _quarter_columns(full, title):
    if not full.latest_quarter:
        return None
    series = []
    sides = {Side.REVENUE: full.revenue.now, Side.EXPENDITURE: full.expenditure.now}
    for side in (side for side, sums in sides.items() if sums.lines):
        amounts = [full.quarters[side][quarter] for quarter in QUARTERS]
        series.append(Series(side.label, amounts, [amount(each) for each in amounts]))
    return Chart(title, shape="columns", groups=[*map(_quarter, QUARTERS)], series=series)


def _quarter(number):
    return _("Quarter %(number)s") % {"number": number}


def _since_january():
    return _("Sums since the beginning of the year.")


def _no_expenditure():
    return _("The chosen lines spend nothing.")


def _no_report():
    return _(
        "Nothing has been reported as executed yet. The figures of the first quarter will stand "
        "here."
    )
