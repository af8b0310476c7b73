"""Sets and counts of proposals that only reports ask for; most figures are `ProposalCount`'s."""

from django.db.models import Count, DurationField, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.utils import timezone

from ..choices import AWAITING_DECISION, NEEDS_MODERATION, Status
from ..public import proposal_is_public
from ..shared_sets import SharedSets


def is_overdue(day=None):
    """Not yet decided although the day to answer has passed."""
    waiting = NEEDS_MODERATION | AWAITING_DECISION
    return Q(status__in=waiting, due_on__lt=day or timezone.localdate())


class AccountSets(SharedSets):
    """Sets and counts of proposals as reports ask for them; a part of `ProposalQuerySet`."""

    DATED, YEAR = "received_on", "received_on__year"

    def unpublished(self):
        """All the others: what nobody but the municipality and the proposer may read."""
        return self.filter(~proposal_is_public())

    def counted_by(self, column):
        """How many there are of each value of the column."""
        return {row[column]: row["count"] for row in self.count_by(column)}

    def count_by(self, *columns):
        """How many there are of each make, as rows of the columns with the count."""
        return self.order_by().values(*columns).annotate(count=Count("pk"))

    def refusals_by_reason(self):
        """How many were rejected for each kind of reason."""
        return self.filter(status=Status.REJECTED).counted_by("decision__reason_code")

    def declined_by_reason(self):
        """How many were not published, or were taken down, for each kind of reason."""
        from ..step import ProposalStep

        steps = ProposalStep.objects.holding().filter(
            proposal=OuterRef("pk"), new_status=Status.DECLINED
        )
        latest = Subquery(steps.order_by("-pk").values("reason_code")[:1])
        declined = self.filter(status=Status.DECLINED).annotate(declined_for=latest)
        return declined.counted_by("declined_for")

    def days_to_decision(self):
        """How many were decided after each number of days; None: a day is not stated.

        The decision is the one that holds, the day the one it holds for. There are as many rows
        as different numbers of days, however many proposals.
        """
        days = ExpressionWrapper(F("decision__on") - F("received_on"), DurationField())
        counts = self.decided().annotate(took=days).counted_by("took")
        return {None if took is None else took.days: count for took, count in counts.items()}
