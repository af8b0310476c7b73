"""The names of closed lists, translated once for each language.

Django's `get_…_display` translates and hashes the whole list for every row of a page.
"""

from functools import cache

from django.utils.translation import get_language


def label(choices, value):
    """The name of a value of a `TextChoices` class in the active language; empty for none."""
    return _label(choices, str(value), get_language()) if value else ""


@cache
def _label(choices, value, language):
    return str(choices(value).label)
