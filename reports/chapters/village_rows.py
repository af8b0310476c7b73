"""How the parts of a passport are cut to a sheet, and where the rest stands."""

from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from reports.chapters.amounts import shown_of
from reports.section import Section
from reports.table import Named


def brief(table, count, more, **others):
    """A section of the first rows; a note says how many there are, `more` leads to all of them."""
    shown = len(table.rows)
    table = replace(table, notes=shown_of(shown, count))
    return Section(table.key, table.title, table, more=more if shown < count else None, **others)


def at(name, scope, *args):
    """The address of a page narrowed to the village."""
    return f"{reverse(name, args=args)}?{urlencode({'village': scope.village.pk})}"


def whole(words, slug, scope):
    """A link to the report that tells all of it about the village."""
    return Named(words, url=at("reports:report_detail", scope, slug))
