"""An invented year around the day of loading, lived through day by day.

Every announcement, proposal and decision goes through its door at its own moment and in the order
of time, so the sample meets the same rules as real work.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from operator import itemgetter

from django.contrib.auth.models import User
from django.utils import timezone

from groups.models import Aimak, Village
from hearings.models import ConsentText

from .accounts import account
from .reading import read
from .sample_hearings import hearing_deeds
from .sample_proposals import proposal_deeds

FILES = ("done", "decided", "open")


@dataclass
class Cast:
    """Who acts in the sample year, and what has come into being so far, by its key."""

    today: date
    clerk: User
    head: User
    consent: ConsentText
    villages: dict[str, Village]
    hearings: dict = field(default_factory=dict)
    proposals: dict = field(default_factory=dict)
    receipts: dict = field(default_factory=dict)

    def day(self, number):
        """A day counted from today: −1 is yesterday."""
        return self.today + timedelta(days=number)

    def workday(self, number):
        """The same, or the Monday after it: nobody calls a hearing for a weekend."""
        day = self.day(number)
        return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)

    def moment(self, day, hour=10, minute=0):
        """A moment of a day on the clock of the municipality."""
        return timezone.make_aware(datetime.combine(day, time(hour, minute)))

    def year(self, years_ahead):
        return self.today.year + years_ahead


def load_sample(today, say):
    """Live through the invented year and say on every page that it is invented."""
    cast = Cast(
        today=today,
        clerk=account("clerk"),
        head=account("head"),
        consent=ConsentText.objects.current(),
        villages={village.name_en: village for village in Village.objects.all()},
    )
    deeds = hearing_deeds(cast, told("hearings", today)["hearing"])
    for name in FILES:
        deeds += proposal_deeds(cast, told(name, today)["proposal"])
    for moment, do in sorted(deeds, key=itemgetter(0)):
        do(moment)
    mark_as_demonstration()
    say(f"Invented hearings: {len(cast.hearings)}")
    say(f"Invented proposals and questions: {len(cast.proposals)}")
    say(f"A receipt code to track one of them: {next(iter(cast.receipts.values()))}")


def told(name, today):
    """The tables of one file of the sample, with the years of its texts filled in."""
    return read(f"invented/{name}", next_year=today.year + 1)


def mark_as_demonstration():
    """From now on every page says that its data is invented."""
    aimak = Aimak.objects.get()
    aimak.is_demo = True
    aimak.save()
