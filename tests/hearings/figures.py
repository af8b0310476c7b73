"""For the tests of minutes: minutes without a saving of their own."""

from django.utils import timezone

from hearings.models import Minutes

NOTE = {"discrepancy_ky": "Кагазда ушундай жазылган."}


# The figures of the two hearings in the municipality's own report.
BUDGET = {
    "participants": 135,
    "women": 57,
    "men": 78,
    "from_groups": 25,
    "proposals_received": 11,
    "accepted": 7,
}


def bare(hearing, **values):
    """Minutes past every door, for what the database itself says."""
    return Minutes(hearing=hearing, recorded_at=timezone.now(), **values)
