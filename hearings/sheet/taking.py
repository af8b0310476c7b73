"""Leading a whole page through the doors of the models: all of it or nothing."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hearings.models import HandVote, Minutes, Proposal
from hearings.models.proposal import AnotherTextSent
from language.texts import active_language

from .row import said_otherwise


class Refused(Exception):
    """Something on the page cannot be taken in; nothing was stored."""


def take_in(sheet, *, by):
    """Store the page and return the new proposals. Raises `Refused` with the sheet marked.

    Call it within a transaction that holds the hearing: a refusal has to undo all of it.
    """
    if not sheet.judge():
        raise Refused
    with transaction.atomic():
        _take_figures(sheet, by)
        made = [_passed(row.refuse, _take_row, sheet, row, by) for row in sheet.filled]
        for hands in sheet.sent_hands:
            if hands.is_typed():
                _passed(hands.refuse, _take_hands, sheet, hands, by)
        if sheet.has_errors:
            raise Refused
    return made


def _passed(refuse, deed, sheet, form, by):
    """Do it; what a door refuses stands beside the form, and the next one is tried."""
    try:
        with transaction.atomic():
            return deed(sheet, form, by)
    except ValidationError as refusal:
        refuse(refusal)
    return None


def _take_figures(sheet, by):
    if sheet.figures is None or not sheet.figures.is_typed():
        return
    try:
        if sheet.minutes is None:
            Minutes.record(sheet.hearing, by=by, **sheet.figures.values())
        else:
            minutes = sheet.figures.candidate(sheet.hearing)
            minutes.full_clean()
            minutes.save()
    except ValidationError as refusal:
        sheet.figures.refuse(refusal)
        raise Refused from refusal


def _take_row(sheet, row, by):
    hearing = sheet.hearing
    day = timezone.localdate(hearing.starts_at) if hearing.starts_at else None
    try:
        proposal, new = Proposal.submit(
            secret=sheet.secret_of(row),
            by=by,
            hearing=hearing,
            channel=Proposal.Channel.HEARING,
            received_on=day,
            contact=row.contact(),
            consent=row.consent(),
            sent=row.sent(),
            slip_code=row.cleaned_data["slip_code"],
            **row.values(),
        )
    except AnotherTextSent as another:
        raise ValidationError({"text": said_otherwise(another.proposal)}) from another
    if new:
        _lead_on(sheet, row, proposal, by, day)
    return proposal


def _lead_on(sheet, row, proposal, by, day):
    if sheet.rights.publish:
        proposal.publish(by=by)
    decision = row.decision() if sheet.rights.decide else None
    if decision is not None:
        proposal.decide(**decision, by=by, on=day)
    if row.has_hands:
        try:
            _record(sheet, proposal, row.hands() | row.note(), by)
        except ValidationError as refusal:
            row.refuse_hands(refusal)


def _take_hands(sheet, hands, by):
    _record(sheet, hands.proposal, hands.values(), by)


def _record(sheet, proposal, values, by):
    why = sheet.why.cleaned_data["why"] if sheet.why else ""
    reason = {active_language(): why} if why else None
    HandVote.record(sheet.hearing, proposal, by=by, reason=reason, **values)
