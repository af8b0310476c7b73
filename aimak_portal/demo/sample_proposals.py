"""Invented proposals and questions, and every step on their way."""

from datetime import timedelta
from functools import partial

from hearings import receipts
from hearings.models import Proposal

from .papers import picture
from .reading import columns, without

NOT_FIELDS = (
    "key",
    "day",
    "village",
    "hearing",
    "published",
    "reviewed",
    "picture",
    "caption",
    "step",
)


def proposal_deeds(cast, tables):
    """The submission and each later step of each proposal with its moment."""
    deeds = []
    for table in tables:
        deeds.append((cast.moment(cast.day(table["day"])), partial(submit, cast, table)))
        for number, step in enumerate(_steps(table), start=1):
            # Steps of one day stand in their order.
            moment = cast.moment(cast.day(step["day"]), 11) + timedelta(minutes=20 * number)
            deeds.append((moment, partial(take_step, cast, table, step)))
    return deeds


def _steps(table):
    everyday = (("published", "publish"), ("reviewed", "start_review"))
    steps = [{"day": table[mark], "do": door} for mark, door in everyday if mark in table]
    return steps + table.get("step", [])


def submit(cast, table, now):
    secret = receipts.new_secret()
    values = columns(without(table, *NOT_FIELDS))
    values["text"] = values["text"].strip()
    proposal, _is_new = Proposal.submit(
        secret=secret,
        by=None if table["channel"] == "online" else cast.clerk,
        now=now,
        photo=picture(table["picture"]) if "picture" in table else None,
        village=cast.villages.get(table.get("village")),
        hearing=cast.hearings.get(table.get("hearing")),
        **_arrival(cast, table),
        **values,
    )
    cast.proposals[table["key"]] = proposal
    cast.receipts[table["key"]] = receipts.printed(receipts.code_from(secret))


def _arrival(cast, table):
    """When it came in; on the site the door sets the day itself and asks for consent."""
    if table["channel"] == "online":
        return {"consent": cast.consent}
    if table["channel"] == "hearing":
        return {"received_on": cast.hearings[table["hearing"]].starts_at.date()}
    return {"received_on": cast.day(table["day"])}


def take_step(cast, table, step, now):
    proposal = cast.proposals[table["key"]]
    door = getattr(proposal, step["do"])
    door(**_who(cast, step), now=now, **_details(cast, step))
    if step["do"] == "publish" and "picture" in table:
        show_photos(proposal, table["caption"])


def _who(cast, step):
    """The clerk, except that only the proposer takes words back."""
    return {"by": None if step["do"] == "withdraw" else cast.clerk}


def _details(cast, step):
    details = without(step, "day", "do", "to_year", "into", "hearing")
    if "to_year" in step:
        details["deferred_to"] = cast.year(step["to_year"])
    if "into" in step:
        details["merged_into"] = cast.proposals[step["into"]]
    if "hearing" in step:
        details["hearing"] = cast.hearings[step["hearing"]]
    return details


def show_photos(proposal, caption):
    """The clerk has looked at the photo: nobody can be recognised on it."""
    for photo in proposal.photos.all():
        photo.is_public = True
        for column, text in columns({"caption": caption}).items():
            setattr(photo, column, text)
        photo.full_clean()
        photo.save()
