"""What a clerk saw when a page was opened, to notice what somebody else changed meanwhile.

The page carries a signed mark of each value it showed. When it comes back, the same marks are
made of what is stored now: a different mark is a change by somebody else.
"""

from django.core import signing
from django.utils.crypto import salted_hmac

SALT = "groups.desk.seen"
FIELD = "_seen"
LENGTH = 12


def marks(record, names):
    """A short keyed mark of each of these columns of the record, its many-to-many ones included."""
    columns = {
        field.name: field for field in (*record._meta.concrete_fields, *record._meta.many_to_many)
    }
    return {name: _mark(columns[name], record) for name in names if name in columns}


def mark(name, text):
    """A short keyed mark of a text that stands on a page under this name."""
    return salted_hmac(SALT, f"{name}:{text}", algorithm="sha256").hexdigest()[:LENGTH]


def _mark(column, record):
    value = column.value_from_object(record)
    if column.many_to_many:
        value = sorted(each.pk for each in value)
    return mark(column, "" if value is None else value)


def sign(record, own, rows):
    """The signed text that the page carries: marks of the record and of each row of its tables."""
    return signing.dumps([_name(record), own, rows], salt=SALT, compress=True)


def read(text, record):
    """The marks of the record and of its rows, or None where the text is not ours for it."""
    try:
        name, own, rows = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return (own, rows) if name == _name(record) else None


def _name(record):
    return f"{record._meta.label_lower}:{record.pk}"


def changed(before, after):
    """The columns whose marks differ."""
    return {name for name, mark in after.items() if before.get(name) != mark}
