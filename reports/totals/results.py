"""The figures of what was done: who paid, what was made, who gained, which contests were won."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from language.folding import fold
from language.texts import in_language
from programs.answers import Given, given_by
from programs.models import Award, Contribution, Measure, MeasurePhoto, Result
from programs.models.choices import Source
from reports.ratio import Total

MOST = 100
MOST_PHOTOS = 24
# Results are compared in the leading language, so that every reader meets the same sums.
_COMPARED = "ky"


@dataclass(frozen=True)
class Made:
    """Results of one kind in one unit, whose quantities may be added."""

    results: tuple[Result, ...]

    @property
    def quantity(self):
        return Total.of(result.quantity for result in self.results)


class ResultTotals:
    """What came of the public measures of a scope that are done.

    A measure is of a year in which it went on; awards have a year of their own.
    """

    def __init__(self, scope):
        self.scope = scope

    @cached_property
    def measures(self):
        """The measures that are done, the latest years first."""
        return list(self._done.for_reports().newest_first())

    @cached_property
    def without_years(self):
        """How many measures that are done no filter by year can find."""
        return self._fitting.of_unknown_years().count() if self.scope.years else 0

    # Money

    @cached_property
    def sources(self):
        """{source: what it gave}, in the order of the list of sources."""
        given = given_by("source", Contribution.objects.of(self._done))
        return {source: given[source] for source in Source if source in given}

    @property
    def given(self):
        """All sources together: the stated money, and how many stated none."""
        every = self.sources.values()
        return Given(
            Total.of(one.amount for one in every).value,
            sum(one.contributions for one in every),
            sum(one.unstated for one in every),
        )

    @cached_property
    def contributions(self):
        """What was given, one by one, up to so many."""
        return list(Contribution.objects.of(self._done).for_reports()[:MOST])

    # What was made

    @cached_property
    def results(self):
        return list(Result.objects.of(self._done).for_lists())

    @property
    def without_result(self):
        """How many measures that are done state no result."""
        stated = {result.measure_id for result in self.results}
        return sum(measure.pk not in stated for measure in self.measures)

    @cached_property
    def together(self):
        """Results that tell of the same in the same unit, where there are several of them."""
        groups = defaultdict(list)
        for result in self.results:
            what, unit = (fold(in_language(result, field, _COMPARED)[0]) for field in _NAMES)
            if what and unit and result.quantity is not None:
                groups[what, unit].append(result)
        return [Made(tuple(several)) for several in groups.values() if len(several) > 1]

    # Who gained

    def gained(self, kind):
        """The sum of one kind of beneficiaries; kinds are never added to each other."""
        return Total.of(getattr(measure, kind) for measure in self.measures)

    @property
    def gainers(self):
        """The measures that state any kind of beneficiaries."""
        return [measure for measure in self.measures if measure.beneficiaries()]

    # Contests and pictures

    @cached_property
    def awards(self):
        awards = self._awards
        if self.scope.years:
            awards = awards.in_years(*self.scope.years)
        return list(awards.for_page().newest_first())

    @cached_property
    def awards_without_year(self):
        """How many awards no filter by year can find."""
        return self._awards.of_unknown_year().count() if self.scope.years else 0

    @property
    def prizes(self):
        return Total.of(award.prize for award in self.awards)

    @cached_property
    def photos(self):
        """How it was before and what stands there now, up to so many."""
        photos = MeasurePhoto.objects.public().of(self._done).before_and_after()
        return list(photos[:MOST_PHOTOS])

    # Behind them

    @property
    def _fitting(self):
        """Those of the chosen village and topic, whatever their years."""
        return (
            Measure.objects.public()
            .done()
            .narrowed(sector=self.scope.sector, village=self.scope.village)
        )

    @property
    def _done(self):
        done = self._fitting
        return done.in_years(*self.scope.years) if self.scope.years else done

    @property
    def _awards(self):
        awards = Award.objects.public()
        if self.scope.village:
            awards = awards.of_village(self.scope.village)
        return awards.of_sector(self.scope.sector) if self.scope.sector else awards


_NAMES = ("what", "unit")
