"""Taking back a slip of the hand: for a short while, with a trace that everybody can read."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from groups.models import Aimak

from ..choices import TAKEN_BACK, Status
from ..step import ProposalStep

# The columns of a proposal that its doors set, besides the status.
KEPT = (
    "decision",
    "hearing",
    "published_at",
    "deferred_to",
    "merged_into",
    "referred_to_ky",
    "referred_to_ru",
    "referred_to_en",
)


def kept(proposal):
    """What stands in these columns now, as texts and numbers."""
    return {name: _plain(_column(proposal, name).value_from_object(proposal)) for name in KEPT}


def changed(before, proposal, *, decides):
    """Of what stood there before, only what the step changes."""
    after = kept(proposal)
    # The decision is the step itself: it has no key before it is stored.
    return {
        name: value
        for name, value in before.items()
        if value != after[name] or (decides and name == "decision")
    }


def _put_back(proposal, before):
    for name, value in before.items():
        column = _column(proposal, name)
        setattr(proposal, column.attname, column.to_python(value))


def _column(proposal, name):
    return proposal._meta.get_field(name)


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


class TakingBack:
    """The door by which the latest step of the staff is undone."""

    # Set on each of many proposals that one deed leads through a door together.
    batch = None

    def take_back(self, *, by, note=None, now=None):
        """Undo the latest step, within the aimak's minutes: all it set is as it was before.

        The undone step stays on the timeline, and beside it a row that it was taken back.
        """
        from ..message import Message

        now = now or timezone.now()
        with transaction.atomic():
            # The row as it stands now; whoever wants to move it meanwhile waits.
            self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
            undone = self.latest_step()
            self._refuse_taking_back(undone, now)
            self._step(
                undone.old_status, old=self.status, by=by, now=now, reason=note, undoes=undone
            )
            # What has not gone out about it stays at home.
            Message.objects.stop_for(undone)
            _put_back(self, undone.before)
            self.status = undone.old_status
            self.full_clean(exclude={"text", "summary", "summary_ky", "summary_ru", "summary_en"})
            self.save()
            if undone.new_status == Status.DECLINED or "hearing" in undone.before:
                self._refuse_more_than_reported()

    def latest_step(self):
        return self.steps.order_by("-pk").first()

    def why_not_taken_back(self, now=None):
        """Why the latest step stays as it is; an empty text where it can be taken back."""
        step = self.latest_step() if self.status in TAKEN_BACK else None
        return _refusal(step, now or timezone.now())

    def _refuse_taking_back(self, step, now):
        problem = _refusal(step, now)
        if problem:
            raise ValidationError(problem)
        if step.new_status == Status.PUBLISHED and self.merged.exists():
            raise ValidationError(
                gettext("Another proposal was merged with this one: everybody follows the link.")
            )

    @classmethod
    def take_back_together(cls, batch, *, by, note=None, now=None):
        """Undo what one deed did to many, all or nothing; how many were taken back.

        Those taken back one by one before are left alone. Raises ValidationError that names each
        proposal which cannot be taken back any more.
        """
        with transaction.atomic():
            rows = cls.objects.select_for_update().order_by("pk")
            # Locked first, looked at afterwards.
            proposals = list(
                rows.filter(pk__in=list(_of_batch(batch).values_list("proposal", flat=True)))
            )
            standing = set(_of_batch(batch).holding().values_list("proposal", flat=True))
            proposals = [proposal for proposal in proposals if proposal.pk in standing]
            problems = [
                problem
                for proposal in proposals
                if (problem := proposal._taken_back_with(batch, by, note, now))
            ]
            if problems:
                raise ValidationError(problems)
        return len(proposals)

    def _taken_back_with(self, batch, by, note, now):
        """Take it back; the sentence with its number where that is refused."""
        try:
            if self.latest_step().batch != batch:
                raise ValidationError(_moved_on())
            self.take_back(by=by, note=note, now=now)
        except ValidationError as refusal:
            problem = " ".join(refusal.messages)
            return gettext("%(number)s: %(problem)s") % {"number": self.number, "problem": problem}
        return ""


def _of_batch(batch):
    return ProposalStep.objects.of_batch(batch)


def _refusal(step, now):
    """Why this step, the latest one, cannot be taken back at this moment."""
    if step is None or step.undoes_id or step.by_id is None or step.before is None:
        return _moved_on()
    if step.new_status not in TAKEN_BACK:
        return _moved_on()
    until = last_moment(step)
    if now <= until:
        return ""
    return gettext(
        "It was entered at %(entered)s and could be taken back until %(until)s. Enter a new step "
        "instead."
    ) % {"entered": _moment(step.at), "until": _moment(until)}


def last_moment(step):
    """Until when a step can be taken back."""
    return step.at + timedelta(minutes=Aimak.objects.current().undo_minutes)


def _moved_on():
    return gettext("Its latest step is not one that can be taken back.")


def _moment(moment):
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
