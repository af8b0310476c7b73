"""The executed figures of a budget, read quarter by quarter."""

from django.db.models import OuterRef, QuerySet, Subquery, Sum

from .choices import QUARTERS, Side
from .line.sums import exact
from .public import budget_is_public

_FUNCTION = "line__function__root__code"


class ExecutionQuerySet(QuerySet):
    def public(self):
        return self.filter(budget_is_public("line__budget__"))

    def of_year(self, year):
        return self.filter(line__budget__year=year)

    def of_budget(self, budget):
        return self.filter(line__budget=budget)

    def of_village(self, village):
        return self.filter(line__village=village)

    def sides_by_quarter(self):
        """What was executed since the year's beginning, as {side: {quarter: amount or None}}.

        A line that states nothing for a quarter counts with its latest figure before it. A
        quarter for which no line of a side states anything is None: its reports have not come.
        """
        return self.by_quarter().sides()

    def by_quarter(self, *columns):
        """The sums by side and quarter, each with the quarter until which its figures hold.

        Also by the columns of the line that are named.
        """
        later = self.model.objects.filter(line=OuterRef("line"), quarter__gt=OuterRef("quarter"))
        until = Subquery(later.order_by("quarter").values("quarter")[:1])
        sums = self.order_by().annotate(until=until)
        sums = sums.values("line__side", "quarter", "until", *columns)
        return sums.annotate(sum=Sum("executed"))

    def sides(self):
        """The rows of `by_quarter`, put together as `sides_by_quarter` says."""
        rows = list(self)
        return {
            side: _by_quarter([row for row in rows if row["line__side"] == side]) for side in Side
        }

    def functions_by_quarter(self):
        """What was spent by function of the highest level: {code: {quarter: amount or None}}.

        Together the functions are the expenditure of `sides_by_quarter`: a function that states
        nothing for a quarter of which others report counts with its latest figure before it.
        """
        rows = self.by_quarter(_FUNCTION)
        rows = [row for row in rows if row["line__side"] == Side.EXPENDITURE]
        reported = {row["quarter"] for row in rows}
        return {
            code: _by_quarter([row for row in rows if row[_FUNCTION] == code], reported)
            for code in {row[_FUNCTION] for row in rows}
        }


def _by_quarter(rows, reported=None):
    """The sums that hold at the end of each quarter; None where nothing is reported of it."""
    if reported is None:
        reported = {row["quarter"] for row in rows}
    return {
        quarter: _holding(rows, quarter) if quarter in reported else None for quarter in QUARTERS
    }


def _holding(rows, quarter):
    """The sum of the figures that hold at the end of a quarter; None where there are none yet."""
    holding = [
        exact(row["sum"])
        for row in rows
        if row["quarter"] <= quarter and (row["until"] is None or row["until"] > quarter)
    ]
    return sum(holding) if holding else None
