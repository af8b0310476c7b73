"""What is reported as executed, quarter by quarter, cumulative as officials report it."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from budget.models import BudgetStep, Execution
from budget.models.choices import Side

pytestmark = pytest.mark.django_db

WHY = {"ky": "Каражат кошумча түштү."}


@pytest.fixture
def line(approved):
    return approved.lines.get(number="3")


def refused(call, *args, **values):
    before = list(Execution.objects.values_list("line", "quarter", "executed"))
    with pytest.raises(ValidationError) as refusal:
        call(*args, **values)
    assert list(Execution.objects.values_list("line", "quarter", "executed")) == before
    return [sentence.replace("\xa0", " ") for sentence in refusal.value.messages]


def test_the_latest_quarter_is_what_is_executed(approved, line):
    line.record_execution(1, Decimal("100000"))
    line.record_execution(2, Decimal("250000.50"))
    figures = approved.lines.with_figures().get(pk=line.pk)
    assert (figures.executed, figures.executed_quarter) == (Decimal("250000.50"), 2)


def test_nothing_stated_is_not_zero(approved, line):
    assert approved.lines.with_figures().get(pk=line.pk).executed is None
    assert approved.sums()[Side.EXPENDITURE].executed is None
    line.record_execution(1, Decimal("0"))
    assert approved.sums()[Side.EXPENDITURE].executed == 0
    assert approved.sums()[Side.EXPENDITURE].not_executed == 1


def test_a_figure_above_the_plan_is_refused_with_both_numbers(line):
    (sentence,) = refused(line.record_execution, 1, Decimal("750000.51"))
    assert "750 000,51" in sentence and "750 000,50" in sentence


def test_a_figure_above_the_plan_is_kept_with_a_note(approved, line):
    line.record_execution(1, Decimal("800000"), note=WHY)
    assert approved.lines.with_figures().get(pk=line.pk).executed == Decimal("800000")


def test_the_plan_that_counts_is_the_amended_one(approved, amending, line):
    approved.amend(amending, [(line, Decimal("100000"))])
    line.record_execution(1, Decimal("850000.50"))
    refused(line.record_execution, 2, Decimal("850000.51"))


def test_a_figure_below_an_earlier_quarter_needs_a_note(line):
    line.record_execution(1, Decimal("500"))
    (sentence,) = refused(line.record_execution, 2, Decimal("499.99"))
    assert "499,99" in sentence and "500" in sentence
    line.record_execution(2, Decimal("499.99"), note=WHY)


def test_a_figure_above_a_later_quarter_needs_a_note(line):
    line.record_execution(3, Decimal("500"))
    refused(line.record_execution, 1, Decimal("501"))


def test_a_quarter_may_be_left_out(line):
    line.record_execution(1, Decimal("100"))
    line.record_execution(4, Decimal("400"))
    assert line.executions.count() == 2


def test_an_executed_figure_is_never_below_zero(line):
    refused(line.record_execution, 1, Decimal("-1"), note=WHY)


@pytest.mark.parametrize("quarter", [0, 5])
def test_a_year_has_four_quarters(line, quarter):
    with pytest.raises((ValidationError, IntegrityError)), transaction.atomic():
        line.record_execution(quarter, Decimal("1"))
    assert not Execution.objects.exists()


def test_the_same_figure_again_changes_nothing(approved, line):
    assert line.record_execution(1, Decimal("100")) == 1
    assert line.record_execution(1, Decimal("100.00")) == 0
    assert not approved.steps.filter(verb="corrected").exists()


def test_a_corrected_figure_keeps_the_old_one_in_the_trace(approved, line, clerk):
    line.record_execution(1, Decimal("100"))
    line.record_execution(1, Decimal("110"), by=clerk)
    step = BudgetStep.objects.get(verb="corrected")
    assert (step.line, step.quarter, step.old, step.new, step.by) == (line, 1, 100, 110, clerk)


def test_a_paper_is_taken_in_whole_or_not_at_all(approved, line):
    other = approved.lines.get(number="4")
    refused(
        approved.record_execution,
        [(line, 1, Decimal("100"), None), (other, 1, Decimal("249999.51"), None)],
    )
    assert not Execution.objects.exists()


def test_a_line_of_another_budget_is_refused(approved, add_line):
    from budget.models import Budget

    stranger = add_line("1", "100", budget=Budget.objects.create(year=2025))
    refused(approved.record_execution, [(stranger, 1, Decimal("5"), None)])


def test_a_draft_has_no_execution(draft):
    refused(draft.lines.get(number="3").record_execution, 1, Decimal("1"))


def test_a_paper_of_many_lines_costs_no_query_a_line(approved):
    lines = list(approved.lines.all())
    with CaptureQueriesContext(connection) as one:
        approved.record_execution([(lines[0], 1, Decimal("10"), None)])
    with CaptureQueriesContext(connection) as many:
        approved.record_execution([(line, 2, Decimal("10"), None) for line in lines])
    assert len(lines) > 2
    assert len(many) == len(one)


def test_a_quarter_sums_up_the_latest_figures_known_by_then(approved, line):
    other = approved.lines.get(number="4")
    line.record_execution(1, Decimal("100"))
    line.record_execution(2, Decimal("300"))
    other.record_execution(1, Decimal("50"))
    quarters = approved.lines.expenditure().sums_by_quarter()
    assert quarters == {1: Decimal("150"), 2: Decimal("350"), 3: None, 4: None}


def test_thirds_of_tiyin_do_not_creep_into_sums(approved, add_line, line):
    line.record_execution(1, Decimal("0.10"))
    approved.lines.get(number="4").record_execution(1, Decimal("0.20"))
    assert approved.sums()[Side.EXPENDITURE].executed == Decimal("0.30")
    assert str(approved.sums()[Side.EXPENDITURE].executed) == "0.30"


def test_a_plan_of_a_third_and_two_thirds_is_no_overspending(approved, amending, line):
    """0.7 + 0.1 is 0.7999999999999999 to a machine; 0.8 spent is not too much."""
    other = approved.lines.get(number="4")
    approved.amend(amending, [(other, Decimal("0.70") - Decimal("249999.50"))])
    approved.amend(amending, [(other, Decimal("0.10"))])
    assert other.record_execution(1, Decimal("0.80")) == 1
