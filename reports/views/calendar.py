from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from groups.models import Aimak
from language.texts import in_language
from reports.calendar import CONTENT_TYPE, calendar, dated_hearings, one_hearing
from reports.views.conditional import conditional


@require_safe
@conditional
def hearings_calendar(request):
    """All hearings of the last year and to come, for a calendar that looks again by itself."""
    return _file(request, dated_hearings(), "hearings.ics", "inline")


@require_safe
@conditional
def hearing_calendar(request, pk):
    """One hearing, for the calendar of a telephone."""
    hearing = get_object_or_404(one_hearing(), pk=pk)
    return _file(request, [hearing], f"hearing-{pk}.ics", "attachment")


def _file(request, hearings, name, shown):
    aimak = Aimak.objects.for_frame()
    title = _("Public hearings: %(aimak)s") % {"aimak": in_language(aimak, "name")[0] or str(aimak)}
    made = calendar(hearings, name=title, absolute=request.build_absolute_uri)
    response = HttpResponse(made, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'{shown}; filename="{name}"'
    return response
