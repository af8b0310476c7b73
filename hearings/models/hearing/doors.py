"""The doors through which a hearing is announced, moved, cancelled and written about."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext

from groups.history import act
from language.texts import fill, is_stated

from .step import HearingStep


class HearingDoors:
    """Every way to change where a hearing stands. Each checks and leaves a `HearingStep`."""

    def announce(self, *, by=None, now=None):
        """Publish the hearing to come. Refuses a date that has passed and a bare notice."""
        now = now or timezone.now()
        self._refuse_unless_draft()
        self._check_announcement(now)
        self.published_at = now
        # Where the posting log knows the first day, no other day is kept.
        self.announced_on = self.first_hung_on() or self.announced_on or timezone.localdate(now)
        self._save_with_step(HearingStep.Verb.ANNOUNCED, by=by, now=now)

    def publish_past(self, *, by=None, now=None):
        """Publish a hearing that was held before it was entered here, as its papers tell it."""
        now = now or timezone.now()
        self._refuse_unless_draft()
        if self.starts_at is not None and self.starts_at > now:
            raise ValidationError(
                {"starts_at": gettext("This hearing is still to come. Announce it instead.")}
            )
        self.published_at = now
        self._save_with_step(HearingStep.Verb.ENTERED, by=by, now=now)

    def move(self, *, starts_at, note, place=None, by=None, now=None):
        """Give an announced hearing another date (and place), with a public note why."""
        now = now or timezone.now()
        self._refuse_unless_announced(now)
        _refuse_past(starts_at, now)
        old, self.starts_at = self.starts_at, starts_at
        if place:
            fill(self, "place", place)
        if self.proposals_until and self.proposals_until > timezone.localdate(starts_at):
            self.proposals_until = timezone.localdate(starts_at)
        self._save_with_step(
            HearingStep.Verb.MOVED,
            by=by,
            now=now,
            note=note,
            field="starts_at",
            old=old.isoformat(),
            new=starts_at.isoformat(),
        )

    def cancel(self, *, note, by=None, now=None):
        """Cancel an announced hearing, with a public note why. It stays on the site."""
        now = now or timezone.now()
        self._refuse_unless_announced(now)
        self.cancelled_at = now
        self._save_with_step(HearingStep.Verb.CANCELLED, by=by, now=now, note=note)

    def hang_notice(self, place, *, hung_on, taken_down_on=None, note=""):
        """Note where the printed notice hangs. The first one begins the days of notice."""
        posting = self.postings.model(
            hearing=self, hung_on=hung_on, taken_down_on=taken_down_on, note=note
        )
        fill(posting, "place", place)
        posting.full_clean()
        posting.save()
        return posting

    def first_hung_on(self):
        """The day on which the first notice was hung out; None where no posting is noted."""
        return self.postings.aggregate(first=Min("hung_on"))["first"] if self.pk else None

    def follow_postings(self):
        """Count the days of notice from the first posting; without any the day stays as it was."""
        first = self.first_hung_on()
        if first is not None and first != self.announced_on:
            self.announced_on = first
            self.save(update_fields=["announced_on"])

    def _refuse_unless_draft(self):
        if self.published_at is not None:
            raise ValidationError(gettext("This hearing is already published."))

    def _refuse_unless_announced(self, now):
        if self.stage(now) != self.Stage.ANNOUNCED:
            raise ValidationError(
                gettext("Only an announced hearing that is still to come can be changed like this.")
            )

    def _check_announcement(self, now):
        errors = {}
        if self.starts_at is None:
            errors["starts_at"] = gettext("Enter the date and time of the hearing.")
        elif self.starts_at <= now:
            errors["starts_at"] = gettext(
                "This date has passed. Enter a date to come, or publish it as a past hearing."
            )
        if not is_stated(self, "place"):
            errors["place"] = gettext("Enter the place of the hearing.")
        day = timezone.localdate(self.starts_at) if self.starts_at else None
        if day and self.proposals_until and self.proposals_until > day:
            errors["proposals_until"] = gettext(
                "Proposals cannot be taken after the day of the hearing."
            )
        if errors:
            raise ValidationError(errors)

    def _save_with_step(self, verb, *, by, now, note=None, **change):
        with transaction.atomic():
            self.full_clean(exclude=["search_text"])
            with act(by=by, why=note):
                self.save()
            self.add_step(verb, by=by, now=now, note=note, **change)

    def add_step(self, verb, *, by=None, now=None, note=None, **change):
        """Leave a row of what was done to the hearing or to its minutes.

        `change`: the field with what stood there and what stands there since, and the proposal.
        """
        step = HearingStep(hearing=self, verb=verb, by=by, at=now or timezone.now(), **change)
        fill(step, "note", note)
        step.full_clean()
        step.save()
        return step


def _refuse_past(starts_at, now):
    if starts_at is None or starts_at <= now:
        raise ValidationError(
            {"starts_at": gettext("This date has passed. Enter a date and time to come.")}
        )
