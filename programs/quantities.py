"""How what was made is written: 4,5 km, 2 000 seedlings."""

from django.utils.html import format_html
from django.utils.text import capfirst

from language.numbers import grouped, shortest
from language.templatetags.language import number, text
from language.texts import in_language
from language.unstated import not_stated


def quantity(value):
    """A measured number without the zeros that say nothing; an unknown one is never zero."""
    return not_stated() if value is None else grouped(shortest(value))


def result_words(result):
    """One result: «Water pipe: 4.5 km»; only its name where nothing was counted."""
    what, unit = text(result, "what"), text(result, "unit")
    if result.quantity is None:
        return what
    if not unit:
        return format_html("{}: {}", what, quantity(result.quantity))
    return format_html("{}: {}\xa0{}", what, quantity(result.quantity), unit)


def result_text(result):
    """The same as a plain text and the language it is written in."""
    what, code = in_language(result, "what")
    unit, _code = in_language(result, "unit")
    if result.quantity is None:
        return what, code
    return f"{what}: {quantity(result.quantity)}\xa0{unit}".strip(), code


def gain_words(measure):
    """Who gained, kind by kind: «Pupils: 85»; nothing is added up."""
    return tuple(f"{capfirst(name)}: {number(count)}" for name, count in measure.beneficiaries())
