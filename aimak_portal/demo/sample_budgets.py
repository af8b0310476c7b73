"""Invented budgets: drafted, heard, approved, amended, executed by quarter, reported."""

from decimal import Decimal
from functools import partial

from django.utils import timezone

from budget.models import Budget, BudgetLine, ClassificationCode
from hearings.models import LocalAct

from .reading import columns, store, without

# Amounts of the sample are round, as in the papers of an aimak.
ROUND = 100


def budget_deeds(cast, tables, ledger, paces):
    """Each resolution and each step of each budget with its moment."""
    deeds = []
    for table in tables["act"]:
        deeds.append((cast.moment(cast.workday(table["adopted"]), 9), partial(adopt, cast, table)))
    for table in tables["budget"]:
        year = Year(cast, table, ledger, paces)
        for verb in Year.VERBS:
            if verb in table:
                moment = cast.moment(cast.workday(table[verb]["day"]), 16)
                deeds.append((moment, partial(getattr(year, verb), table[verb])))
        for quarter, day in enumerate(table.get("figures", []), start=1):
            moment = cast.moment(cast.workday(day), 12)
            deeds.append((moment, partial(year.executed, quarter)))
    return deeds


def adopt(cast, table, now):
    """A resolution of the aiyl kenesh."""
    cast.acts[table["key"]] = store(
        LocalAct(
            kind=LocalAct.Kind.RESOLUTION,
            adopted_on=timezone.localdate(now),
            **columns(without(table, "key", "adopted")),
        )
    )


class Year:
    """The budget of one invented year and what is done to it, by the names of its table."""

    VERBS = ("drafted", "heard", "completed", "approved", "corrected", "amended", "reported")

    def __init__(self, cast, table, ledger, paces):
        self.cast, self.name, self.paces = cast, table["year"], paces
        self.about = columns({"about": table["about"]})
        self.ledger = [
            line for line in ledger if self.name in line.get("plan", {}) | line.get("change", {})
        ]

    @property
    def budget(self):
        return self.cast.budgets[self.name]

    @property
    def lines(self):
        """The stored lines of the year, by number."""
        return self.cast.lines.setdefault(self.name, {})

    def drafted(self, _table, now):
        year = self.cast.year(self.name)
        self.cast.budgets[self.name] = store(Budget(year=year, **self.about))
        codes = ClassificationCode.objects.in_year(year)
        self.codes = {(code.kind, code.code): code for code in codes}
        self.enter_known_lines()

    def heard(self, table, now):
        hearing = self.cast.hearings[table["hearing"]]
        self.budget.hear(hearing, by=self.cast.treasurer, now=now)

    def completed(self, _table, now):
        """What the hearing brought has become measures: their lines come into the draft."""
        self.enter_known_lines()

    def enter_known_lines(self):
        """The lines of the draft that are not there yet, as far as what they answer is."""
        for table in self.ledger:
            new = self.name in table.get("plan", {}) and table["number"] not in self.lines
            if new and self.is_known(table):
                line = self.line(table)
                line.planned_draft = table["plan"][self.name]
                self.lines[line.number] = store(line)
                line.proposals.set(self.cast.proposals[key] for key in self.asked(table))

    def is_known(self, table):
        """Whether the measure and the proposals that the line names have come into being."""
        if "measure" in table and table["measure"] not in self.cast.measures:
            return False
        return self.cast.proposals.keys() >= set(self.asked(table))

    def asked(self, table):
        """The proposals that the line answers in this year, where it names any by itself."""
        return table.get("answers", {}).get(self.name, [])

    def line(self, table):
        """The unsaved line of this table."""
        function, _dash, place = table["number"].partition("-")
        return BudgetLine(
            budget=self.budget,
            number=table["number"],
            side=table["side"],
            function=self.codes["function", function] if place else None,
            economic=self.codes["economic", table["economic"]],
            source=table["source"],
            village=self.cast.villages[table["village"]] if "village" in table else None,
            measure=self.cast.measures[table["measure"]] if "measure" in table else None,
            **columns({"title": table["title"]}),
        )

    def approved(self, table, now):
        self.budget.approve(
            self.cast.acts[table["resolution"]],
            by=self.cast.head,
            revenue=table["revenue"],
            expenditure=table["expenditure"],
            now=now,
        )

    def amended(self, table, now):
        changes = []
        for line in self.ledger:
            if self.name in line.get("change", {}):
                stored = self.lines.get(line["number"]) or self.line(line)
                changes.append((stored, line["change"][self.name]))
        self.budget.amend(
            self.cast.acts[table["resolution"]],
            changes,
            by=self.cast.head,
            note=table["note"],
            now=now,
        )
        self.lines.update((line.number, line) for line, _change in changes)

    def executed(self, quarter, now):
        """What the finance department reports since the year's beginning."""
        self.budget.record_execution(self.figures(quarter), by=self.cast.treasurer, now=now)

    def figures(self, quarter):
        """An entry for each line of which the quarter's paper states a figure."""
        plans = {line.number: line.plan for line in self.budget.lines.with_figures()}
        for table in self.ledger:
            number = table["number"]
            if number not in plans:
                continue  # it comes in with an amendment later in the year
            amount = self.amount(table, quarter, plans[number])
            if amount is not None:
                note = table["note"] if amount > plans[number] else None
                yield self.lines[number], quarter, amount, note

    def amount(self, table, quarter, plan):
        """The figure of the table, or the part of the plan that its pace names; None: unstated."""
        named = table.get("executed", {}).get(self.name)
        if named is not None:
            return Decimal(named[quarter - 1]) if quarter <= len(named) else None
        part = Decimal(self.paces[table["pace"]][quarter - 1]) / 100
        return Decimal(plan) * part // ROUND * ROUND

    def corrected(self, table, now):
        """A figure of an earlier quarter turns out to be wrong; the old one stays in the trace."""
        self.lines[table["number"]].record_execution(
            table["quarter"], table["amount"], by=self.cast.treasurer, note=table["note"], now=now
        )

    def reported(self, table, now):
        hearing = self.cast.hearings[table["hearing"]]
        self.budget.report(by=self.cast.head, hearing=hearing, now=now)
