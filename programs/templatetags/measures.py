"""Rows of measures and the quantities of their results, as templates show them."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from language.money import money
from language.templatetags.language import text
from programs.quantities import quantity, result_words

register = template.Library()

# {{ result.quantity|quantity }} in a tile, {{ result|result_words }} in a sentence.
register.filter(quantity)
register.filter(result_words)


@register.simple_tag
def measure_rows(measures):
    """A list of measures: the title, the status, where, about what, when and for how much."""
    cost = gettext("Planned cost: %(amount)s")
    rows = [_row(measure, cost) for measure in measures]
    # Every piece of a row was escaped where it was put in.
    return mark_safe(f'<ul class="rows">\n{"".join(rows)}</ul>')  # noqa: S308


def _row(measure, cost):
    facts = [text(measure.village, "name")] if measure.village else []
    facts.append(escape(measure.get_sector_display()))
    if measure.years:
        facts.append(escape(measure.years))
    if measure.planned_cost is not None:
        facts.append(escape(cost % {"amount": money(measure.planned_cost)}))
    return (
        f'<li><a href="{escape(measure.get_absolute_url())}">{text(measure, "title")}</a>\n'
        f'<p class="meta"><span class="tag {escape(measure.status)}">'
        f"{escape(measure.get_status_display())}</span> "
        f"{' '.join(f'<span>{fact}</span>' for fact in facts)}</p></li>\n"
    )
