from django.views.decorators.http import require_safe

from reports.feeds import DecisionsFeed, HearingsFeed
from reports.views.conditional import conditional


@require_safe
@conditional
def hearings_feed(request):
    """What is new at the hearings, for a feed reader."""
    return HearingsFeed()(request)


@require_safe
@conditional
def decisions_feed(request):
    """What was decided on the proposals, for a feed reader."""
    return DecisionsFeed()(request)
