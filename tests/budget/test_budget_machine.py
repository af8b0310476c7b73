"""Whatever is done to a budget, in whatever order, its figures stay true (bars.md R6)."""

import os
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from budget.models import (
    Amendment,
    AmendmentChange,
    Budget,
    BudgetLine,
    BudgetStep,
    ClassificationCode,
    Execution,
    recording,
)
from hearings.models import LocalAct

AMOUNTS = st.decimals(min_value=0, max_value=100_000, places=2)
CHANGES = st.decimals(min_value=-100_000, max_value=100_000, places=2)
NOTES = st.sampled_from([None, {"ky": "Себеби бар."}])
REFUSED = (ValidationError,)


class BudgetMachine(RuleBasedStateMachine):
    """A model of one budget beside the real one: what it should hold, in plain numbers."""

    @initialize()
    def begin(self):
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        function = ClassificationCode.objects.create(
            kind="function", code="701", name_ky="Башкаруу", for_expenditure=True
        )
        self.function = function
        self.act = LocalAct.objects.create(kind="resolution", number="1/5", title_ky="Токтом")
        self.budget = Budget.objects.create(year=2026)
        self.status = "draft"
        self.drafts, self.approved, self.changes, self.executed = {}, {}, {}, {}
        self.noted = set()

    def teardown(self):
        if hasattr(self, "transaction"):
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    def attempt(self, call, *args, **values):
        """Whether the door let it through; a refusal changes nothing."""
        try:
            with transaction.atomic():
                call(*args, **values)
        except REFUSED:
            self.budget = Budget.objects.get(pk=self.budget.pk)
            return False
        return True

    def line(self, pick):
        numbers = sorted(self.drafts)
        return self.budget.lines.get(number=numbers[pick % len(numbers)]) if numbers else None

    def revised(self, number):
        return self.approved[number] + self.changes.get(number, Decimal(0))

    @rule(amount=AMOUNTS, revenue=st.booleans())
    def add_a_line(self, amount, revenue):
        number = str(len(self.drafts) + 1)
        line = BudgetLine(
            budget=self.budget,
            number=number,
            side="revenue" if revenue else "expenditure",
            function=None if revenue else self.function,
            title_ky="Статья",
            planned_draft=amount,
        )
        if self.status == "draft":
            line.full_clean()
            line.save()
            self.drafts[number] = amount

    @rule(pick=st.integers(0, 50), amount=AMOUNTS)
    def edit_a_draft_figure(self, pick, amount):
        line = self.line(pick)
        if line is None:
            return
        line.planned_draft = amount
        if self.attempt(lambda: (line.full_clean(), line.save())):
            self.drafts[line.number] = amount

    @rule(pick=st.integers(0, 50), amount=AMOUNTS)
    def write_past_the_doors(self, pick, amount):
        """Somebody with a database shell; the database refuses what is approved."""
        line = self.line(pick)
        if line is None or self.status == "draft":
            return
        try:
            with transaction.atomic():
                BudgetLine.objects.filter(pk=line.pk).update(approved=amount)
        except IntegrityError:
            return
        assert amount == self.approved[line.number]

    @rule(note=NOTES, printed=st.none() | AMOUNTS)
    def approve(self, note, printed):
        if self.attempt(self.budget.approve, self.act, revenue=printed, discrepancy=note):
            self.status = "approved"
            self.approved = dict(self.drafts)

    @rule(picks=st.lists(st.integers(0, 50), max_size=4), change=CHANGES, note=NOTES)
    def amend(self, picks, change, note):
        lines = {line.number: line for pick in picks if (line := self.line(pick))}
        pairs = [(line, change + place) for place, line in enumerate(lines.values())]
        if self.attempt(self.budget.amend, self.act, pairs, note=note):
            for line, amount in pairs:
                self.changes[line.number] = self.changes.get(line.number, Decimal(0)) + amount

    @rule(amount=AMOUNTS)
    def amend_by_a_new_line(self, amount):
        number = str(len(self.drafts) + 1)
        line = BudgetLine(
            number=number, side="expenditure", function=self.function, title_ky="Жаңы статья"
        )
        if self.attempt(self.budget.amend, self.act, [(line, amount)]):
            self.drafts[number] = self.approved[number] = Decimal(0)
            self.changes[number] = amount

    @rule()
    def reverse_the_last_amendment(self):
        last = self.budget.amendments.last()
        if last is None:
            return
        before = {row.line.number: row.change for row in last.changes.select_related("line")}
        if self.attempt(last.reverse, note={"ky": "Ката киргизилген."}):
            for number, change in before.items():
                self.changes[number] -= change

    @rule(pick=st.integers(0, 50), quarter=st.integers(1, 4), amount=AMOUNTS, note=NOTES)
    def execute(self, pick, quarter, amount, note):
        line = self.line(pick)
        if line is not None and self.attempt(line.record_execution, quarter, amount, note=note):
            self.executed[line.number, quarter] = amount
            if note:
                self.noted.add((line.number, quarter))

    @rule()
    def report(self):
        if self.attempt(self.budget.report, resolution=self.act):
            self.status = "reported"

    @rule()
    def reopen(self):
        if not self.attempt(self.budget.reopen, note={"ky": "Ката."}):
            return
        if self.status == "approved":
            self.approved = {}
            self.status = "draft"
        else:
            self.status = "approved"

    @invariant()
    def the_budget_stands_where_its_doors_led_it(self):
        if hasattr(self, "budget"):
            assert Budget.objects.get(pk=self.budget.pk).status == self.status

    @invariant()
    def approved_and_amendments_make_revised(self):
        if not hasattr(self, "budget"):
            return
        for line in self.budget.lines.with_figures():
            if self.status == "draft":
                assert (line.approved, line.revised) == (None, None)
                assert line.planned_draft == self.drafts[line.number]
                continue
            assert line.approved == self.approved[line.number]
            assert round(line.revised, 2) == self.revised(line.number) >= 0

    @invariant()
    def sums_are_those_of_the_lines(self):
        if not hasattr(self, "budget"):
            return
        for side, sums in self.budget.sums().items():
            lines = list(self.budget.lines.filter(side=side).with_figures())
            assert sums.lines == len(lines)
            if lines and self.status != "draft":
                assert sums.approved == sum(line.approved for line in lines)
                assert sums.revised == sum(self.revised(line.number) for line in lines)
                assert sums.amended == sums.revised - sums.approved
            known = [line.executed for line in lines if line.executed is not None]
            assert sums.executed == (sum(known) if known else None)

    @invariant()
    def executed_figures_are_the_reported_ones(self):
        if not hasattr(self, "budget"):
            return
        stored = {
            (row.line.number, row.quarter): row.executed
            for row in Execution.objects.select_related("line")
        }
        assert stored == self.executed

    @invariant()
    def a_figure_above_the_plan_of_its_day_has_a_note(self):
        """Cutting a plan below what was spent needs a note of the amendment instead."""
        if not hasattr(self, "budget"):
            return
        cut = AmendmentChange.objects.filter(change__lt=0).exists()
        for row in Execution.objects.select_related("line"):
            if not cut and row.executed > self.revised(row.line.number):
                assert row.note_ky

    @invariant()
    def every_correction_keeps_the_old_figure(self):
        if hasattr(self, "budget"):
            assert not BudgetStep.objects.filter(verb="corrected", old=None).exists()


class TestBudgetMachine(TestCase, BudgetMachine.TestCase):
    """Steps of any kind in any order. BUDGET_MACHINE=500x50 runs it as long as bars.md asks."""


RUNS, STEPS = map(int, os.environ.get("BUDGET_MACHINE", "25x30").split("x"))
TestBudgetMachine.settings = settings(
    max_examples=RUNS,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


APPROVED = (
    ("add_a_line", Decimal("10"), True),
    ("add_a_line", Decimal("10"), False),
    ("approve", None, None),
)
# What each protection stands against, and the rule without which it would happen.
BREACHES = {
    "no plan below zero": (
        (Amendment, "problems", lambda self, line, change: ()),
        ("amend", [1], Decimal("-50"), None),
        "approved_and_amendments_make_revised",
    ),
    "no figure above the plan": (
        (recording, "misfits", lambda row: ()),
        ("execute", 1, 1, Decimal("50"), None),
        "a_figure_above_the_plan_of_its_day_has_a_note",
    ),
    "approved figures stay": (
        (BudgetLine, "_check_fixed", lambda self, errors: None),
        ("edit_a_draft_figure", 1, Decimal("50")),
        "approved_and_amendments_make_revised",
    ),
}


def walk(breach):
    """Lead a machine through an approved budget to the breach, and look at its promise."""
    _protection, step, promise = breach
    machine = BudgetMachine()
    machine.begin()
    try:
        for name, *arguments in (*APPROVED, step):
            getattr(machine, name)(*arguments)
        getattr(machine, promise)()
    finally:
        machine.teardown()


@pytest.mark.parametrize("breach", BREACHES.values(), ids=BREACHES)
def test_a_breach_is_refused(breach, db):
    walk(breach)


@pytest.mark.parametrize("breach", BREACHES.values(), ids=BREACHES)
def test_the_machine_notices_a_missing_protection(breach, monkeypatch, db):
    """The negative control: without the rule the same step breaks the promise."""
    monkeypatch.setattr(*breach[0])
    with pytest.raises((AssertionError, IntegrityError)):
        walk(breach)
