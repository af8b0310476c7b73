"""What a line of the budget may say."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from budget.models import BudgetLine

pytestmark = pytest.mark.django_db


def refused(add_line, *args, **values):
    """The fields of which a refused line complains, with the sentences."""
    with pytest.raises(ValidationError) as refusal:
        add_line(*args, **values)
    return refusal.value.message_dict


def test_an_expenditure_names_its_function(add_line):
    assert refused(add_line, "1", "100", function=None)


def test_a_revenue_has_no_function(add_line, codes):
    assert refused(add_line, "1", "100", side="revenue", function=codes["709"])


def test_the_database_too_wants_a_function_of_expenditure(add_line):
    line = add_line("1", "100")
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.filter(pk=line.pk).update(function=None)


def test_a_code_that_has_ended_is_refused_with_its_year(add_line, codes):
    codes["7091"].last_year = 2025
    codes["7091"].save()
    (sentence,) = refused(add_line, "1", "100")["function"]
    assert "7091" in sentence and "2026" in sentence


def test_a_code_of_the_last_year_of_its_life_is_taken(add_line, codes):
    codes["7091"].last_year = 2026
    codes["7091"].save()
    assert add_line("1", "100").pk


def test_a_function_is_no_economic_code(add_line, codes):
    assert "economic" in refused(add_line, "1", "100", economic=codes["709"])


def test_a_tax_is_not_spent(add_line, codes):
    assert "economic" in refused(add_line, "1", "100", economic=codes["111"])


def test_wages_do_not_come_in(add_line, codes):
    assert "economic" in refused(add_line, "1", "100", side="revenue", economic=codes["2111"])


def test_a_plan_is_never_below_zero(add_line):
    assert refused(add_line, "1", "-0.01")


def test_the_database_too_refuses_a_plan_below_zero(add_line):
    line = add_line("1", "0")
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.filter(pk=line.pk).update(planned_draft=Decimal("-1"))


def test_a_line_without_an_amount_is_kept_as_unknown(add_line, budget):
    add_line("1", None)
    assert budget.lines.sums().draft is None


def test_a_number_names_one_line_of_a_budget(add_line):
    add_line("1.1", "100")
    assert refused(add_line, "1.1", "200")


def test_lines_stand_in_the_order_of_their_numbers(add_line, budget):
    for number in ("10", "2", "2.10", "2.9"):
        add_line(number, "1")
    assert [line.number for line in budget.lines.in_order()] == ["2", "2.9", "2.10", "10"]


def test_revenue_stands_before_expenditure(draft):
    sides = [line.side for line in draft.lines.in_order()]
    assert sides == ["revenue", "revenue", "expenditure", "expenditure"]


def test_a_line_of_a_draft_can_be_deleted(add_line, budget):
    add_line("1", "100").delete()
    assert not budget.lines.exists()


def test_a_line_of_an_approved_budget_stays_in_the_record(approved):
    line = approved.lines.first()
    with pytest.raises(ValidationError):
        line.delete()
    with pytest.raises(ValidationError):
        approved.lines.all().delete()
    assert approved.lines.count() == 4
