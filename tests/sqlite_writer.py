"""One of several writers: takes numbers of the register for some seconds and tells what it got.

Run as a program by test_sqlite, with the portal's own settings or, for comparison, with those of
Django: `python -m tests.sqlite_writer SECONDS [plain]`.
"""

import json
import os
import sys
import time

import django


def take_number():
    """Read the counter, write it back, keep a row: what every proposal does."""
    from django.db import transaction
    from django.utils import timezone

    from hearings.models import AttemptCount, ProposalNumber

    with transaction.atomic():
        number = ProposalNumber.objects.lock(2026).take()
        AttemptCount.objects.create(key=number, hour=timezone.now())
    return number


def as_django_would(connection):
    """Without the portal's own options, and impatient, so that it shows within seconds."""
    connection.settings_dict["OPTIONS"] |= {"transaction_mode": "DEFERRED", "timeout": 0.01}


def write_for(seconds):
    from django.db import DatabaseError

    acknowledged, errors = [], []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            acknowledged.append(take_number())
        except DatabaseError as error:
            errors.append(str(error))
    return {"acknowledged": acknowledged, "errors": errors}


def main(seconds, *how):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aimak_portal.settings")
    django.setup()
    from django.db import connection

    if how:
        as_django_would(connection)
    print(json.dumps(write_for(float(seconds))))


if __name__ == "__main__":
    main(*sys.argv[1:])
