"""How long decisions took, from counts instead of rows: exact however many there are."""

from math import ceil


class Days:
    """After how many days decisions were taken, from the counts of each number of days."""

    def __init__(self, counts):
        # A decision from before the day of receipt is a slip of some paper: it says nothing.
        self.counts = {days: counts[days] for days in counts if days is not None and days >= 0}
        self.known = sum(self.counts.values())
        self.unknown = sum(counts.values()) - self.known

    @property
    def median(self):
        """Half of the decisions took no longer; of an even number the middle of the middle two."""
        if not self.known:
            return None
        lower, upper = (self._at(place) for place in ((self.known + 1) // 2, self.known // 2 + 1))
        both = lower + upper
        return both / 2 if both % 2 else both // 2

    def within(self, share):
        """The fewest days in which this share of the decisions was taken."""
        return self._at(max(1, ceil(self.known * share))) if self.known else None

    def between(self, least, most=None):
        """How many took so many days."""
        return sum(
            count
            for days, count in self.counts.items()
            if days >= least and (most is None or days <= most)
        )

    def _at(self, place):
        """The days of the decision in this place, the quickest standing first."""
        for days in sorted(self.counts):
            place -= self.counts[days]
            if place <= 0:
                return days
        raise AssertionError("there is no such place")
