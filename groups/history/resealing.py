"""A new key for old seals: after SECRET_KEY was changed, what is whole is sealed anew."""

from django.db import transaction

from .keeping import BATCH
from .kept import KEPT
from .seal import seal
from .verifying import verify


class NotWhole(Exception):
    """History does not match: nothing is sealed anew, or it would pass for whole."""

    def __init__(self, findings):
        super().__init__()
        self.findings = findings


@transaction.atomic
def reseal(tell=lambda text: None):
    """Seal all history with the portal's present key. Raises NotWhole where something differs."""
    findings = list(verify(tell))
    if findings:
        raise NotWhole(findings)
    return sum(_reseal(kept) for kept in KEPT.values())


def _reseal(kept):
    """The seals of a table follow from each other, in the order in which the rows were written."""
    renamed, count, batch = {"": ""}, 0, []
    for row in kept.history._base_manager.order_by("history_id").iterator(chunk_size=BATCH):
        old = row.history_seal
        row.history_previous = renamed[row.history_previous]
        row.history_seal = renamed[old] = seal(row)
        batch.append(row)
        count += 1
        if len(batch) == BATCH:
            _store(kept, batch)
            batch = []
    _store(kept, batch)
    return count


def _store(kept, rows):
    if rows:
        kept.history._base_manager.bulk_update(rows, ["history_previous", "history_seal"])
