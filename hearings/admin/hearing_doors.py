"""The buttons of a hearing's page."""

from copy import copy

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from groups.desk import Door, DoorForm
from groups.desk.doors import day_field
from groups.desk.forms import DateAndTime
from hearings.models import Hearing, Minutes
from language.templatetags.language import number

WHY = (
    _("why"),
    _("Everybody reads this note on the page of the hearing. One language is enough."),
    True,
)


class AnnounceForm(DoorForm):
    announced_on = day_field(
        _("Notice hung out on"),
        help_text=_("The days of notice are counted from this day."),
    )
    proposals_until = day_field(
        _("Proposals are taken until"),
        required=False,
        help_text=_("Including this day, until midnight."),
    )


class HearingDoor(Door):
    permission = "hearings.announce_hearing"
    logged = gettext_noop("stage")


class Announce(HearingDoor):
    slug = "announce"
    label = _("Announce")
    explanation = _(
        "Everybody will see this hearing on the site and can send proposals to it until the last "
        "day of the window."
    )
    done = _("The hearing is announced.")
    form = AnnounceForm

    def is_open(self, hearing):
        return hearing.published_at is None

    def initial(self, hearing):
        return {
            "announced_on": hearing.announced_on or timezone.localdate(),
            "proposals_until": hearing.proposals_until or hearing.default_proposals_until(),
        }

    def notes(self, hearing):
        today = copy(hearing)
        today.announced_on = hearing.announced_on or timezone.localdate()
        days = today.short_notice()
        if days is None:
            return []
        return [
            gettext(
                "Days between the notice and the hearing: %(days)d. This is less than the "
                "aimak's own rule. You can announce it all the same."
            )
            % {"days": days}
        ]

    def go(self, hearing, request, form):
        hearing.announced_on = form.cleaned_data["announced_on"]
        hearing.proposals_until = form.cleaned_data["proposals_until"]
        hearing.announce(by=request.user)


class PublishPast(HearingDoor):
    slug = "publish-past"
    label = _("Publish as a past hearing")
    explanation = _(
        "For a hearing that was held before it was entered here. Everybody will see it as its "
        "papers tell it; after that its results can be entered."
    )
    done = _("The hearing is published. Now its results can be entered.")

    def is_open(self, hearing):
        to_come = hearing.starts_at is not None and hearing.starts_at > timezone.now()
        return hearing.published_at is None and not to_come

    def go(self, hearing, request, form):
        hearing.publish_past(by=request.user)


class MoveForm(DoorForm):
    TEXTS = {
        "place": (_("another place"), _("Leave empty when the place stays the same."), False),
        "note": WHY,
    }
    ONE_LINE = ("place",)
    starts_at = forms.SplitDateTimeField(label=_("New date and time"), widget=DateAndTime)


class Move(HearingDoor):
    slug = "move"
    label = _("Move to another date")
    explanation = _(
        "The old and the new date stay readable on the page of the hearing, with the note why."
    )
    done = _("The hearing is moved.")
    form = MoveForm

    def is_open(self, hearing):
        return hearing.stage() == Hearing.Stage.ANNOUNCED

    def initial(self, hearing):
        return {"starts_at": hearing.starts_at}

    def go(self, hearing, request, form):
        place = form.texts("place")
        hearing.move(
            starts_at=form.cleaned_data["starts_at"],
            note=form.texts("note"),
            place=place if any(place.values()) else None,
            by=request.user,
        )


class NoteForm(DoorForm):
    TEXTS = {"note": WHY}


class Cancel(HearingDoor):
    slug = "cancel"
    label = _("Cancel the hearing")
    explanation = _(
        "The hearing stays on the site, marked as cancelled, with the note why. This cannot be "
        "taken back."
    )
    done = _("The hearing is cancelled.")
    form = NoteForm

    def is_open(self, hearing):
        return hearing.stage() == Hearing.Stage.ANNOUNCED

    def go(self, hearing, request, form):
        hearing.cancel(note=form.texts("note"), by=request.user)


class SignMinutes(HearingDoor):
    slug = "sign-minutes"
    label = _("Sign the minutes")
    explanation = _(
        "Compare the figures with the signed paper. After signing a figure changes only by a "
        "correction that keeps the old figure and says why."
    )
    done = _("The minutes are signed.")
    permission = "hearings.sign_minutes"
    logged = gettext_noop("minutes")

    def is_open(self, hearing):
        return hearing.has_minutes and not hearing.minutes.is_signed

    def notes(self, hearing):
        if not hearing.has_minutes:
            return []
        return [
            gettext("%(figure)s: %(value)s")
            % {
                "figure": capfirst(Minutes._meta.get_field(name).verbose_name),
                "value": _plain(getattr(hearing.minutes, name)),
            }
            for name in Minutes.FIGURES
        ]

    def go(self, hearing, request, form):
        hearing.minutes.sign(by=request.user)


def _plain(value):
    return gettext("Not stated") if value is None else number(value)
