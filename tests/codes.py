"""The codes of the data file, for tests that are about something else.

The door that takes the file in looks long at each code. It is passed once in a process, and what
came of it is written as rows from then on; tests/budget/test_classification.py is about the door.
"""

from copy import copy

from django.db.models import F

from budget.classification import load_classification
from budget.models import ClassificationCode

_taken_in = []


def load_codes():
    """Every code of the file, as `load_classification` brings them into an empty table."""
    if ClassificationCode.objects.exists():
        load_classification()
        return
    if not _taken_in:
        load_classification()
        _taken_in.extend(ClassificationCode.objects.all())
        return
    _write(_levels())


def _levels():
    """The kept codes, the top of the tree first, then what hangs below it."""
    above = {None}
    while level := [code for code in _taken_in if code.parent_id in above]:
        yield level
        above = {code.pk for code in level}


def _write(levels):
    new = {None: None}
    for level in levels:
        rows = [_row(code, new) for code in level]
        ClassificationCode.objects.bulk_create(rows)
        new |= {code.pk: row for code, row in zip(level, rows, strict=True)}
        for row in rows:
            row.root_id = row.root_id or row.pk
    ClassificationCode.objects.filter(parent=None).update(root=F("pk"))


def _row(code, new):
    row = copy(code)
    row.pk, row._state.adding = None, True
    row.parent = new[code.parent_id]
    row.root_id = None if row.parent is None else row.parent.root_id
    return row
