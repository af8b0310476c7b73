"""What the readers of a budget ask of its lines: the citizens' page, its lists and filters."""

from django.conf import settings
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from hearings.models import Proposal
from programs.models import Measure

from ..choices import Side

# What a row of a year's own list shows.
_LISTED = (
    "pk",
    "number",
    "side",
    "source",
    "function__code",
    "planned_draft",
    "approved",
    "revised",
    "executed",
    *(
        f"{field}_{code}"
        for field in ("title", "village__name")
        for code, _name in settings.LANGUAGES
    ),
)


class ReadingSets:
    """Sets and rows of lines as a reader meets them; a part of `BudgetLineQuerySet`."""

    def of_budgets(self, budgets):
        return self.filter(budget__in=budgets)

    def from_proposals(self):
        """Expenditure that answers what people asked for, by name or through its measure."""
        return self.filter(self._is_asked())

    def named(self):
        """The keys of the proposals that these lines name, as a part of a query."""
        names = self.model.proposals.through.objects.filter(budgetline__in=self.order_by())
        return names.values("proposal")

    def measured(self):
        """The keys of the proposals that the public measures of these lines answer."""
        measures = Measure.objects.public().filter(lines__in=self.order_by())
        return measures.answered()

    def narrowed(self, *, q="", side="", function="", source="", village=None, asked=False):
        """The lines narrowed by what a reader chose; `function` is a code of the highest level."""
        exactly = {
            "side": side,
            "function__root__code": function,
            "source": source,
            "village": village,
        }
        found = self.search(q).filter(**{name: value for name, value in exactly.items() if value})
        return found.from_proposals() if asked else found

    def marked(self, chosen=None):
        """Each line with whether it answers proposals, and whether it is among the chosen ones.

        So one query finds the sums of all lines, of the asked and of the chosen. `origin` is the
        source of a revenue; expenditure is told by its function, and has none.
        """
        among = Value(True) if chosen is None else Exists(chosen.filter(pk=OuterRef("pk")))
        asked = ExpressionWrapper(self._is_asked(), output_field=BooleanField())
        origin = Case(When(side=Side.REVENUE, then=F("source")))
        return self.annotate(is_asked=asked, is_chosen=among, origin=origin)

    def for_page(self):
        """With what the page of one line shows beside its figures."""
        codes = "function__root", "economic"
        places = "budget__resolution", "village", "measure"
        return self.select_related(*codes, *places).with_figures()

    def listed(self):
        """Plain rows of a list: quicker than records, of which a long list would need thousands."""
        return self.with_figures().values_list(*_LISTED, named=True)

    def listed_with_proposals(self):
        """The same with how many public proposals each line answers, the largest plans first."""
        counted = self.annotate(proposal_count=self._proposal_count()).with_figures()
        ordered = counted.order_by(F("plan").desc(nulls_last=True), "sort_key", "pk")
        return ordered.values_list(*_LISTED, "proposal_count", named=True)

    # Behind them

    def _is_asked(self):
        """Whether a line is expenditure that answers a public proposal."""
        public = Proposal.objects.public().order_by()
        named = public.filter(budget_lines=OuterRef("pk"))
        measured = public.filter(measures=OuterRef("measure"), measures__is_public=True)
        return Q(side=Side.EXPENDITURE) & (Q(Exists(named)) | Q(Exists(measured)))

    def _proposal_count(self):
        """How many public proposals a line answers; one that is named twice counts once."""
        line = OuterRef(OuterRef("pk"))
        named = self.model.proposals.through.objects.filter(budgetline=line)
        measured = Measure.proposals.through.objects.filter(
            measure__lines=line, measure__is_public=True
        )
        proposals = Proposal.objects.public().filter(
            Q(pk__in=named.values("proposal")) | Q(pk__in=measured.values("proposal"))
        )
        one_group = proposals.order_by().annotate(all=Value(1)).values("all")
        count = Subquery(one_group.annotate(count=Count("pk")).values("count"))
        return Coalesce(count, 0, output_field=IntegerField())
