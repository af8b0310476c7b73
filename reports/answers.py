"""The answer of a report; in a large record it is kept until anything changes.

Adding up a million proposals takes seconds. What was added up stays true until a record changes,
and every change of a record leaves a row of history: where none was added, the same answer holds.
What others are writing meanwhile is part of the question, for it shows only when they are done.
"""

import hashlib
from threading import Lock

from django.core.cache import cache
from django.utils import timezone

from groups.history.newest import newest_rows, under_way
from language.texts import active_language

# A smaller record is added up faster than anybody notices.
LARGE = 50_000
# What leaves no history (a photo) and what the clock decides shows within so many seconds.
SECONDS = 120

_adding_up = Lock()


def answer(report, scope):
    """The sections of a report for a scope, in the active language."""
    return kept(lambda: report.answer(scope), "report", report.slug, scope.key)


def kept(add_up, *asked):
    """What `add_up` finds for what was asked, or found since the record changed last."""
    newest = newest_rows()
    if sum(newest) < LARGE:
        return add_up()
    key = _key(*asked, active_language(), timezone.localdate(), newest, under_way())
    found = cache.get(key)
    return _added_up(add_up, key) if found is None else found


def _added_up(add_up, key):
    """One reader of a process adds up; the others wait for it and take the same answer."""
    with _adding_up:
        found = cache.get(key)
        if found is None:
            found = add_up()
            cache.set(key, found, SECONDS)
        return found


def _key(*asked):
    return f"kept:{hashlib.sha256(repr(asked).encode()).hexdigest()}"
