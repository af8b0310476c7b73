"""The plan of measures: its sets by name, and what each page asks of them."""

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Sum
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from hearings.models import Proposal
from language.search import SearchableQuerySet

from ..choices import ENDS, Status
from ..public import measure_is_public

_NAME = ("status", *(f"title_{code}" for code, _name in settings.LANGUAGES))
# The columns behind a row of a list.
_ROW = (
    "status",
    "sector",
    "first_year",
    "last_year",
    "planned_cost",
    "is_public",
    *(
        f"{field}_{code}"
        for field in ("title", "village__name")
        for code, _name in settings.LANGUAGES
    ),
)
_PROGRAM = (
    "program__first_year",
    "program__last_year",
    "program__is_public",
    *(f"program__title_{code}" for code, _name in settings.LANGUAGES),
)


class MeasureQuerySet(SearchableQuerySet):
    def public(self):
        return self.filter(measure_is_public())

    def of_village(self, village):
        return self.filter(village=village)

    def of_program(self, program):
        return self.filter(program=program)

    def answering(self, proposal):
        return self.filter(proposals=proposal)

    def answered(self):
        """The keys of the proposals that these measures answer, as a part of a query."""
        answers = self.model.proposals.through.objects.filter(measure__in=self.order_by())
        return answers.values("proposal")

    def answering_groups(self, proposals):
        """Once for each initiative group of which it answers some of these proposals.

        `for_group` is its key; None stands for the groups that no paper names.
        """
        # The one join with proposals: only of those that were asked about is the group told.
        asked = self.filter(proposals__in=proposals).annotate(for_group=F("proposals__group"))
        return asked.distinct()

    def in_years(self, first=None, last=None):
        """Measures that go on in any of these years; those of unknown years are in none.

        Where a paper states only one end, that is the one year of the measure.
        """
        known = self.exclude(first_year__isnull=True, last_year__isnull=True).annotate(
            begins=Coalesce("first_year", "last_year"), ends=Coalesce("last_year", "first_year")
        )
        found = known if first is None else known.filter(ends__gte=first)
        return found if last is None else found.filter(begins__lte=last)

    def of_unknown_years(self):
        return self.filter(first_year__isnull=True, last_year__isnull=True)

    def public_answers(self):
        """Which public measure answers which public proposal, as rows of the link."""
        return self.model.proposals.through.objects.filter(
            measure_is_public("measure__"), proposal__in=Proposal.objects.public()
        )

    def open(self):
        """Neither done nor stopped."""
        return self.exclude(status__in=ENDS)

    def done(self):
        return self.filter(status=Status.DONE)

    def with_results(self):
        """Those of which some result is stated."""
        from ..result import Result

        return self.filter(Exists(Result.objects.filter(measure=OuterRef("pk"))))

    def without_progress_since(self, day):
        """Measures under way of which nothing has been told since that day."""
        told = Q(steps__on__gte=day) | Q(steps__on__isnull=True, steps__at__date__gte=day)
        recently = self.model.objects.filter(told).values("pk")
        return self.filter(status=Status.UNDER_WAY).exclude(pk__in=recently)

    def newest_first(self):
        """The latest years first; measures whose years are unknown stand at the end."""
        return self.order_by(
            F("last_year").desc(nulls_last=True), F("first_year").desc(nulls_last=True), "-pk"
        )

    def for_lists(self):
        """With what one row of a list shows, and nothing more."""
        return self.select_related("village").only(*_ROW)

    def for_gains(self):
        """With who gained from each, and nothing more."""
        return self.only(*_NAME, *self.model.BENEFICIARIES)

    def for_search(self):
        """With what search shows of one: a row of a list, and the words it was found by."""
        from ..contribution import Contribution

        found = self.for_lists().only(*_ROW, *self.model.searched_columns())
        given = Contribution.objects.with_partners()
        return found.prefetch_related("results", Prefetch("contributions", given), "steps")

    def for_reports(self):
        """With every figure that a report adds up, and the programme."""
        related = self.select_related("village", "program")
        return related.only(*_ROW, *_PROGRAM, *self.model.BENEFICIARIES)

    def with_last_word(self):
        """With the day on which anything was last told of each: a step, or a note of progress."""
        from ..step import MeasureStep

        steps = MeasureStep.objects.filter(measure=OuterRef("pk"))
        told = steps.annotate(day=Coalesce("on", TruncDate("at"))).order_by("-day")
        return self.annotate(last_word=Subquery(told.values("day")[:1]))

    def silent_first(self):
        """Those of which nothing was told for the longest time, with their last words."""
        return self.order_by(F("last_word").asc(nulls_first=True), "pk")

    def for_page(self):
        return self.select_related("village", "program", "program__resolution")

    def narrowed(self, *, q="", status="", sector="", village=None):
        """The measures narrowed by what a reader chose."""
        exact = {"status": status, "sector": sector, "village": village}
        return self.search(q).filter(**{name: value for name, value in exact.items() if value})

    def totals(self):
        """How many stand where, and what they were planned to cost, in one query."""
        counts = {status.value: Count("pk", filter=Q(status=status)) for status in Status}
        return self.aggregate(
            all=Count("pk"),
            cost=Sum("planned_cost"),
            without_cost=Count("pk", filter=Q(planned_cost__isnull=True)),
            **counts,
        )

    def locked(self, pk):
        return self.select_for_update().get(pk=pk)


def quarter_ago(day=None):
    """The day three months back, from which a measure under way owes a word of progress."""
    day = day or timezone.localdate()
    months = day.year * 12 + day.month - 1 - 3
    return day.replace(year=months // 12, month=months % 12 + 1, day=min(day.day, 28))
