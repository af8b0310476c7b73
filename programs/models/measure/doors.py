"""The doors through which a measure moves on its way and is written about."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from groups.history import act
from hearings.models.choices import Status as ProposalStatus
from language.texts import fill

from ..choices import WAYS, Status, needs_reason
from ..step import MeasureStep


class MeasureDoors:
    """Every way to change where a measure stands. Each checks and leaves a `MeasureStep`."""

    def move_to(self, status, *, by=None, reason=None, on=None, now=None):
        """Lead the measure on; the proposals that it answers follow.

        `on` is the day on which it happened; None where no paper states it. Stopping, taking up
        again and going back need a public reason. Raises ValidationError.
        """
        now = now or timezone.now()
        status = Status(status)
        with transaction.atomic():
            # The row as it stands now: what somebody else changed meanwhile is not taken back.
            self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
            self._refuse_way(status)
            self._add_step(status, by=by, note=reason, on=on, now=now)
            self.status = status
            self.full_clean()
            with act(by=by, why=reason):
                self.save(update_fields=["status"])
            self._lead_proposals(status, by=by, on=on, now=now)

    def add_note(self, text, *, by=None, on=None, now=None):
        """Tell everyone how the work goes; the measure stays where it is."""
        now = now or timezone.now()
        with transaction.atomic():
            self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
            return self._add_step(self.status, by=by, note=text, on=on, now=now)

    def possible_steps(self):
        """The statuses that the door leads to from here."""
        return WAYS[Status(self.status)]

    def reason_needed_for(self, status):
        return needs_reason(Status(self.status), Status(status))

    def following(self, status):
        """The proposals that a move to this status leads on: pairs with where each then stands."""
        ends = {proposal: _led_to(proposal, self, status) for proposal in self.proposals.all()}
        return [(proposal, end) for proposal, end in ends.items() if end is not None]

    # Behind the doors

    def _refuse_way(self, status):
        if status in self.possible_steps():
            return
        raise ValidationError(
            {
                "status": gettext("From “%(old)s” a measure cannot become “%(new)s”.")
                % {"old": self.get_status_display(), "new": status.label}
            }
        )

    def _add_step(self, status, *, by, note, on, now):
        if on and on > timezone.localdate(now):
            raise ValidationError({"on": gettext("This day is still to come.")})
        step = MeasureStep(
            measure=self, old_status=self.status, new_status=status, on=on, at=now, by=by
        )
        fill(step, "note", note)
        step.full_clean()
        step.save()
        return step

    def _lead_proposals(self, status, *, by, on, now):
        """Work begun on a measure is work begun on what people asked for; likewise its end."""
        for proposal in self.proposals.select_for_update().order_by("pk"):
            end = _led_to(proposal, self, status)
            if end is not None and ProposalStatus.IN_PROGRESS in proposal.possible_steps():
                proposal.start_work(by=by, on=on, now=now)
            if end == ProposalStatus.IMPLEMENTED:
                proposal.complete(by=by, on=on, now=now)


def _led_to(proposal, measure, status):
    """Where the proposal stands once the measure stands there; None where it stays."""
    if status not in {Status.UNDER_WAY, Status.DONE}:
        return None
    begins = ProposalStatus.IN_PROGRESS in proposal.possible_steps()
    under_way = begins or ProposalStatus.IMPLEMENTED in proposal.possible_steps()
    others = proposal.measures.exclude(pk=measure.pk).exclude(status=Status.DONE)
    if status == Status.DONE and under_way and not others.exists():
        return ProposalStatus.IMPLEMENTED
    return ProposalStatus.IN_PROGRESS if begins else None
