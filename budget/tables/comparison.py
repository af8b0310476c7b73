"""The sums of this year beside those of the last one."""

from html import escape

from django.utils.translation import gettext

from language.money import signed

from .figures import executed, plan
from .markup import Column, row, table


def comparison_table(figures, unit):
    """Both sides and what citizens asked for, with what was planned, spent and changed."""
    last, this = {"year": figures.before.year}, {"year": figures.budget.year}
    columns = [
        Column(gettext("Plan %(year)s") % last, lambda pair: plan(pair.before, unit)),
        Column(gettext("Executed %(year)s") % last, lambda pair: executed(pair.before, unit)),
        Column(gettext("Plan %(year)s") % this, lambda pair: plan(pair.now, unit)),
        Column(gettext("Change of the plan"), lambda pair: signed(pair.change, unit)),
    ]
    rows = [row(escape(pair.name), columns, pair) for pair in figures.comparisons]
    return table(unit, gettext("Sum"), columns, rows)
