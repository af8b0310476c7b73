from django import template

from hearings import masking

register = template.Library()


@register.filter
def masked(address):
    """An address of a citizen, as far as a list may show it; a dash where there is none."""
    return masking.masked(address) or "–"
