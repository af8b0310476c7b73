"""Hearings for the calendar of a telephone (RFC 5545).

icalendar is loaded only when the first calendar is asked for.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from hearings.models import Hearing, HearingStep
from language.printable import printable
from language.texts import in_language, lines

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//aimak portal//hearings//KY"
# How far back a calendar goes, and how often a telephone should look again.
PAST, LOOK_AGAIN = timedelta(days=365), timedelta(hours=12)
# Kyrgyzstan changed its clocks for the last time on this day, when it kept the summer time.
CLOCK_SINCE, AHEAD = datetime(2005, 8, 12), timedelta(hours=6)
# What makes a telephone ask its owner to look at an event again.
_REVISIONS = {HearingStep.Verb.MOVED, HearingStep.Verb.CANCELLED}


def dated_hearings(now=None):
    """Hearings of the last year and to come; of an unknown date there can be no event."""
    now = now or timezone.now()
    return Hearing.objects.public().dated_since(now - PAST).for_news().with_steps()


def one_hearing():
    """Among which a single hearing is looked for."""
    return Hearing.objects.public().dated().for_news().with_steps()


def calendar(hearings, *, name, absolute):
    """The file with an event for each hearing; `absolute` makes a full address of a path."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    # RFC 7986, and what telephones read in its place.
    for field in ("name", "x-wr-calname"):
        made.add(field, printable(name))
    made.add("x-wr-timezone", settings.TIME_ZONE)
    made.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    made.add_component(_clock())
    for hearing in hearings:
        made.add_component(_event(hearing, absolute(hearing.get_absolute_url())))
    return made.to_ical()


def _clock():
    """The clock of the aimak: also a calendar without events needs a part (RFC 5545, 3.6)."""
    from icalendar import Timezone, TimezoneStandard

    clock, standard = Timezone(), TimezoneStandard()
    clock.add("tzid", settings.TIME_ZONE)
    standard.add("dtstart", CLOCK_SINCE)
    for field in ("tzoffsetfrom", "tzoffsetto"):
        standard.add(field, AHEAD)
    clock.add_component(standard)
    return clock


def _event(hearing, url):
    """A hearing as an event. It has no end: no paper says how long a hearing lasts."""
    from icalendar import Event

    steps = list(hearing.steps.all())
    changed = max((step.at for step in steps), default=hearing.published_at)
    event = Event()
    event.add("uid", f"hearing-{hearing.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", sum(step.verb in _REVISIONS for step in steps))
    # Without a method both say when the hearing changed last (RFC 5545, 3.8.7.2).
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    # In UTC, which every telephone shows by its own clock.
    event.add("dtstart", hearing.starts_at)
    event.add("status", "CANCELLED" if hearing.is_cancelled else "CONFIRMED")
    _write(event, "summary", *_summary(hearing))
    _write(event, "location", *_location(hearing))
    _write(event, "description", *_description(hearing, steps))
    event.add("url", url)
    return event


def _write(event, name, text, language):
    if text:
        event.add(name, printable(text), parameters={"LANGUAGE": language})


def _summary(hearing):
    title, language = in_language(hearing, "title")
    title = title or hearing.heading
    if hearing.is_cancelled:
        # Not every telephone shows that an event is cancelled.
        title = _("Hearing cancelled: %(title)s") % {"title": title}
    return title, language


def _location(hearing):
    place, language = in_language(hearing, "place")
    return (place, language) if place else in_language(hearing.village, "name")


def _description(hearing, steps):
    """Why it was moved or cancelled, and the agenda."""
    agenda, language = lines(hearing, "agenda")
    notes = [in_language(step, "note")[0] for step in steps if step.verb in _REVISIONS]
    parts = notes[-1:]
    if agenda:
        listed = [f"{number}. {item}" for number, item in enumerate(agenda, start=1)]
        parts.append("\n".join([_("Agenda"), *listed]))
    return "\n\n".join(parts), language
