"""What every template may say: a text in its language, a number, a date, the other languages.

Built into all templates by the settings, so no template loads it.
"""

from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.formats import number_format
from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from language import dates, marking
from language.addresses import in_other_language
from language.money import amount, money, signed
from language.numbers import grouped
from language.texts import active_language, in_language
from language.unstated import not_stated

register = template.Library()


@register.simple_tag
def text(obj, field):
    """A translated field on one line; one in another language is marked as such."""
    return original(*in_language(obj, field))


@register.simple_tag
def paragraphs(obj, field):
    """A translated field in paragraphs; one in another language tells the reader so."""
    value, code = in_language(obj, field)
    block = original_paragraphs(value, code)
    if not value or code == active_language():
        return block
    note = gettext("This text has not been translated yet.")
    return format_html('<small class="untranslated">{}</small>\n{}', note, block)


@register.simple_tag
def original(value, language_code):
    """What a citizen wrote, on one line, in the language it was written in."""
    if not value or not _is_foreign(language_code):
        return escape(value or "")
    return format_html('<span lang="{}">{}</span>', language_code, str(value))


@register.simple_tag
def original_paragraphs(value, language_code):
    """What a citizen wrote, in paragraphs, in the language it was written in."""
    if not value:
        return ""
    # linebreaks() escapes only when told to.
    block = mark_safe(linebreaks(str(value), autoescape=True))  # noqa: S308
    if not _is_foreign(language_code):
        return block
    return format_html('<div lang="{}">{}</div>', language_code, block)


@register.simple_tag
def marked_text(obj, field, sought=()):
    """A translated field on one line, in it the folded words that were looked for marked."""
    value, code = in_language(obj, field)
    return _marked(value, code, sought)


@register.simple_tag
def passage(record, sought, shown=""):
    """The place in a record that holds what was looked for, where what is shown does not."""
    found = _marked(*marking.passage(record, sought, shown), sought)
    return format_html('\n<p class="passage">{}</p>', found) if found else ""


@register.simple_tag(takes_context=True)
def switch_url(context, language_code):
    """The address of this page in another language."""
    return in_other_language(context.get("request"), language_code)


@register.filter
def number(value):
    """A number with its thousands apart: 1 234 567,5; an unknown one is never shown as zero."""
    if value is None:
        return not_stated()
    return number_format(value, use_l10n=True, force_grouping=True) if value != "" else ""


@register.filter
def year(value):
    """A year, whose thousands stand together."""
    return not_stated() if value is None else str(value)


@register.filter
def percent(share):
    """A share between 0 and 1 with one decimal: 42,2 %."""
    if share is None:
        return not_stated()
    if share == "":
        return ""
    hundredths = (Decimal(str(share)) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    language = active_language()
    written = grouped(hundredths, language)
    # CLDR: English sets the sign close, Kyrgyz and Russian a non-breaking space apart.
    return f"{written}%" if language == "en" else f"{written}\xa0%"


@register.filter
def day(value):
    """An everyday date, the same as `date` gives; worked out once for each day and language."""
    return dates.everyday(value, active_language()) if value else ""


@register.filter
def official_date(day):
    """The long date of official papers: «2021-жылдын 24-декабры»."""
    if day is None:
        return not_stated()
    return dates.official_date(day) if day != "" else ""


# The folded words that were looked for: {{ line.number|marked:sought }}.
register.filter(marking.marked)
# In som, or in the unit that is named: {{ line.approved|money }}, {{ line.approved|amount:unit }}.
register.filter(money)
register.filter(amount)
register.filter(signed)


def _marked(value, code, sought):
    html = marking.marked(value or "", sought)
    if not value or not _is_foreign(code):
        return html
    return format_html('<span lang="{}">{}</span>', code, html)


def _is_foreign(language_code):
    return bool(language_code) and language_code != active_language()
