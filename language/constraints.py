"""Database conditions over texts that exist in three languages."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q


def stated(field):
    """The text is there in at least one language.

    A constraint names the language columns and never the base column, which holds whatever
    language was saved last. A NULL column must count as absent: in a CHECK, unknown passes.
    """
    present = (
        Q(**{f"{field}_{code}__isnull": False}) & ~Q(**{f"{field}_{code}": ""})
        for code, _name in settings.LANGUAGES
    )
    return reduce(or_, present)
