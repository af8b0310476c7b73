"""What everybody may read of the money.

`at` leads to the budget from a record that names it: budget_is_public("budget__").
"""

from django.db.models import Q


def budget_is_public(at=""):
    """The budget is published, and with it all that belongs to it."""
    return Q(**{f"{at}is_public": True})
