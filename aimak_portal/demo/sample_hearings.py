"""Invented hearings: announced, moved, cancelled, held, recorded."""

from functools import partial

from hearings.models import Hearing, HearingDocument, Minutes

from .papers import pdf
from .reading import columns, without

# Parts of a table that are deeds of a later day, or that need the calendar.
NOT_FIELDS = (
    "key",
    "subject",
    "village",
    "announced",
    "starts",
    "hour",
    "window",
    "document",
    "moved",
    "cancelled",
    "minutes",
    "signed",
    "corrected",
)
LATER = ("moved", "cancelled", "minutes", "signed", "corrected")


def hearing_deeds(cast, tables):
    """Each deed of each hearing with its moment."""
    deeds = []
    for table in tables:
        deeds.append((cast.moment(cast.day(table["announced"]), 9), partial(announce, cast, table)))
        for verb in LATER:
            if verb in table:
                moment = cast.moment(cast.day(table[verb]["day"]), 16)
                deeds.append((moment, partial(DOORS[verb], cast, table)))
    return deeds


def announce(cast, table, now):
    hearing = Hearing(
        **columns(without(table, *NOT_FIELDS)),
        **_calendar(cast, table),
        village=cast.villages.get(table.get("village")),
    )
    hearing.announce(by=cast.clerk, now=now)
    for document in table.get("document", []):
        attach(hearing, document)
    cast.hearings[table["key"]] = hearing


def _calendar(cast, table):
    dates = {"starts_at": cast.moment(cast.workday(table["starts"]), table["hour"])}
    if "subject" in table:
        dates["subject_year"] = cast.year(table["subject"])
    if "window" in table:
        first, last = table["window"]
        dates |= {"proposals_from": cast.day(first), "proposals_until": cast.day(last)}
    return dates


def attach(hearing, table, kind=None):
    """A small paper of the hearing, made here."""
    document = HearingDocument.from_upload(
        pdf(table["lines"]),
        hearing=hearing,
        kind=kind or table["kind"],
        **columns({"title": table["title"]}),
    )
    document.full_clean()
    document.save()


def move(cast, table, now):
    hearing, change = cast.hearings[table["key"]], table["moved"]
    starts_at = cast.moment(cast.workday(change["to"]), table["hour"])
    hearing.move(starts_at=starts_at, note=change["note"], by=cast.clerk, now=now)


def cancel(cast, table, now):
    note = table["cancelled"]["note"]
    cast.hearings[table["key"]].cancel(note=note, by=cast.clerk, now=now)


def record(cast, table, now):
    figures = columns(without(table["minutes"], "day"))
    Minutes.record(cast.hearings[table["key"]], by=cast.clerk, now=now, **figures)


def sign(cast, table, now):
    hearing = cast.hearings[table["key"]]
    attach(hearing, table["signed"], HearingDocument.Kind.SIGNED_MINUTES)
    hearing.minutes.sign(by=cast.head, now=now)


def correct(cast, table, now):
    change = table["corrected"]
    cast.hearings[table["key"]].minutes.correct(
        by=cast.head, reason=change["reason"], now=now, **without(change, "day", "reason")
    )


DOORS = {
    "moved": move,
    "cancelled": cancel,
    "minutes": record,
    "signed": sign,
    "corrected": correct,
}
