"""Approved + amendments = revised, always."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from budget.models import Amendment, AmendmentChange, BudgetLine
from budget.models.choices import Side
from hearings.models import LocalAct

pytestmark = pytest.mark.django_db

WHY = {"ky": "Каражат кыскарды."}


@pytest.fixture
def line(approved):
    return approved.lines.get(number="3")


def revised(line):
    return BudgetLine.objects.with_figures().get(pk=line.pk).revised


def refused(call, *args, **values):
    before = AmendmentChange.objects.count()
    with pytest.raises(ValidationError) as refusal:
        call(*args, **values)
    assert AmendmentChange.objects.count() == before
    return refusal.value.messages


def test_an_amendment_changes_the_plan_and_not_the_approved_figure(approved, amending, line):
    approved.amend(amending, [(line, Decimal("-250000.25"))])
    assert revised(line) == Decimal("500000.25")
    line.refresh_from_db()
    assert line.approved == Decimal("750000.50")


def test_amendments_add_up(approved, amending, line):
    for change in ("-100", "40.10", "9.90"):
        approved.amend(amending, [(line, Decimal(change))])
    assert revised(line) == Decimal("749950.50")
    sums = approved.sums()[Side.EXPENDITURE]
    assert sums.approved + sums.amended == sums.revised == Decimal("999950.00")


def test_an_amendment_brings_in_a_new_line_with_nothing_approved(approved, amending, codes):
    new = BudgetLine(
        number="9", side="expenditure", function=codes["7045"], title_ky="Мектеп автобусу"
    )
    approved.amend(amending, [(new, Decimal("300000"))])
    stored = approved.lines.get(number="9")
    assert (stored.approved, stored.planned_draft) == (0, 0)
    assert revised(stored) == Decimal("300000")


def test_a_new_line_with_a_wrong_code_stops_the_whole_amendment(approved, amending, line, codes):
    new = BudgetLine(number="9", side="expenditure", title_ky="Автобус", economic=codes["111"])
    refused(approved.amend, amending, [(line, Decimal("-5")), (new, Decimal("5"))])
    assert not approved.lines.filter(number="9").exists()
    assert not Amendment.objects.exists()


def test_a_plan_is_not_cut_below_zero_and_the_sentence_names_the_line(approved, amending, line):
    (sentence,) = refused(approved.amend, amending, [(line, Decimal("-750000.51"))])
    assert "3" in sentence and "750 000,50" in sentence.replace("\xa0", " ")


def test_a_plan_may_be_cut_to_nothing(approved, amending, line):
    approved.amend(amending, [(line, Decimal("-750000.50"))])
    assert revised(line) == 0


def test_a_plan_below_what_is_spent_needs_a_note(approved, amending, line):
    line.record_execution(1, Decimal("700000"))
    refused(approved.amend, amending, [(line, Decimal("-100000"))])
    approved.amend(amending, [(line, Decimal("-100000"))], note=WHY)
    assert revised(line) == Decimal("650000.50")


def test_a_line_stands_once_in_an_amendment(approved, amending, line):
    refused(approved.amend, amending, [(line, Decimal("1")), (line, Decimal("2"))])


def test_an_amendment_of_nothing_is_refused(approved, amending, line):
    refused(approved.amend, amending, [(line, Decimal("0"))])


def test_a_line_of_another_year_is_refused(approved, amending, add_line):
    from budget.models import Budget

    stranger = add_line("1", "100", budget=Budget.objects.create(year=2025))
    refused(approved.amend, amending, [(stranger, Decimal("5"))])


def test_a_draft_is_not_amended(draft, amending):
    refused(draft.amend, amending, [(draft.lines.get(number="3"), Decimal("5"))])


def test_an_amendment_leaves_a_step_with_its_resolution(approved, amending, line, clerk):
    approved.amend(amending, [(line, Decimal("5"))], by=clerk, note=WHY)
    step = approved.steps.last()
    assert (step.verb, step.resolution, step.note_ky) == ("amended", amending, WHY["ky"])


def test_the_database_keeps_a_change_as_it_was_made(approved, amending, line):
    approved.amend(amending, [(line, Decimal("5"))])
    with pytest.raises(IntegrityError), transaction.atomic():
        AmendmentChange.objects.update(change=Decimal("6"))


def test_an_amendment_by_mistake_is_reversed_and_both_stay_readable(approved, amending, line):
    mistaken = approved.amend(amending, [(line, Decimal("-5000"))])
    mistaken.reverse(note=WHY)
    assert revised(line) == Decimal("750000.50")
    assert approved.amendments.count() == 2
    assert mistaken.reversed_by.changes.get().change == Decimal("5000")


def test_an_amendment_is_reversed_once_and_only_with_a_note(approved, amending, line):
    mistaken = approved.amend(amending, [(line, Decimal("-5000"))])
    refused(mistaken.reverse, note={"ky": ""})
    made = mistaken.reverse(note=WHY)
    refused(mistaken.reverse, note=WHY)
    refused(made.reverse, note=WHY)


def test_a_reversal_that_would_bring_a_plan_below_zero_is_refused(approved, amending, line):
    raised = approved.amend(amending, [(line, Decimal("100"))])
    approved.amend(amending, [(line, Decimal("-750100.50"))])
    refused(raised.reverse, note=WHY)


def test_the_amendments_of_a_page_say_what_each_moved(approved, amending):
    revenue, spending = approved.lines.get(number="1"), approved.lines.get(number="3")
    approved.amend(amending, [(revenue, Decimal("50.5")), (spending, Decimal("-20"))])
    shown = approved.amendments.for_page().get()
    assert (shown.revenue, shown.expenditure) == (Decimal("50.50"), Decimal("-20.00"))


def test_an_amendment_by_a_resolution_without_a_number_says_so(approved, line):
    resolution = LocalAct.objects.create(kind="resolution", title_ky="Өзгөртүү")
    amendment = approved.amend(resolution, [(line, 5)])
    with override("en"):
        assert str(amendment) == "Amendment by a resolution without a number"
