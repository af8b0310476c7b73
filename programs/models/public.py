"""What everybody may read of this floor, each rule once.

`at` leads to the record from another one that names it: measure_is_public("measure__").
"""

from django.db.models import Q


def program_is_public(at=""):
    """The programme is for everybody."""
    return Q(**{f"{at}is_public": True})


def measure_is_public(at=""):
    """The measure is for everybody."""
    return Q(**{f"{at}is_public": True})
