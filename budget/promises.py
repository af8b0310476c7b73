"""Promises that no money follows: what was accepted, and no line and no source answers it."""

from django.db.models import Exists, F, OuterRef, Q

from budget.models import BudgetLine
from programs.models import Contribution, Measure
from programs.models.choices import Status
from programs.models.public import measure_is_public


def without_money(proposals):
    """The accepted ones whose pages say that the way to the money is broken, the oldest first.

    No public line answers them, by name or through a public measure, and no source is stated that
    gave to such a measure; a measure that was stopped is not waited for. `has_measure` tells
    those for which at least a measure is named.
    """
    measures = Measure.objects.public().filter(proposals=OuterRef("pk"))
    lines = BudgetLine.objects.public().expenditure()
    named = lines.filter(proposals=OuterRef("pk"))
    measured = lines.filter(measure_is_public("measure__"), measure__proposals=OuterRef("pk"))
    given = Contribution.objects.public().filter(measure__proposals=OuterRef("pk"))
    going = measures.exclude(status=Status.STOPPED)
    return (
        proposals.public()
        .accepted()
        .annotate(has_measure=Exists(measures), decided_on=F("decision__on"))
        .filter(~Exists(named), ~Exists(measured), ~Exists(given))
        .filter(Q(has_measure=False) | Exists(going))
        .order_by(F("decided_on").asc(nulls_last=True), "number")
    )
