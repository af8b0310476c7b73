"""Rows of measures and the quantities of their results, as templates show them."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from language.money import money
from language.templatetags.language import marked_text, passage, text
from language.texts import in_language
from programs.quantities import quantity, result_words

register = template.Library()

# {{ result.quantity|quantity }} in a tile, {{ result|result_words }} in a sentence.
register.filter(quantity)
register.filter(result_words)


@register.simple_tag
def measure_rows(measures, sought=()):
    """A list of measures: the title, the status, where, about what, when and for how much.

    The folded words that were looked for are marked.
    """
    cost = gettext("Planned cost: %(amount)s")
    rows = [_row(measure, cost, sought) for measure in measures]
    # Every piece of a row was escaped where it was put in.
    return mark_safe(f'<ul class="rows">\n{"".join(rows)}</ul>')  # noqa: S308


def _row(measure, cost, sought):
    facts = [text(measure.village, "name")] if measure.village else []
    facts.append(escape(measure.get_sector_display()))
    if measure.years:
        facts.append(escape(measure.years))
    if measure.planned_cost is not None:
        facts.append(escape(cost % {"amount": money(measure.planned_cost)}))
    title = marked_text(measure, "title", sought)
    place = passage(measure, sought, in_language(measure, "title")[0]) if sought else ""
    return (
        f'<li><a href="{escape(measure.get_absolute_url())}">{title}</a>{place}\n'
        f'<p class="meta"><span class="tag {escape(measure.status)}">'
        f"{escape(measure.get_status_display())}</span> "
        f"{' '.join(f'<span>{fact}</span>' for fact in facts)}</p></li>\n"
    )
