"""From a draft to the figures that the aiyl kenesh approved, and back when entered by mistake."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from budget.models import Budget, BudgetLine
from budget.models.choices import Side

pytestmark = pytest.mark.django_db

WHY = {"ky": "Кагазда катасы бар.", "ru": "В бумаге ошибка.", "en": "The paper has a slip."}


def sentences(call, *args, **values):
    with pytest.raises(ValidationError) as refusal:
        call(*args, **values)
    return refusal.value.messages


def stored(budget):
    return Budget.objects.get(pk=budget.pk)


def test_a_budget_of_a_year_exists_once(budget):
    with pytest.raises(ValidationError):
        Budget(year=budget.year).full_clean()


def test_a_draft_is_seen_by_nobody_until_it_is_heard(draft, held_hearing):
    assert draft not in Budget.objects.public()
    draft.hear(held_hearing)
    assert draft in Budget.objects.public()
    assert stored(draft).status == "heard"


def test_a_draft_is_heard_only_at_a_published_hearing(draft, aimak):
    from hearings.models import Hearing

    hearing = Hearing.objects.create(kind="budget_draft", subject_year=2026)
    sentences(draft.hear, hearing)
    assert stored(draft).status == "draft"


def test_approval_copies_every_draft_figure(draft, resolution, clerk):
    draft.approve(resolution, by=clerk)
    assert all(line.approved == line.planned_draft for line in draft.lines.all())
    assert stored(draft).is_public
    step = draft.steps.get()
    assert (step.verb, step.resolution, step.by) == ("approved", resolution, clerk)


def test_a_budget_without_lines_is_not_approved(budget, resolution):
    assert sentences(budget.approve, resolution)
    assert stored(budget).status == "draft"


def test_a_line_without_an_amount_stops_the_approval_by_its_number(draft, add_line, resolution):
    add_line("5.7", None)
    (sentence,) = sentences(draft.approve, resolution)
    assert "5.7" in sentence


def test_totals_of_the_resolution_that_differ_are_refused_with_both_numbers(draft, resolution):
    (sentence,) = sentences(draft.approve, resolution, revenue=Decimal("1000100"))
    assert "1 000 100" in sentence.replace("\xa0", " ")
    assert "1 000 000" in sentence.replace("\xa0", " ")
    assert stored(draft).status == "draft"
    assert stored(draft).resolution_revenue is None
    assert not draft.lines.filter(approved__isnull=False).exists()


def test_totals_that_differ_are_kept_with_a_note(draft, resolution):
    draft.approve(resolution, revenue=Decimal("1000100"), discrepancy=WHY)
    budget = stored(draft)
    assert budget.resolution_revenue == Decimal("1000100")
    assert budget.sums()[Side.REVENUE].approved == Decimal("1000000")
    assert len(budget.mismatches()) == 1


def test_totals_that_agree_need_no_note(draft, resolution):
    draft.approve(resolution, revenue=Decimal("1000000"), expenditure=Decimal("1000000"))
    assert stored(draft).mismatches() == []


def test_more_expenditure_than_revenue_needs_a_note(draft, add_line, resolution):
    add_line("5", "0.01")
    (sentence,) = sentences(draft.approve, resolution)
    assert "1 000 000,01" in sentence.replace("\xa0", " ")
    draft.approve(resolution, discrepancy=WHY)
    assert stored(draft).is_approved


def test_a_budget_is_approved_once(approved, resolution):
    assert sentences(approved.approve, resolution)
    assert approved.steps.count() == 1


def test_an_approved_budget_names_its_resolution_in_the_database(approved):
    with pytest.raises(IntegrityError), transaction.atomic():
        Budget.objects.update(resolution=None)


def test_an_approved_line_refuses_another_figure_in_words(approved, codes):
    line = approved.lines.get(number="3")
    line.planned_draft = Decimal("1")
    line.function = codes["708"]
    with pytest.raises(ValidationError) as refusal:
        line.full_clean()
    assert set(refusal.value.error_dict) == {"planned_draft", "function"}


def test_an_approved_line_may_be_translated_and_linked(approved, village, published):
    line = approved.lines.get(number="3")
    line.title_en, line.village = "Kindergarten", village
    line.full_clean()
    line.save()
    line.proposals.add(published)
    assert BudgetLine.objects.get(pk=line.pk).title_en == "Kindergarten"


@pytest.mark.parametrize(
    "change",
    [
        {"approved": Decimal("1")},
        {"approved": None},
        {"planned_draft": Decimal("1")},
        {"number": "99"},
        {"side": "revenue", "function": None},
        {"source": "donor"},
        {"economic": None},
    ],
)
def test_the_database_itself_keeps_an_approved_figure(approved, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        approved.lines.filter(number="3").update(**change)


def test_without_the_trigger_an_approved_figure_could_be_changed(approved):
    """The negative control: it is the trigger that keeps the figure."""
    table = " ON budget_budgetline" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER approved_figures_stay{table}")
    approved.lines.filter(number="3").update(approved=Decimal("1"))
    assert approved.lines.get(number="3").approved == Decimal("1")


def test_a_budget_approved_by_mistake_becomes_a_draft_again(approved, clerk):
    approved.reopen(by=clerk, note=WHY)
    budget = stored(approved)
    assert (budget.status, budget.resolution) == ("draft", None)
    assert not budget.lines.filter(approved__isnull=False).exists()
    assert budget.steps.last().note_ru == WHY["ru"]


def test_a_budget_is_opened_again_only_with_a_note(approved):
    assert sentences(approved.reopen, note={"ky": " "})
    assert stored(approved).is_approved


def test_a_heard_budget_is_heard_again_after_opening(draft, held_hearing, resolution):
    draft.hear(held_hearing)
    draft.approve(resolution)
    draft.reopen(note=WHY)
    assert stored(draft).status == "heard"


def test_a_budget_with_an_amendment_is_not_opened_again(approved, amending):
    approved.amend(amending, [(approved.lines.get(number="3"), Decimal("-10"))])
    assert sentences(approved.reopen, note=WHY)
    assert stored(approved).is_approved


def test_a_budget_with_execution_is_not_opened_again(approved):
    approved.lines.get(number="3").record_execution(1, Decimal("10"))
    assert sentences(approved.reopen, note=WHY)


def test_a_report_names_its_hearing_or_resolution(approved, held_hearing):
    assert sentences(approved.report)
    approved.report(hearing=held_hearing)
    assert stored(approved).status == "reported"


def test_a_reported_budget_takes_no_more_figures(approved, resolution, amending):
    approved.report(resolution=resolution)
    line = approved.lines.get(number="3")
    assert sentences(line.record_execution, 4, Decimal("10"))
    assert sentences(approved.amend, amending, [(line, Decimal("-10"))])


def test_a_reported_budget_can_be_opened_for_a_correction(approved, resolution):
    approved.report(resolution=resolution)
    approved.reopen(note=WHY)
    approved.lines.get(number="3").record_execution(4, Decimal("10"))
    assert stored(approved).report_resolution is None
