"""What stands where the papers are silent; an unknown figure is never shown as zero."""

from functools import cache

from django.utils.html import format_html
from django.utils.translation import get_language, gettext


def not_stated():
    """The words for the unknown, in the active language and marked as such."""
    return _marked(get_language())


@cache
def _marked(language):
    return format_html('<span class="unknown">{}</span>', gettext("Not stated"))
