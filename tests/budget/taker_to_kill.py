"""A process of its own that begins to take a file in, says so halfway, and waits to be killed.

Run as `python -m tests.budget.taker_to_kill DATABASE UPLOAD DIGEST [piecemeal]`. With `piecemeal`
it works without the transaction, for comparison.
"""

import contextlib
import os
import sys
import time

import django


def use_database(name):
    """That of the test which started this process."""
    from django.db import connection

    connection.settings_dict["NAME"] = name


def wait(*args, **values):
    print("half", flush=True)
    time.sleep(600)


def work_piecemeal():
    from types import SimpleNamespace

    from django.db.models import QuerySet

    from budget.workbook import taking

    taking.transaction = SimpleNamespace(atomic=contextlib.nullcontext)
    QuerySet.select_for_update = lambda self, **how: self


def main(database, upload, digest, *how):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aimak_portal.settings")
    django.setup()
    use_database(database)

    from budget.models import Budget, BudgetUpload
    from budget.workbook import taking

    # The lines are written by then; the executed figures and the trace of the upload are not.
    Budget.record_execution = wait
    if how:
        work_piecemeal()
    taking.take_in(BudgetUpload.objects.get(pk=upload), digest=digest)


if __name__ == "__main__":
    main(*sys.argv[1:])
