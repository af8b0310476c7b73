"""What everybody may read of this floor, each rule once.

`at` leads to the record from another one that names it: hearing_is_public("hearing__").
"""

from django.db.models import Q

from .choices import Status


def hearing_is_public(at=""):
    """Announced, also cancelled since, or entered from its papers."""
    return Q(**{f"{at}published_at__isnull": False})


def proposal_is_public(at=""):
    """Published once and not taken down since."""
    published = Q(**{f"{at}published_at__isnull": False})
    return published & ~Q(**{f"{at}status": Status.DECLINED})


def act_is_public(at=""):
    """The paper is for everybody."""
    return Q(**{f"{at}is_public": True})
