"""The deeds and the money of a municipality with so many rows of each kind."""

from datetime import date

from django.utils import timezone

from budget.models import (
    Amendment,
    AmendmentChange,
    Budget,
    BudgetLine,
    BudgetStep,
    BudgetUpload,
    ClassificationCode,
    Execution,
)
from budget.models.choices import QUARTERS, Source
from hearings.models import LocalAct
from programs.models import (
    Award,
    Contribution,
    Measure,
    MeasurePhoto,
    MeasureStep,
    Partner,
    Program,
    ProgramSector,
    Result,
)
from tests.budget.many import keep

YEAR = 2026
# One budget a year, so there is a handful of them however much they hold.
YEARS = range(YEAR - 4, YEAR + 1)


class Ledger:
    """Everything is tied to everything: the fullest measure, line and proposal have all the rows.

    `measure` answers every proposal and has every line; `whole` is the proposal that every measure
    answers and every line names.
    """

    def fill_ledger(self):
        self.programmes()
        self.measures_of_them()
        self.sources()
        self.made()
        self.codes()
        self.budgets()
        self.amendments()
        self.figures()

    def programmes(self):
        self.programs = keep(
            [
                Program(
                    title_ky=f"Көпүрө программасы {n}",
                    first_year=2020,
                    last_year=YEAR,
                    resolution=self.acts[n],
                )
                for n in range(self.rows)
            ]
        )
        keep([ProgramSector(program=one, sector="roads") for one in self.programs])
        heard = Program.hearings.through
        keep([heard(program=self.programs[0], hearing=one) for one in self.hearing_rows])

    def measures_of_them(self):
        self.measures = keep(
            [
                Measure(
                    title_ky=f"Көпүрө чарасы {n}",
                    program=self.programs[0] if n % 2 else None,
                    village=self.villages[0],
                    sector=Measure.Sector.ROADS,
                    status=Measure.Status.DONE,
                    planned_cost=1000,
                )
                for n in range(self.rows)
            ]
        )
        self.measure, self.whole = self.measures[1], self.proposal_rows[2]
        answers = Measure.proposals.through
        keep([answers(measure=self.measure, proposal=one) for one in self.proposal_rows])
        keep([answers(measure=one, proposal=self.whole) for one in self.measures[2:]])
        keep([Award(contest_ky=f"Көпүрө {n}", measure=self.measure) for n in range(self.rows)])

    def sources(self):
        donors = keep([Partner(name_ky=f"Көпүрө донору {n}") for n in range(self.rows)])
        given = {"measure": self.measure, "source": "donor", "amount": 10}
        keep([Contribution(partner=donor, **given) for donor in donors])

    def made(self):
        every = range(self.rows)
        measures = [self.measure] * self.rows + self.measures[2:]
        keep([Result(measure=one, what_ky="Көпүрө", quantity=4) for one in measures])
        step = {"old_status": "planned", "new_status": "done", "note_ky": "x"}
        step |= {"measure": self.measure, "at": timezone.now()}
        keep([MeasureStep(**step) for _ in every])
        sizes = dict.fromkeys(("width", "height", "thumb_width", "thumb_height"), 100)
        photo = {"measure": self.measure, "moment": "after", "is_public": True, **sizes}
        keep([MeasurePhoto(image="x.webp", thumbnail="x.webp", **photo) for _ in every])

    def codes(self):
        """As many functions as rows, so that a year goes to as many things."""
        kinds = ClassificationCode.Kind
        self.functions = keep(
            [
                ClassificationCode(
                    kind=kinds.FUNCTION, code=f"{7000 + n}", name_ky="Жол", for_expenditure=True
                )
                for n in range(self.rows)
            ]
        )
        for code in self.functions:
            code.root = code
        ClassificationCode.objects.bulk_update(self.functions, ["root"], batch_size=500)
        self.tax = ClassificationCode.objects.create(
            kind=kinds.ECONOMIC, code="11", name_ky="Салык", for_revenue=True
        )

    def budgets(self):
        self.money, self.lines = {}, {}
        for year in YEARS:
            act = LocalAct.objects.create(
                kind="resolution", number="1/5", adopted_on=date(year, 1, 20), title_ky="Токтом"
            )
            budget = self.money[year] = Budget.objects.create(
                year=year, status="approved", resolution=act, is_public=True
            )
            self.lines[year] = keep([self.new_line(budget, n) for n in range(self.rows)])
        self.line = self.lines[YEAR][1]
        named = BudgetLine.proposals.through
        keep([named(budgetline=self.line, proposal=one) for one in self.proposal_rows])
        others = [line for line in self.lines[YEAR] if line != self.line]
        keep([named(budgetline=line, proposal=self.whole) for line in others])

    def new_line(self, budget, n):
        revenue = n % 5 == 0
        return BudgetLine(
            budget=budget,
            number=str(n + 1),
            title_ky=f"Көпүрөнү оңдоо {n}",
            side="revenue" if revenue else "expenditure",
            function=None if revenue else self.functions[n],
            economic=self.tax if revenue else None,
            source=Source.values[n % len(Source.values)],
            village=self.villages[0],
            measure=None if revenue else self.measure,
            planned_draft=1000,
            approved=1000,
        )

    def amendments(self):
        """As many amendments as rows: of the fullest line each of them, of the others one."""
        budget, now = self.money[YEAR], timezone.now()
        made = keep([Amendment(budget=budget, resolution=act, at=now) for act in self.acts])
        keep([AmendmentChange(amendment=one, line=self.line, change=1) for one in made])
        others = [line for line in self.lines[YEAR] if line != self.line]
        keep([AmendmentChange(amendment=made[0], line=line, change=5) for line in others])
        step = {"budget": budget, "at": now}
        keep([BudgetStep(verb="amended", resolution=act, **step) for act in self.acts])
        step |= {"verb": "corrected", "line": self.line, "quarter": 2, "old": 1, "new": 2}
        keep([BudgetStep(**step) for _ in self.acts])
        keep(
            [
                BudgetUpload(budget=budget, name="x.xlsx", content=b"x", uploaded_at=now)
                for _ in self.acts
            ]
        )

    def figures(self):
        now = timezone.now()
        for year in (YEAR - 1, YEAR):
            keep(
                [
                    Execution(line=line, quarter=quarter, executed=100 * quarter, at=now)
                    for line in self.lines[year]
                    for quarter in QUARTERS
                ]
            )
