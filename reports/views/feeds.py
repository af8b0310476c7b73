from django.views.decorators.http import conditional_page, require_safe

from reports.feeds import DecisionsFeed, HearingsFeed


@require_safe
@conditional_page
def hearings_feed(request):
    """What is new at the hearings, for a feed reader."""
    return HearingsFeed()(request)


@require_safe
@conditional_page
def decisions_feed(request):
    """What was decided on the proposals, for a feed reader."""
    return DecisionsFeed()(request)
