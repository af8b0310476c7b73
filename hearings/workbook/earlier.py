"""Which rows of a file are entered already: by the same file, or with the same words."""

from collections import defaultdict, deque

from django.utils.crypto import salted_hmac

from hearings import receipts
from hearings.models import Proposal
from language.words import folded

BATCH = 500


def secret_of(hearing, digest, row):
    """The secret of one row of one file: taken in twice, it still makes one proposal."""
    told = f"{hearing.pk}:{digest}:{row}"
    return salted_hmac("hearings.workbook.row", told, algorithm="sha256").hexdigest()


def find_earlier(hearing, digest, entries):
    """Tell each entry the proposal that it was entered as before; no proposal answers two rows."""
    by_row = _by_row(hearing, digest, entries)
    used = {proposal.pk for proposal in by_row.values()}
    by_words = defaultdict(deque)
    columns = ("pk", "number", "text", "language", "hearing")
    for proposal in hearing.proposals.only(*columns).order_by("number"):
        if proposal.pk not in used:
            by_words[folded(proposal.text)].append(proposal)
    for entry in entries:
        waiting = by_words.get(folded(entry.values["text"]))
        entry.earlier = by_row.get(entry.row) or (waiting.popleft() if waiting else None)


def _by_row(hearing, digest, entries):
    """The proposals that this very file made before, by its rows."""
    marks = {receipts.intent(secret_of(hearing, digest, each.row)): each.row for each in entries}
    wanted, found = sorted(marks), {}
    for start in range(0, len(wanted), BATCH):
        known = Proposal.objects.filter(intent__in=wanted[start : start + BATCH])
        columns = known.only("pk", "number", "text", "language", "hearing", "intent")
        found.update({marks[proposal.intent]: proposal for proposal in columns})
    return found
