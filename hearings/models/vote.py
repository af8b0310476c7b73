from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.history import act
from language.texts import fill, is_stated

from .hearing import Hearing, HearingStep
from .minutes import Minutes
from .public import hearing_is_public, proposal_is_public


def _hands(label):
    return models.PositiveIntegerField(label, null=True, blank=True)


class HandVoteQuerySet(models.QuerySet):
    def of_public_hearings(self):
        """Votes on one proposal, at hearings that everybody may see, the latest first."""
        public = self.filter(hearing_is_public("hearing__"))
        return public.select_related("hearing").order_by("-pk")

    def of_public_proposals(self):
        """Votes on proposals that everybody may read, in their order."""
        public = self.filter(proposal_is_public("proposal__"))
        return public.select_related("proposal").order_by("proposal__number")


class HandVote(models.Model):
    """How many hands were raised for a proposal at a hearing, as the minutes report it.

    A snapshot like the minutes: nothing is counted from names, and an empty figure is unknown.
    Nobody votes who did not come, so the hands together never exceed the participants, unless a
    public note explains the paper. Once the minutes are signed a vote changes only by a
    correction that keeps the old hands, who corrected them and why.
    """

    FIGURES = ("in_favour", "against", "abstained")

    hearing = models.ForeignKey(
        Hearing, models.CASCADE, related_name="votes", verbose_name=_("hearing")
    )
    proposal = models.ForeignKey(
        "hearings.Proposal", models.CASCADE, related_name="votes", verbose_name=_("proposal")
    )
    in_favour = _hands(_("in favour"))
    against = _hands(_("against"))
    abstained = _hands(_("abstained"))
    note = models.TextField(
        _("note on discrepancies"),
        blank=True,
        help_text=_("Where the paper reports more hands than people, write why."),
    )
    recorded_at = models.DateTimeField(_("recorded"), editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = HandVoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand vote")
        verbose_name_plural = _("hand votes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "proposal"], name="a_hearing_votes_once_on_a_proposal"
            ),
            models.CheckConstraint(
                condition=Q(in_favour__isnull=False)
                | Q(against__isnull=False)
                | Q(abstained__isnull=False),
                name="a_hand_vote_states_some_hands",
                violation_error_message=_("Enter how many hands were raised."),
            ),
        ]

    def __str__(self):
        return self.written()

    @property
    def total(self):
        """All hands together, as far as they are stated."""
        return sum(getattr(self, name) or 0 for name in self.FIGURES)

    @property
    def is_tie(self):
        """As many for it as against it: the hands alone decide nothing."""
        return self.in_favour is not None and self.in_favour == self.against

    def written(self):
        """The three figures as the trace keeps them: 32/27/0, with a dash for what is unknown."""
        figures = (getattr(self, name) for name in self.FIGURES)
        return "/".join("–" if figure is None else str(figure) for figure in figures)

    def more_hands_than_people(self):
        """The sentence with both numbers where more hands are reported than people; else None."""
        minutes = Minutes.objects.filter(hearing_id=self.hearing_id).first()
        if minutes is None or minutes.participants is None or self.total <= minutes.participants:
            return None
        return gettext("%(hands)d hands in all, but only %(participants)d participants.") % {
            "hands": self.total,
            "participants": minutes.participants,
        }

    def clean(self):
        super().clean()
        problem = self.more_hands_than_people()
        if problem and not is_stated(self, "note"):
            raise ValidationError({"in_favour": problem})

    @classmethod
    def record(cls, hearing, proposal, *, by, reason=None, note=None, now=None, **hands):
        """Enter or correct the hands for one proposal of a held hearing.

        `hands` are the FIGURES; what is not named stays unknown. Once the minutes are signed a
        public `reason` is needed and the old hands stay on the hearing's timeline. Raises
        ValidationError.
        """
        now = now or timezone.now()
        with transaction.atomic():
            # Attendance and votes stand in one line: neither is checked against a stale other.
            hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
            Minutes.refuse_before(hearing, now)
            if proposal.hearing_id != hearing.pk:
                raise ValidationError(gettext("This proposal was not put to this hearing."))
            vote = cls.objects.filter(hearing=hearing, proposal=proposal).first()
            vote = vote or cls(hearing=hearing, proposal=proposal)
            old = vote.written() if vote.pk else ""
            vote._fill(hands, note, by, now)
            vote.full_clean()
            vote._leave_a_trace(old, by, reason, now)
            with act(by=by, why=reason):
                vote.save()
        return vote

    def _fill(self, hands, note, by, now):
        for name in self.FIGURES:
            setattr(self, name, hands.get(name))
        if note is not None:
            fill(self, "note", note)
        self.recorded_at, self.recorded_by = now, by

    def _leave_a_trace(self, old, by, reason, now):
        minutes = Minutes.objects.filter(hearing_id=self.hearing_id).first()
        if minutes is None or not minutes.is_signed or old == self.written():
            return
        self.hearing.add_step(
            HearingStep.Verb.CORRECTED,
            by=by,
            now=now,
            note=reason,
            proposal=self.proposal,
            field=HearingStep.VOTE + self.proposal.number,
            old=old,
            new=self.written(),
        )
