"""Budgets with many lines, past the doors: for tests that look at what a long budget costs."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from budget.models import (
    Amendment,
    AmendmentChange,
    Budget,
    BudgetLine,
    ClassificationCode,
    Execution,
)
from budget.models.choices import Source
from groups.models import Village
from hearings import receipts
from hearings.models import LocalAct, Proposal
from hearings.models.choices import Status
from programs.models import Measure
from tests.codes import load_codes
from tests.planner import gather_statistics

# Nobody has stated these quarters for the lines whose place leaves this remainder.
SILENT = {7: {1, 2, 3, 4}, 5: {2}, 3: {4}}


def keep(rows):
    """Write rows in one go, their derived columns computed."""
    for row in rows:
        if hasattr(row, "derive"):
            row.derive()
    return type(rows[0]).objects.bulk_create(rows, batch_size=500)


def amount(year, place, factor=1):
    """An amount with tiyin, another one for each line and year; some are zero."""
    return Decimal((place * 7919 + year * 131) * factor % 90_000_007) / 100 if place % 11 else None


def _change(line, place):
    """Every fourth line loses a quarter of its plan, the others gain a little."""
    if place % 4 == 3 and line.approved:
        return -(line.approved / 4).quantize(Decimal("0.01"))
    return Decimal(place) + Decimal("0.50")


class Money:
    """Some years of money with so many lines each, amended twice and executed in four quarters."""

    def __init__(self, lines, years=(2022, 2023, 2024, 2025, 2026)):
        self.rows, self.years = lines, years

    def fill(self):
        load_codes()
        self.functions = list(ClassificationCode.objects.functions())
        self.revenues = list(ClassificationCode.objects.for_side("revenue"))
        self.villages = keep([Village(name_ky=f"Айыл {n}", name_ru=f"Село {n}") for n in range(7)])
        self.proposals = self._proposals()
        self.measures = self._measures()
        self.budgets = {year: self._budget(year) for year in self.years}
        gather_statistics()
        return self

    def _proposals(self):
        now = timezone.now()
        return keep(
            [
                Proposal(
                    number=f"2021-{n + 1:05d}",
                    text=f"Көпүрөнү оңдоо керек, {n}",
                    language="ky",
                    village=self.villages[n % 7],
                    registered_at=now,
                    published_at=now if n % 5 else None,
                    status=Status.PUBLISHED if n % 5 else Status.SUBMITTED,
                    receipt_digest=receipts.digest(f"money {n}"),
                )
                for n in range(40)
            ]
        )

    def _measures(self):
        measures = keep([Measure(title_ky=f"Чара {n}", is_public=bool(n % 4)) for n in range(12)])
        link = Measure.proposals.through
        keep(
            [
                link(measure=measure, proposal=self.proposals[(n * 3 + step) % 40])
                for n, measure in enumerate(measures)
                for step in range(n % 3)
            ]
        )
        return measures

    def _budget(self, year):
        act = LocalAct.objects.create(
            kind="resolution", number=f"{year}/1", adopted_on=date(year, 1, 20), title_ky="Токтом"
        )
        budget = Budget.objects.create(year=year, status="approved", resolution=act, is_public=True)
        lines = keep([self._line(budget, place) for place in range(self.rows)])
        self._name_proposals(lines)
        for number in range(2):
            self._amend(budget, lines[number :: 3 + number], number)
        self._execute(budget, lines)
        return budget

    def _line(self, budget, place):
        revenue = place % 5 == 0
        planned = amount(budget.year, place) or Decimal(0)
        code = self.functions[place % len(self.functions)]
        return BudgetLine(
            budget=budget,
            number=f"{place + 1}",
            title_ky=f"Көпүрөнү оңдоо {place}",
            title_ru=f"Ремонт моста {place}",
            side="revenue" if revenue else "expenditure",
            function=None if revenue else code,
            economic=self.revenues[place % len(self.revenues)] if revenue else None,
            source=Source.values[place % len(Source.values)],
            village=self.villages[place % 8] if place % 8 < 7 else None,
            measure=self.measures[place % 12] if place % 6 == 1 else None,
            planned_draft=planned,
            approved=planned,
        )

    def _name_proposals(self, lines):
        link = BudgetLine.proposals.through
        keep(
            [
                link(budgetline=line, proposal=self.proposals[(place + step) % 40])
                for place, line in enumerate(lines)
                if place % 9 == 4
                for step in range(place % 4)
            ]
            or [link(budgetline=lines[-1], proposal=self.proposals[1])]
        )

    def _amend(self, budget, lines, number):
        act = LocalAct.objects.create(
            kind="resolution", number=f"{budget.year}/{number + 2}", title_ky="Тактоо"
        )
        amendment = Amendment.objects.create(budget=budget, resolution=act, at=timezone.now())
        keep(
            [
                AmendmentChange(
                    amendment=amendment,
                    line=line,
                    change=_change(line, place),
                )
                for place, line in enumerate(lines)
            ]
        )

    def _execute(self, budget, lines):
        now = timezone.now()
        keep(
            [
                Execution(
                    line=line,
                    quarter=quarter,
                    executed=(line.approved * quarter / 5).quantize(Decimal("0.01")),
                    at=now,
                )
                for place, line in enumerate(lines)
                for quarter in (1, 2, 3, 4)
                if quarter not in SILENT.get(place % 10, ())
            ]
        )
