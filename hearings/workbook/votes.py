"""The hands of a file against the votes that are stored: entered once, never overwritten."""

from django.utils.translation import gettext as _

from hearings.models import HandVote
from hearings.workbook.columns import HANDS
from hearings.workbook.figures import SIGNED


def compare_votes(hearing, entries, figures, refuse):
    """Tell each entry whether its hands are to be recorded; `refuse` says why they cannot be."""
    stored = {vote.proposal_id: vote for vote in HandVote.objects.filter(hearing=hearing)}
    for entry in entries:
        if not entry.hands:
            continue
        vote = stored.get(entry.earlier.pk) if entry.earlier else None
        if vote is None:
            entry.votes = True
            _check(entry, figures, refuse)
        elif any(getattr(vote, name) != entry.hands[name] for name in HANDS):
            refuse(
                entry.stated,
                _first(entry),
                _("Other hands are entered for %(number)s: %(hands)s.")
                % {"number": entry.earlier.number, "hands": vote.written()},
                _("Correct the file, or the hands at the desk."),
            )


def _check(entry, figures, refuse):
    if figures.is_signed:
        refuse(
            entry.stated,
            _first(entry),
            str(SIGNED),
            _("Leave the cells empty, and enter the hands at the desk with a reason."),
        )
    hands = sum(filter(None, entry.hands.values()))
    if figures.participants is not None and hands > figures.participants:
        holes = {"hands": hands, "participants": figures.participants}
        refuse(
            entry.stated,
            _first(entry),
            _("%(hands)d hands in all, but only %(participants)d participants.") % holes,
            _("Correct the figures; if the paper really says so, enter the hands at the desk."),
        )


def _first(entry):
    return next(name for name in HANDS if entry.hands[name] is not None)
