"""The lines of budgets: their sets by name, their figures and their sums."""

from django.conf import settings
from django.db.models import (
    Count,
    DecimalField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from language.search import SearchableQuerySet
from programs.models import Measure

from ..choices import QUARTERS, Side
from ..public import budget_is_public
from .reading import ReadingSets
from .sums import MONEY, Sums, exact

_MONEY = DecimalField(max_digits=16, decimal_places=2)
_NOTHING = Value(0, output_field=_MONEY)

# The columns behind a row of a list.
_ROW = (
    "number",
    "side",
    "source",
    "planned_draft",
    "approved",
    "budget__year",
    "budget__status",
    "function__code",
    "economic__code",
    *(
        f"{field}_{code}"
        for field in ("title", "village__name")
        for code, _name in settings.LANGUAGES
    ),
)


class BudgetLineQuerySet(ReadingSets, SearchableQuerySet):
    def public(self):
        return self.filter(budget_is_public("budget__"))

    def of_budget(self, budget):
        return self.filter(budget=budget)

    def of_village(self, village):
        return self.filter(village=village)

    def of_side(self, side):
        return self.filter(side=side)

    def revenue(self):
        return self.of_side(Side.REVENUE)

    def expenditure(self):
        return self.of_side(Side.EXPENDITURE)

    def in_order(self):
        """As the paper has them: revenue first, then by place."""
        return self.order_by("-side", "sort_key", "pk")

    def newest_first(self):
        return self.order_by("-budget__year", "-side", "sort_key", "pk")

    def answering(self, proposal):
        """Lines that carry a proposal, by name or through their measure."""
        named = self.model.proposals.through.objects.filter(proposal=proposal)
        measures = Measure.objects.public().answering(proposal)
        return self.filter(Q(pk__in=named.values("budgetline")) | Q(measure__in=measures))

    def with_figures(self):
        """With the plan as amended and what is executed by the latest quarter stated.

        `revised` is approved + amendments, `plan` the figure that holds now, `executed` cumulative
        since the beginning of the year; None where no paper states it.
        """
        from ..amendment import AmendmentChange
        from ..execution import Execution

        changes = (
            AmendmentChange.objects.filter(line=OuterRef("pk"))
            .order_by()
            .values("line")
            .annotate(sum=Sum("change"))
            .values("sum")
        )
        latest = Execution.objects.filter(line=OuterRef("pk")).order_by("-quarter")
        return self.annotate(
            revised=F("approved") + Coalesce(Subquery(changes, output_field=_MONEY), _NOTHING),
            executed=Subquery(latest.values("executed")[:1], output_field=_MONEY),
            executed_quarter=Subquery(latest.values("quarter")[:1]),
        ).annotate(plan=Coalesce("revised", "planned_draft", output_field=_MONEY))

    def for_lists(self):
        """With what one row of a list shows, and nothing more."""
        related = self.select_related("budget", "village", "function", "economic")
        return related.only(*_ROW).with_figures()

    def sums(self):
        """The sums of these lines as one `Sums`."""
        return Sums.of(self.order_by().with_figures().aggregate(**_sums()))

    def sums_by(self, *columns):
        """The sums of these lines for each value of the columns: pairs of a row and its `Sums`."""
        return [
            ({name: row[name] for name in columns}, Sums.of(row)) for row in self.grouped(*columns)
        ]

    def sums_by_side(self):
        """The sums of revenue and of expenditure; a side without lines has empty sums."""
        found = {row["side"]: sums for row, sums in self.sums_by("side")}
        return {side: found.get(side, Sums()) for side in Side}

    def sums_by_quarter(self):
        """What was executed since the year's beginning by the end of each quarter, in one query.

        A line that states nothing for a quarter counts with its latest figure before it; a
        quarter for which no line states anything is None: the reports have not come so far.
        """
        from ..execution import Execution

        def known(quarter):
            stated = Execution.objects.filter(line=OuterRef("pk"), quarter__lte=quarter)
            return Subquery(stated.order_by("-quarter").values("executed")[:1], output_field=_MONEY)

        def states(quarter):
            return Exists(Execution.objects.filter(line=OuterRef("pk"), quarter=quarter))

        lines = self.annotate(**{f"by_{quarter}": known(quarter) for quarter in QUARTERS}).annotate(
            **{f"in_{quarter}": states(quarter) for quarter in QUARTERS}
        )
        row = lines.aggregate(
            **{f"sum_{quarter}": Sum(f"by_{quarter}") for quarter in QUARTERS},
            **{
                f"count_{quarter}": Count("pk", filter=Q(**{f"in_{quarter}": True}))
                for quarter in QUARTERS
            },
        )
        return {
            quarter: exact(row[f"sum_{quarter}"]) if row[f"count_{quarter}"] else None
            for quarter in QUARTERS
        }

    def grouped(self, *columns):
        """For each value of the columns a row that `Sums.of` reads."""
        return self.order_by().with_figures().values(*columns).annotate(**_sums())

    def delete(self):
        """Lines go only with a draft."""
        self.model.refuse_deletion(self)
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


def _sums():
    """The columns that `Sums.of` reads."""
    return {
        "lines": Count("pk"),
        "sum_draft": Sum("planned_draft"),
        "not_executed": Count("pk", filter=Q(executed__isnull=True)),
        "not_planned": Count("pk", filter=Q(approved__isnull=True, planned_draft__isnull=True)),
        **{f"sum_{name}": Sum(name) for name in MONEY if name != "draft"},
    }
