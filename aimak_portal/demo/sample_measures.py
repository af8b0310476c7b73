"""Invented measures: planned, led on, told about, shown in photos, done or stopped."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from programs.models import MeasurePhoto, Partner, Program
from programs.models.choices import Status

from .measures import enter_measure, enter_results
from .papers import picture
from .reading import columns, store, without

# Parts of a table that are deeds of a later day, or that need the cast.
NOT_FIELDS = (
    "key",
    "undertaken",
    "in_program",
    "village",
    "first_year",
    "last_year",
    "proposals",
    "gained",
    "result",
    "step",
    "photo",
)


def meet_partners(cast, tables):
    """Those who do it together with the aiyl okmotu."""
    for table in tables:
        cast.partners[table["key"]] = store(Partner(**columns(without(table, "key"))))


def measure_deeds(cast, tables):
    """The beginning of each measure, each step on its way and each photo, with its moment."""
    deeds = []
    for table in tables:
        begun = cast.moment(cast.day(table["undertaken"]), 14)
        deeds.append((begun, partial(undertake, cast, table)))
        for number, step in enumerate(table.get("step", []), start=1):
            moment = cast.moment(cast.day(step["day"]), 15) + timedelta(minutes=number)
            deeds.append((moment, partial(lead, cast, table, step)))
        for photo in table.get("photo", []):
            moment = cast.moment(cast.day(photo["day"]), 17)
            deeds.append((moment, partial(show, cast, table, photo)))
    return deeds


def undertake(cast, table, now):
    first_year = cast.year(table["first_year"])
    measure = enter_measure(
        without(table, *NOT_FIELDS),
        partners=cast.partners,
        village=cast.villages[table["village"]] if "village" in table else None,
        first_year=first_year,
        last_year=cast.year(table["last_year"]),
        program=_program_of(first_year) if table["in_program"] else None,
    )
    measure.proposals.set(cast.proposals[key] for key in table.get("proposals", []))
    cast.measures[table["key"]] = measure


def _program_of(year):
    """The newest programme that holds in the year; none where the years have outrun them."""
    return Program.objects.in_force(year).first()


def lead(cast, table, step, now):
    """A step on the way, or a word about how the work goes."""
    measure, day = cast.measures[table["key"]], timezone.localdate(now)
    if "note" in step:
        measure.add_note(step["note"], by=cast.clerk, on=day, now=now)
        return
    if step["to"] == Status.DONE:
        enter_results(measure, table["result"])
        _say_who_gained(measure, table["gained"])
    measure.move_to(step["to"], by=cast.clerk, reason=step.get("reason"), on=day, now=now)


def _say_who_gained(measure, counts):
    for kind, count in counts.items():
        setattr(measure, kind, count)
    store(measure)


def show(cast, table, photo, now):
    """A photo of which the clerk knows that nobody can be recognised on it."""
    store(
        MeasurePhoto.from_upload(
            picture(photo["picture"]),
            measure=cast.measures[table["key"]],
            moment=photo["moment"],
            taken_on=timezone.localdate(now),
            is_public=True,
            **columns({"caption": photo["caption"]}),
        )
    )
