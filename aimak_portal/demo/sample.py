"""Invented years around the day of loading, lived through day by day.

Every announcement, proposal, decision, amendment and figure goes through its door at its own moment
and in the order of time, so the sample meets the same rules as real work.
"""

from operator import itemgetter

from groups.models import Aimak, Village
from hearings.models import ConsentText

from .accounts import account
from .cast import YEARS, Cast
from .reading import read
from .sample_budgets import budget_deeds
from .sample_hearings import hearing_deeds
from .sample_measures import measure_deeds, meet_partners
from .sample_proposals import proposal_deeds

FILES = ("carried", "done", "decided", "open")


def load_sample(today, say):
    """Live through the invented years and say on every page that they are invented."""
    cast = gather(today)
    deeds = hearing_deeds(cast, told("hearings", cast)["hearing"])
    for name in FILES:
        deeds += proposal_deeds(cast, told(name, cast)["proposal"])
    measures = told("measures", cast)
    meet_partners(cast, measures["partner"])
    deeds += measure_deeds(cast, measures["measure"])
    deeds += budget_deeds(cast, told("budgets", cast), ledger(cast), told("paces", cast))
    for moment, do in sorted(deeds, key=itemgetter(0)):
        if cast.has_come(moment):
            do(moment)
    mark_as_demonstration()
    say(f"Invented hearings: {len(cast.hearings)}")
    say(f"Invented proposals and questions: {len(cast.proposals)}")
    say(f"Invented measures: {len(cast.measures)}")
    years = ", ".join(str(budget.year) for budget in cast.budgets.values())
    lines = sum(len(lines) for lines in cast.lines.values())
    say(f"Invented budgets: {years}, {lines} lines")
    say(f"A receipt code to track a proposal: {next(iter(cast.receipts.values()))}")


def gather(today):
    return Cast(
        today=today,
        clerk=account("clerk"),
        treasurer=account("treasurer"),
        head=account("head"),
        consent=ConsentText.objects.current(),
        villages={village.name_en: village for village in Village.objects.all()},
    )


def told(name, cast):
    """The tables of one file of the sample, with the years of its texts filled in."""
    return read(f"invented/{name}", **{f"{year}_year": cast.year(year) for year in YEARS})


def ledger(cast):
    """The lines of the invented budgets, each with its side."""
    return [
        {"side": side, **line}
        for side in ("revenue", "expenditure")
        for line in told(side, cast)["line"]
    ]


def mark_as_demonstration():
    """From now on every page says that its data is invented."""
    aimak = Aimak.objects.get()
    aimak.is_demo = True
    aimak.save()
