"""What files say that are made of invented records, as every page of the portal says it."""

from django.utils.translation import gettext as _


def warning(owner):
    """That the record of an aimak is not a real one, in the active language; empty where it is.

    `owner` is the aimak, or the head of a paper of it.
    """
    if not owner.is_demo:
        return ""
    return _("Demonstration data: what stands here about the current year is invented.")
