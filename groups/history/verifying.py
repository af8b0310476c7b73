"""Verifying history: what was changed, added or taken away past the portal is named."""

from dataclasses import dataclass

from django.db.models import Max

from .keeping import BATCH, DELETED, links_of
from .kept import KEPT
from .seal import comparable, is_whole

TOLD_EVERY = 10_000


@dataclass(frozen=True)
class Finding:
    """What does not match: in which table, in which row, and where it is known in which field."""

    table: str
    row: int
    said: str
    field: str = ""

    def __str__(self):
        place = f"{self.table}, row {self.row}"
        return f"{place}, {self.field}: {self.said}" if self.field else f"{place}: {self.said}"


def verify(tell=lambda text: None, using=None):
    """Look through all history and all that it tells of; yields a `Finding` for each mismatch."""
    for kept in KEPT.values():
        yield from _seals(kept, tell, using)
        yield from _records(kept, tell, using)


def _seals(kept, tell, using):
    """Rows that were changed, copied, or stand on one that is no longer there."""
    table, known = kept.history._meta.db_table, {""}
    rows = kept.history._base_manager.using(using).order_by("history_id")
    for count, row in enumerate(rows.iterator(chunk_size=BATCH), start=1):
        if not is_whole(row):
            yield Finding(table, row.history_id, "this row of history was changed")
        elif row.history_seal in known:
            yield Finding(table, row.history_id, "this row of history stands here twice")
        elif row.history_previous not in known:
            yield Finding(table, row.history_id, "a row of history before this one is missing")
        known.add(row.history_seal)
        if count % TOLD_EVERY == 0:
            tell(f"{table}: {count:,}")


def _records(kept, tell, using):
    """Records that differ from the newest row of their history, or are missing on either side."""
    table = kept.model._meta.db_table
    stored = kept.model._base_manager.using(using).order_by("pk")
    newest = _newest(kept, using)
    for count, batch in enumerate(_batches(stored), start=1):
        links = links_of(kept, [record.pk for record in batch], using)
        numbers = [newest.pop(record.pk, None) for record in batch]
        rows = kept.history._base_manager.using(using).in_bulk([each for each in numbers if each])
        for record, number in zip(batch, numbers, strict=True):
            yield from _record(kept, table, record, rows.get(number), links.get(record.pk, {}))
        if count * BATCH % TOLD_EVERY == 0:
            tell(f"{table}: {count * BATCH:,}")
    yield from _vanished(kept, table, newest, using)


def _record(kept, table, record, row, links):
    if row is None or row.history_type == DELETED:
        yield Finding(table, record.pk, "this record has no history")
        return
    for column in kept.columns:
        here = comparable(column, getattr(record, column.attname))
        if here != comparable(column, getattr(row, column.attname)):
            yield Finding(table, record.pk, "not as its history says", column.attname)
    for column in kept.links:
        if links.get(column.name, []) != row.history_links.get(column.name, []):
            yield Finding(table, record.pk, "not as its history says", column.name)


def _vanished(kept, table, newest, using):
    """Records that are gone although no deletion is in their history."""
    left = kept.history._base_manager.using(using).exclude(history_type=DELETED)
    numbers = sorted(newest.values())
    for start in range(0, len(numbers), BATCH):
        rows = left.filter(history_id__in=numbers[start : start + BATCH]).order_by("history_id")
        for gone in rows.values_list(kept.key, flat=True):
            yield Finding(table, gone, "this record is gone, and its history tells of no end")


def _newest(kept, using):
    """The number of the newest row of history of each record."""
    rows = kept.history._base_manager.using(using).order_by().values(kept.key)
    return dict(rows.annotate(newest=Max("history_id")).values_list(kept.key, "newest"))


def _batches(records):
    """All records, so many at a time, however many there are."""
    last = None
    while batch := list((records if last is None else records.filter(pk__gt=last))[:BATCH]):
        yield batch
        last = batch[-1].pk
