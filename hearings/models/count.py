"""The register counted: how many published proposals there are of each make.

To count a register of a million proposals would cost as much as to read it, on every page that
names a figure. So the database itself keeps the counts, in the same moment in which a proposal
changes: see `hearings.counting`. Only what is published is counted, so nobody who sends a proposal
waits for a count.
"""

from django.db import models
from django.db.models import Q, Sum

from groups.models import InitiativeGroup, Village

from .choices import ACCEPTED, AWAITING_DECISION, DECIDED, Status
from .shared_sets import SharedSets

# What became of proposals, each figure defined once.
TOTALS = {
    "received": Q(),
    "decided": Q(status__in=DECIDED),
    "accepted": Q(status__in=ACCEPTED),
    "implemented": Q(status=Status.IMPLEMENTED),
}
# Of the decided also the proposals alone: a question is answered, never accepted.
_IS_PROPOSAL = Q(kind="proposal")
ACCOUNT = TOTALS | {
    "rejected": Q(status=Status.REJECTED),
    "begun": Q(status__in={Status.IN_PROGRESS, Status.IMPLEMENTED}),
    "waiting": Q(status__in=AWAITING_DECISION),
    "withdrawn": Q(status=Status.WITHDRAWN),
    "unstated": Q(status=Status.NOT_STATED),
    "decided_proposals": _IS_PROPOSAL & Q(status__in=DECIDED),
    "accepted_proposals": _IS_PROPOSAL & Q(status__in=ACCEPTED),
}


def sums(figures):
    """An expression for each figure, for a query over counts."""
    return {name: Sum("count", filter=which, default=0) for name, which in figures.items()}


class ProposalCountQuerySet(SharedSets, models.QuerySet):
    def narrowed(self, *, status="", sector="", village=None, kind="", group=None):
        """The counts narrowed by what a reader chose, as the register is."""
        return self.having(status=status, sector=sector, village=village, kind=kind, group=group)

    def total(self):
        """How many proposals these are."""
        return self.aggregate(total=Sum("count", default=0))["total"]

    def totals(self):
        """How many were received, decided, accepted and carried out, in one query."""
        return self.aggregate(**sums(TOTALS))

    def account_by(self, *columns):
        """The `totals` and what else reports count, for each value of the columns."""
        return self.order_by().values(*columns).annotate(**sums(ACCOUNT))


class ProposalCount(models.Model):
    """How many published proposals share all of these properties.

    Written by the database alone. Its table is made after `migrate`, with what keeps it in step.
    """

    # All the properties in one text, since two that are not stated are equal here.
    cell = models.CharField(max_length=120, primary_key=True)
    kind = models.CharField(max_length=10)
    status = models.CharField(max_length=20)
    sector = models.CharField(max_length=20)
    channel = models.CharField(max_length=15)
    # No constraints: a proposal that names them has its own, and a count holds nobody back.
    village = models.ForeignKey(
        Village, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    group = models.ForeignKey(
        InitiativeGroup,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    from_group = models.BooleanField()
    sex = models.CharField(max_length=6, blank=True)
    # In which it was received; null: no paper states the day.
    year = models.PositiveSmallIntegerField(null=True)
    count = models.BigIntegerField()

    objects = ProposalCountQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "hearings_proposalcount"
        verbose_name = "count of proposals"
        verbose_name_plural = "counts of proposals"

    def __str__(self):
        return f"{self.cell}: {self.count}"
