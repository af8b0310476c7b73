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
from programs.models.public import measure_is_public

from ..choices import APPROVED, Side
from ..public import budget_is_public

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

    def in_years(self, first=None, last=None):
        """The lines of the budgets of these years; None leaves that end open."""
        found = self if first is None else self.filter(budget__year__gte=first)
        return found if last is None else found.filter(budget__year__lte=last)

    def of_approved_budgets(self):
        return self.filter(budget__status__in=APPROVED)

    def of_measures(self, measures):
        return self.filter(measure__in=measures.values("pk"))

    def from_proposals(self, sector=""):
        """Expenditure that answers what people asked for, by name or through its measure.

        Of a topic, where one is named: that of the proposals, since a line has none of its own.
        """
        return self.filter(self._is_asked(sector))

    def unspent(self):
        """Of lines with figures those on which nothing was spent: none is reported, or a zero.

        A draft cannot be spent yet; what amendments left without a plan is not waited for.
        """
        nothing = Q(executed__isnull=True) | Q(executed=0)
        return self.of_approved_budgets().filter(nothing, revised__gt=0)

    def named(self):
        """The keys of the proposals that these lines name, as a part of a query."""
        names = self.model.proposals.through.objects.filter(budgetline__in=self.order_by())
        return names.values("proposal")

    def measured(self):
        """The keys of the proposals that the public measures of these lines answer."""
        measures = Measure.objects.public().filter(lines__in=self.order_by())
        return measures.answered()

    def public_answers(self):
        """Which line of a public budget names which public proposal, as rows of the link."""
        return self.model.proposals.through.objects.filter(
            budget_is_public("budgetline__budget__"), proposal__in=Proposal.objects.public()
        )

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

    def marked(self, chosen=None, sector=""):
        """Each line with whether it answers proposals, and whether it is among the chosen ones.

        So one query finds the sums of all lines, of the asked and of the chosen. `origin` is the
        source of a revenue; expenditure is told by its function, and has none.
        """
        among = Value(True) if chosen is None else Exists(chosen.filter(pk=OuterRef("pk")))
        asked = ExpressionWrapper(self._is_asked(sector), output_field=BooleanField())
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
        ordered = self.with_proposal_counts().with_figures().largest_first()
        return ordered.values_list(*_LISTED, "proposal_count", named=True)

    def with_proposal_counts(self):
        """With how many public proposals each line answers."""
        return self.annotate(proposal_count=self._proposal_count())

    def largest_first(self):
        """The largest plans first, of lines that come with their figures."""
        return self.order_by(F("plan").desc(nulls_last=True), "sort_key", "pk")

    def oldest_first(self):
        return self.order_by("budget__year", "sort_key", "pk")

    def unreported(self):
        """Of lines with figures those of which no paper states what was executed."""
        return self.filter(executed__isnull=True)

    # Behind them

    def _is_asked(self, sector=""):
        """Whether a line is expenditure that answers a public proposal (of a topic)."""
        public = Proposal.objects.public().narrowed(sector=sector).order_by()
        named = public.filter(budget_lines=OuterRef("pk"))
        measured = public.filter(measure_is_public("measures__"), measures=OuterRef("measure"))
        return Q(side=Side.EXPENDITURE) & (Q(Exists(named)) | Q(Exists(measured)))

    def _proposal_count(self):
        """How many public proposals a line answers; one that is named twice counts once.

        Counted from the links and never by asking each proposal whether it is linked: PostgreSQL
        would read the register for each line.
        """
        is_public = Exists(Proposal.objects.public().filter(pk=OuterRef("proposal")))
        links = self.model.proposals.through.objects
        named = links.filter(is_public, budgetline=OuterRef("pk"))
        twice = links.filter(budgetline=OuterRef(OuterRef("pk")), proposal=OuterRef("proposal"))
        measured = Measure.proposals.through.objects.filter(
            ~Exists(twice),
            is_public,
            measure_is_public("measure__"),
            measure=OuterRef("measure"),
        )
        return _count(named) + _count(measured)


def _count(rows):
    """How many rows there are, as a column of another query."""
    one_group = rows.order_by().annotate(all=Value(1)).values("all")
    count = Subquery(one_group.annotate(count=Count("pk")).values("count"))
    return Coalesce(count, 0, output_field=IntegerField())
