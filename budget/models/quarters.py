"""The executed figures of a budget, read quarter by quarter."""

from django.db.models import OuterRef, QuerySet, Subquery, Sum

from .choices import QUARTERS, Side
from .line.sums import exact


class ExecutionQuerySet(QuerySet):
    def of_budget(self, budget):
        return self.filter(line__budget=budget)

    def sides_by_quarter(self):
        """What was executed since the year's beginning, as {side: {quarter: amount or None}}.

        A line that states nothing for a quarter counts with its latest figure before it. A
        quarter for which no line of a side states anything is None: its reports have not come.
        """
        return self.by_quarter().sides()

    def by_quarter(self):
        """The sums by side and quarter, each with the quarter until which its figures hold."""
        later = self.model.objects.filter(line=OuterRef("line"), quarter__gt=OuterRef("quarter"))
        until = Subquery(later.order_by("quarter").values("quarter")[:1])
        columns = self.order_by().annotate(until=until).values("line__side", "quarter", "until")
        return columns.annotate(sum=Sum("executed"))

    def sides(self):
        """The rows of `by_quarter`, put together as `sides_by_quarter` says."""
        rows = list(self)
        return {
            side: {quarter: _known(rows, side, quarter) for quarter in QUARTERS} for side in Side
        }


def _known(rows, side, quarter):
    ours = [row for row in rows if row["line__side"] == side and row["quarter"] <= quarter]
    if not any(row["quarter"] == quarter for row in ours):
        return None
    return sum(exact(row["sum"]) for row in ours if row["until"] is None or row["until"] > quarter)
