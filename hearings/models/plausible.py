"""Figures that agree with each other and still cannot be: three zeros too many (bars.md A13)."""

from django.db.models import Max
from django.utils.translation import gettext

from groups.models import YearlyFigures

# So many things nobody says at one hearing, and so many times more people than ever come to none.
MOST_ITEMS_EACH = 10
MOST_TIMES_AS_MANY = 10


def implausible(minutes):
    """Pairs of a figure and a sentence that names both numbers."""
    if minutes.participants is None:
        return []
    return [*_more_than_live_there(minutes), *_more_than_could_be_said(minutes)]


def _more_than_live_there(minutes):
    if not minutes.hearing_id:
        return []
    residents = population(minutes.hearing)
    if residents is None:
        return _more_than_ever_came(minutes)
    if minutes.participants <= residents:
        return []
    sentence = gettext(
        "%(participants)d participants, but only %(residents)d people live there. Correct the "
        "figure, or explain the difference in the note on discrepancies."
    ) % {"participants": minutes.participants, "residents": residents}
    return [("participants", sentence)]


def _more_than_ever_came(minutes):
    """Where nobody counted the residents: measured by the largest of the other hearings."""
    others = type(minutes).objects.exclude(hearing_id=minutes.hearing_id)
    most = others.aggregate(most=Max("participants"))["most"]
    if not most or minutes.participants <= MOST_TIMES_AS_MANY * most:
        return []
    sentence = gettext(
        "%(participants)d participants, but no other hearing had more than %(most)d. Correct the "
        "figure, or explain the difference in the note on discrepancies."
    ) % {"participants": minutes.participants, "most": most}
    return [("participants", sentence)]


def _more_than_could_be_said(minutes):
    items, people = minutes.items_received, minutes.participants
    if items is None or items <= MOST_ITEMS_EACH * max(people, 1):
        return []
    sentence = gettext(
        "%(items)d proposals and questions from only %(participants)d participants. Correct a "
        "figure, or explain the difference in the note on discrepancies."
    ) % {"items": items, "participants": people}
    return [("items_received", sentence)]


def population(hearing):
    """How many people live in the village, or in the aimak, that was invited; None: unknown."""
    known = YearlyFigures.objects.filter(population__isnull=False).order_by("-year")
    counted = known.filter(village=hearing.village_id).values_list("population", flat=True)
    return counted.first()
