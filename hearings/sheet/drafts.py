"""The boxes of the page as a draft keeps them, and back."""

import re

from django.http import QueryDict

from groups.desk import seen

# The names of the page's own boxes; whatever else is sent along is not kept.
_NAMES = re.compile(rf"(f|w|r\d{{1,2}}|h\d{{1,12}})-[a-z_]{{1,30}}|rows|token|publish|{seen.FIELD}")
# Characters that no database keeps.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
LONGEST = 20_000


def fields_of(post):
    """What was typed, by the name of its box."""
    return {
        name: _UNSTORABLE.sub("", value)[:LONGEST]
        for name, value in post.items()
        if _NAMES.fullmatch(name)
    }


def filled(draft):
    """The draft as a page sends it."""
    data = QueryDict(mutable=True)
    data.update(draft.data)
    return data
