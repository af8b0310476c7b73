"""What files say that are made of invented records, as every page of the portal says it."""

from django.utils.translation import gettext as _

from groups.models import Aimak


def warning():
    """That the record is not a real one, in the active language; empty where it is one."""
    if not Aimak.objects.current().is_demo:
        return ""
    return _("Demonstration data: what stands here about the current year is invented.")
