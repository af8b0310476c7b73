"""Five years of budgets, two thousand lines together, and the measures that they pay for.

The draft lines are written in one go; from there on everything goes through the doors.
"""

from datetime import date
from decimal import Decimal

from budget.models import Budget, BudgetLine, ClassificationCode
from groups.models import Village
from hearings.models import LocalAct, Proposal
from programs.models import Contribution, Measure, Result

LINES = 2000
YEARS = 5
MEASURES = 120
TITLES = {
    "ky": "Айылдын ички жолдорун оңдоо",
    "ru": "Ремонт внутренних дорог села",
    "en": "Repair of the roads inside the village",
}
# What is executed of the plan by the end of each quarter, in percent.
PACE = {1: 18, 2: 45, 3: 70, 4: 97}
# One line in so many …
REVENUE = 5  # is a revenue
MEASURED = 8  # belongs to a measure
ASKED = 10  # names a proposal itself
AMENDED = 4  # is amended
SILENT = 25  # states nothing of what was executed


class Filling:
    """The years before those of the demonstration; the same ones every time."""

    def __init__(self, chance):
        self.chance = chance
        self.villages = list(Village.objects.all())
        self.proposals = list(Proposal.objects.public().decided().order_by("number"))
        self.functions = list(ClassificationCode.objects.functions())
        self.economic = {
            side: list(ClassificationCode.objects.for_side(side)) for side in BudgetLine.Side
        }

    def fill(self, lines=LINES):
        first = Budget.objects.earliest("year").year - YEARS
        years = range(first, first + YEARS)
        measures = [self.measure(place, years) for place in range(MEASURES)]
        for year in years:
            self.at_work = [one for one in measures if one.first_year <= year <= one.last_year]
            self.budget(year, lines // YEARS)

    def measure(self, place, years):
        """A measure that answers two proposals, paid by two sources and done with a result."""
        first = years[place % (YEARS - 1)]
        measure = Measure.objects.create(
            village=self.chance.choice(self.villages),
            sector=self.chance.choice(Measure.Sector.values),
            first_year=first,
            last_year=first + 1,
            planned_cost=Decimal(250000 + place),
            households=40 + place,
            **_texts("title", place),
        )
        measure.proposals.set(self.chance.sample(self.proposals, 2))
        for source, amount in (("local_budget", 200000), ("community", 50000)):
            Contribution.objects.create(measure=measure, source=source, amount=amount + place)
        Result.objects.create(
            measure=measure, quantity=Decimal("1.5"), unit_ky="км", **_texts("what", place)
        )
        for status in ("funded", "under_way", "done"):
            measure.move_to(status, on=date(first, 9, 1))
        return measure

    def budget(self, year, count):
        budget = Budget.objects.create(year=year)
        lines = [self.line(budget, place) for place in range(count)]
        # As much comes in as goes out.
        revenue, expenditure = (
            sum(line.planned_draft for line in lines if line.side == side)
            for side in BudgetLine.Side
        )
        lines[0].planned_draft += expenditure - revenue
        for line in lines:
            line.derive()
        BudgetLine.objects.bulk_create(lines)
        for line in lines[1::ASKED]:
            line.proposals.add(self.chance.choice(self.proposals))
        budget.approve(_act(f"{year}/1", date(year, 2, 1)))
        for number in (1, 2):
            self.amend(budget, lines[number::AMENDED], f"{year}/{number + 1}")
        for quarter, percent in PACE.items():
            self.execute(budget, quarter, percent)
        budget.report(resolution=_act(f"{year}/4", date(year + 1, 3, 1)))

    def line(self, budget, place):
        revenue = place % REVENUE == 0
        side = BudgetLine.Side.REVENUE if revenue else BudgetLine.Side.EXPENDITURE
        measured = not revenue and place % MEASURED == 3
        return BudgetLine(
            budget=budget,
            number=str(place + 1),
            side=side,
            function=None if revenue else self.chance.choice(self.functions),
            economic=self.chance.choice(self.economic[side]),
            source=self.chance.choice(BudgetLine.Source.values),
            village=self.chance.choice([None, *self.villages]),
            measure=self.chance.choice(self.at_work) if measured else None,
            planned_draft=Decimal(self.chance.randrange(5_000_00, 500_000_00)) / 100,
            **_texts("title", place),
        )

    def amend(self, budget, lines, number):
        changes = [(line, Decimal(self.chance.randrange(1, 100_000_00)) / 100) for line in lines]
        budget.amend(_act(number, date(budget.year, 6, 1)), changes, note=TITLES)

    def execute(self, budget, quarter, percent):
        lines = [line for line in budget.lines.with_figures() if line.pk % SILENT]
        budget.record_execution(
            (line, quarter, (line.plan * percent / 100).quantize(Decimal("0.01")), None)
            for line in lines
        )


def addresses():
    """The pages that are measured: the longest budget, the latest of them, and what it paid for."""
    budget = max(Budget.objects.all(), key=lambda one: (one.lines.count(), one.year))
    measure = max(Measure.objects.filter(lines__budget=budget), key=lambda one: one.lines.count())
    proposal = measure.proposals.public().newest_first().first()
    return {
        "budgets": "/ky/budget/",
        "budget of a year": f"/ky/budget/{budget.year}/",
        "one measure": f"/ky/measures/{measure.pk}/",
        "proposal with its money": f"/ky/proposals/{proposal.number}/",
    }


def _act(number, day):
    return LocalAct.objects.create(
        kind=LocalAct.Kind.RESOLUTION, number=number, adopted_on=day, title_ky="Токтом"
    )


def _texts(field, number):
    return {f"{field}_{code}": f"{text} ({number})" for code, text in TITLES.items()}
