"""The tables and charts of the citizens' budget, and how its papers are named."""

from django import template
from django.utils.html import escape, format_html
from django.utils.translation import gettext

from budget import charts, tables
from budget.models.choices import QUARTERS, Side
from language.dates import official_date
from language.money import amount
from language.templatetags.language import original
from language.texts import in_language

register = template.Library()

# More bars would be no picture any more; the table has every year.
YEARS_DRAWN = 5


register.simple_tag(tables.group_table)
register.simple_tag(tables.comparison_table)
register.simple_tag(tables.line_table)
register.simple_tag(tables.asked_table)
register.simple_tag(tables.unit_words)
register.simple_tag(tables.kept)


@register.simple_tag
def quarter_name(number):
    return gettext("Quarter %(number)s") % {"number": number}


# Papers and meetings


@register.simple_tag
def act(paper):
    """A resolution by its number and day, linked to its paper; of a hidden one that it is there."""
    if not paper.is_public:
        return gettext("a resolution")
    words = _act_words(paper)
    if paper.file:
        return format_html('<a href="{}">{}</a>', paper.file_url, words)
    return escape(words)


def _act_words(paper):
    said = {"number": paper.number}
    if paper.adopted_on:
        said["day"] = official_date(paper.adopted_on)
    if paper.number and paper.adopted_on:
        return gettext("resolution № %(number)s of %(day)s") % said
    if paper.number:
        return gettext("resolution № %(number)s, whose date is not stated") % said
    if paper.adopted_on:
        return gettext("resolution of %(day)s, whose number is not stated") % said
    return in_language(paper, "title")[0] or gettext("a resolution")


@register.simple_tag
def hearing_link(hearing):
    """A hearing by its title, as a link where it is published."""
    words = original(*in_language(hearing, "title")) or hearing.heading
    if not hearing.published_at:
        return words
    return format_html('<a href="{}">{}</a>', hearing.get_absolute_url(), words)


# Charts


@register.simple_tag
def group_bars(figures, groups, unit, title, id):
    """A bar for each source or function, the last year's plan beneath it."""
    rows = [_bar(figures, group, unit) for group in groups]
    return charts.bars(rows, title=title, id=id)


def _bar(figures, group, unit):
    value = group.now.stated_plan if group.now.lines else 0
    words = amount(value, unit) if group.now.lines else gettext("No lines")
    before = group.before.stated_plan if group.before and group.before.lines else None
    if before is None:
        return charts.Bar(_name(group), value, words)
    beside = gettext("%(year)s: %(amount)s") % {
        "year": figures.before.year,
        "amount": amount(before, unit),
    }
    return charts.Bar(_name(group), value, words, before, beside)


def _name(group):
    return original(group.name, group.language)


@register.simple_tag
def quarter_columns(figures, unit, title, id):
    """What was executed by the end of each quarter, against the planned expenditure."""
    series = [
        charts.Series(side.label, amounts, [amount(each, unit) for each in amounts])
        for side in Side
        for amounts in [[figures.quarters[side][quarter] for quarter in QUARTERS]]
    ]
    planned = figures.expenditure.now.plan
    plan = charts.Bar(gettext("Planned expenditure"), planned, amount(planned, unit))
    groups = [quarter_name(quarter) for quarter in QUARTERS]
    return charts.columns(groups, series, title=title, id=id, plan=plan)


@register.simple_tag
def year_bars(years, unit):
    """The planned expenditure of the latest years, what was executed beneath it."""
    rows = [_year_bar(year, unit) for year in years[:YEARS_DRAWN]]
    return charts.bars(rows, title=gettext("Planned expenditure and what was spent"), id="years")


def _year_bar(year, unit):
    sums = year.expenditure
    planned = sums.stated_plan
    spent = gettext("Spent: %(amount)s") % {"amount": amount(sums.executed, unit)}
    return charts.Bar(
        str(year.budget.year),
        planned,
        amount(planned, unit),
        sums.executed,
        "" if sums.executed is None else spent,
    )


@register.simple_tag
def line_progress(figures, unit):
    """What is executed of a line against its plan."""
    plan = charts.Bar(gettext("Plan for the year"), figures.plan, amount(figures.plan, unit))
    done = charts.Bar(gettext("Executed"), figures.executed, amount(figures.executed, unit))
    return charts.progress(plan, done, title=gettext("Plan against execution"), id="progress")
