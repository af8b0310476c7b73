"""Who acts in the invented years, when, and what has come into being so far."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from groups.models import Village
from hearings.models import ConsentText

# From this day (month, day) on the year itself has executed figures: those of its first quarter.
FIRST_FIGURES = (4, 21)
YEARS = {"before": -2, "last": -1, "this": 0, "next": 1}


def year_of_money(today):
    """The latest year of which the budget can tell what was executed: “this” year below."""
    return today.year - ((today.month, today.day) < FIRST_FIGURES)


@dataclass
class Cast:
    """The accounts that act, the days on which they do, and what they have made, by its key."""

    today: date
    clerk: User
    treasurer: User
    head: User
    consent: ConsentText
    villages: dict[str, Village]
    hearings: dict = field(default_factory=dict)
    proposals: dict = field(default_factory=dict)
    receipts: dict = field(default_factory=dict)
    partners: dict = field(default_factory=dict)
    measures: dict = field(default_factory=dict)
    acts: dict = field(default_factory=dict)
    budgets: dict = field(default_factory=dict)
    lines: dict = field(default_factory=dict)

    def day(self, when):
        """A day counted from today (−1 is yesterday), or of a year of money (last-06-12)."""
        if isinstance(when, int):
            return self.today + timedelta(days=when)
        year, month, day = when.split("-")
        return date(self.year(year), int(month), int(day))

    def workday(self, when):
        """The same, or the Monday after it: nobody calls a hearing for a weekend."""
        day = self.day(when)
        return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)

    def moment(self, day, hour=10, minute=0):
        """A moment of a day on the clock of the municipality."""
        return timezone.make_aware(datetime.combine(day, time(hour, minute)))

    def year(self, name):
        """The year that the sample calls “last”, “this” or “next”."""
        return year_of_money(self.today) + YEARS[name]

    def has_come(self, moment):
        """Whether the moment lies before today: what is still to come has not been done."""
        return timezone.localdate(moment) < self.today
