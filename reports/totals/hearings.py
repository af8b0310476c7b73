"""The figures of hearings: who came, what they asked for, how early they knew."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import median

from groups.models import YearlyFigures
from hearings.models import Hearing
from reports.ratio import Ratio, Total


@dataclass(frozen=True)
class Reached:
    """Participants of a year's hearings against the residents of that year.

    Attendances, not people: whoever came twice counts twice.
    """

    year: int
    participants: Total
    population: int | None

    @property
    def share(self):
        """None where participants or residents of the year are not stated."""
        return Ratio(self.participants.value, self.population).share


class HearingTotals:
    """The held hearings of a scope, row by row and together.

    Figures are those of the minutes. A share is taken over the hearings that state both of its
    figures, so that no base is mixed: 8 accepted of 23 proposals and questions is never one.
    """

    def __init__(self, scope):
        self.scope = scope

    @cached_property
    def hearings(self):
        """Held and recorded hearings, the newest first; those of unknown date at the end."""
        return list(self._chosen(self._recorded).for_reports().newest_first())

    @cached_property
    def without_minutes(self):
        """How many hearings were held whose figures nobody has entered yet."""
        waiting = self._fitting(Hearing.objects.public().awaiting_minutes())
        return self._chosen(waiting).count()

    @cached_property
    def without_date(self):
        """How many recorded hearings no filter by year can find."""
        return self._recorded.undated().count() if self.scope.years else 0

    def total(self, figure):
        """The sum of a figure of the minutes."""
        return Total.of(self._all(figure))

    def ratio(self, part, whole):
        """Two figures summed over the hearings that state both."""
        return Ratio.of(zip(self._all(part), self._all(whole), strict=True))

    @property
    def notice(self):
        """The days of notice of each hearing, as far as they are known."""
        return [each.notice_days for each in self.hearings if each.notice_days is not None]

    @property
    def median_notice(self):
        """Of an even number of hearings the middle of the middle two, which may end in a half."""
        middle = Decimal(str(median(self.notice)))
        return int(middle) if middle == int(middle) else middle

    @cached_property
    def reached(self):
        """Each year of the dated hearings against the residents of the village or the aimak."""
        years = sorted({each.year for each in self.hearings if each.year}, reverse=True)
        population = YearlyFigures.objects.population(self.scope.village, years)
        return [Reached(year, self._came(year), population.get(year)) for year in years]

    # Behind them

    @property
    def _recorded(self):
        return self._fitting(Hearing.objects.recorded())

    def _fitting(self, hearings):
        """Those of the chosen village and kind, whatever their year."""
        if self.scope.village:
            hearings = hearings.of_village(self.scope.village)
        return hearings.of_kind(self.scope.kind) if self.scope.kind else hearings

    def _chosen(self, hearings):
        return hearings.in_years(*self.scope.years) if self.scope.years else hearings

    def _came(self, year):
        return Total.of(each.minutes.participants for each in self.hearings if each.year == year)

    def _all(self, figure):
        return [getattr(each.minutes, figure) for each in self.hearings]
