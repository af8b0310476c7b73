"""Erasing personal data so that it stays erased, also after an older backup is brought back.

Each erasure stands in the database and, beside it, in a ledger: a file in DATA_DIR that no
restore replaces. It names rows by number and holds no personal data.
"""

import json
import logging
import os
from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from language import word_index

from .history import KEPT, keep
from .models import Deletion, Erasure

LEDGER = "erasures.jsonl"

logger = logging.getLogger(__name__)


def erase(model, keys, *, why, by=None, now=None):
    """Erase these records of an `Erasable` model, also from what is only remembered of them.

    A record that was deleted, and may still be brought back, is erased by its number too.
    Returns how many there were.
    """
    keys, now = sorted(keys), now or timezone.now()
    with transaction.atomic():
        rows = model._base_manager.filter(pk__in=keys).order_by("pk")
        model.forget(list(rows.select_for_update().values_list("pk", flat=True)))
        _forget_past(model, keys)
        erasures = Erasure.objects.bulk_create(
            Erasure(kind=model._meta.label, record=key, why=why, by=by, at=now) for key in keys
        )
        # What is not written now is written by the nightly `complete_ledger`.
        transaction.on_commit(lambda: _append(map(_entry, erasures)), robust=True)
    return len(keys)


def _forget_past(model, keys):
    """Take the rows out of the history and out of what was deleted; what is left begins anew."""
    for key in keys:
        Deletion.objects.forget(model, key)
    if model in KEPT:
        model.history.filter(**{f"{model._meta.pk.attname}__in": keys}).delete()
        keep(model._base_manager.filter(pk__in=keys), added=True)


def complete_ledger():
    """Write the erasures that the ledger lacks, because the disk was full or the power failed."""
    known = {_key(entry) for entry in read_ledger()}
    entries = map(_entry, Erasure.objects.iterator())
    missing = [entry for entry in entries if _key(entry) not in known]
    _append(missing)
    return len(missing)


def settle():
    """Make SQLite overwrite what was erased also in its log and in the index of words.

    Other engines see to it themselves. The log is written back only between transactions.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        word_index.settle(connection)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def replay(entries, since):
    """Erase again what was erased after the moment `since`, at which a restored backup was made."""
    later = [entry for entry in entries if datetime.fromisoformat(entry["at"]) > since]
    for entry in later:
        model, moment = apps.get_model(entry["kind"]), datetime.fromisoformat(entry["at"])
        erase(model, [entry["record"]], why=entry["why"], now=moment)
    return len(later)


def read_ledger():
    """The entries of the ledger; a line cut off by a power failure is left out."""
    path = _path()
    if not path.exists():
        return []
    return list(filter(None, map(_parsed, path.read_text().splitlines())))


def _parsed(line):
    try:
        return json.loads(line)
    except ValueError:
        logger.warning("A line of the ledger of erasures cannot be read.")
        return None


def _entry(erasure):
    return {
        "kind": erasure.kind,
        "record": erasure.record,
        "why": erasure.why,
        "at": erasure.at.astimezone(UTC).isoformat(),
    }


def _key(entry):
    return entry["kind"], entry["record"], entry["at"]


def _append(entries):
    lines = [json.dumps(entry) + "\n" for entry in entries]
    if not lines:
        return
    with open(_path(), "a", opener=_private) as ledger:
        ledger.writelines(lines)
        ledger.flush()
        os.fsync(ledger.fileno())


def _private(path, flags):
    return os.open(path, flags, 0o600)


def _path():
    return Path(settings.DATA_DIR) / LEDGER
