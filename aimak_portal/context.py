"""What every page's frame shows: whose portal it is."""

from django.utils.functional import SimpleLazyObject

from groups.models import Aimak


def site(request):
    """The aimak, asked for once and only by pages that show it."""
    return {"aimak": SimpleLazyObject(Aimak.objects.for_frame)}
