"""Loads the demonstration data: all of it or nothing."""

from django.db import transaction
from django.utils import timezone

from budget.classification import load_classification

from .accounts import create_accounts
from .facts import load_facts
from .reasons import load_reasons
from .sample import load_sample
from .state import Standing, standing


@transaction.atomic
def load(*, sample=False, password="", say=print, today=None):
    """Bring in what is missing: the facts, with `sample` an invented year, and the accounts.

    A second run adds nothing. Raises `ForeignDatabase` where the data is somebody's own.
    """
    today = today or timezone.localdate()
    stands = standing()
    create_accounts(password, say)
    load_classification()
    load_reasons()
    if stands is Standing.EMPTY:
        load_facts(say)
    else:
        say("The facts of the sources are here already.")
    if stands is Standing.SAMPLE:
        say("The invented year is here already.")
    elif sample:
        load_sample(today, say)
