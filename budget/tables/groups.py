"""Where the money comes from, what it goes to: a row for each source or function."""

from html import escape
from urllib.parse import urlencode

from django.utils.translation import gettext

from language.money import Unit
from language.texts import active_language

from .figures import executed, known, plan, share
from .markup import Column, marked, row, small, table, total


def group_table(figures, groups, whole, first, parameter, unit):
    """A table of groups; the name of each leads to its lines by that parameter of the page."""
    columns = [*_this_year(figures, unit), *_last_year(figures, unit)]
    language = active_language()
    rows = [row(_name(group, parameter, unit, language), columns, group) for group in groups]
    return table(unit, first, columns, [*rows, total(gettext("Total"), columns, whole)])


def _name(group, parameter, unit, language):
    address = escape(lines_address(unit, **{parameter: group.key}))
    name = marked(group.name, group.language, language)
    code = small(group.key) if parameter == "function" else ""
    return f'<a href="{address}">{name}</a>{code}'


def lines_address(unit, **chosen):
    """The address of the lines that are chosen, within the page of their year."""
    asked = {"unit": unit.value} if unit == Unit.THOUSAND else {}
    return f"?{urlencode(asked | chosen)}#lines"


def _this_year(figures, unit):
    """A draft has no executed figures yet, an approved budget no revised ones before it changes."""
    if figures.budget.is_draft:
        return [Column(gettext("Draft plan"), lambda pair: plan(pair.now, unit))]
    columns = [
        Column(gettext("Approved plan"), lambda pair: known(pair.now, pair.now.approved, unit)),
        Column(gettext("Revised plan"), lambda pair: known(pair.now, pair.now.revised, unit)),
        Column(gettext("Executed"), lambda pair: executed(pair.now, unit)),
        Column(gettext("Share of the plan"), lambda pair: share(pair.now.executed, pair.now.plan)),
    ]
    if not figures.is_amended:
        del columns[1]
    return columns


def _last_year(figures, unit):
    """The same of the year before, where its budget is here."""
    if figures.before is None:
        return []
    said = {"year": figures.before.year}
    return [
        Column(gettext("Plan %(year)s") % said, lambda pair: plan(pair.before, unit)),
        Column(gettext("Executed %(year)s") % said, lambda pair: executed(pair.before, unit)),
    ]
