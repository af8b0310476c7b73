"""At the desk a budget is heard, approved, reported and opened again, each through its door."""

from decimal import Decimal

from budget.admin.budget_doors import Approve
from budget.models import Execution
from hearings.models import Hearing, LocalAct
from tests.budget.at_the_desk import now
from tests.desk import door_of, page_of, words_of

# Heard


def test_a_draft_is_heard_at_the_hearing_on_it(treasurer, draft, draft_hearing, held_hearing):
    door = door_of(treasurer, draft, "hear")
    assert door.values["hearing"] == str(draft_hearing.pk)
    assert "Revenue: 1,000,000" in words_of(door.response)
    assert door.press("_go").status_code == 302
    budget = now(draft)
    assert (budget.status, budget.hearing, budget.is_public) == ("heard", draft_hearing, True)
    assert budget.steps.get().by == treasurer.user


def test_a_draft_is_not_heard_at_a_hearing_that_nobody_knows(treasurer, draft):
    hidden = Hearing.objects.create(kind="budget_draft", subject_year=2026)
    door = door_of(treasurer, draft, "hear")
    assert door.press("_go", hearing=str(hidden.pk)).status_code == 200
    assert door.press("_go", hearing="").status_code == 200
    assert now(draft).status == "draft"


# Approved


def test_the_head_approves_with_the_totals_of_the_resolution(head, draft, resolution):
    door = door_of(head, draft, "approve")
    typed = {"revenue": "1,0 млн", "expenditure": "1 000 000 сом"}
    assert door.press("_go", resolution=str(resolution.pk), **typed).status_code == 302
    budget = now(draft)
    assert (budget.status, budget.resolution) == ("approved", resolution)
    assert budget.resolution_revenue == budget.resolution_expenditure == 1_000_000
    assert budget.lines.get(number="3").approved == Decimal("750000.50")
    assert budget.steps.get().by == head.user


def test_totals_that_do_not_agree_come_back_with_both_numbers(head, draft, resolution):
    door = door_of(head, draft, "approve")
    typed = {"resolution": str(resolution.pk), "revenue": "1 000 000", "expenditure": "1,5 млн"}
    answer = door.press("_go", **typed)
    assert answer.status_code == 200
    words = words_of(answer).replace("\xa0", " ")
    assert "prints 1,500,000 som of expenditure, but the lines add up to 1,000,000 som." in words
    assert door.values["expenditure"] == "1,5 млн"
    assert not now(draft).is_approved

    assert door.press("_go", discrepancy_ru="Так в постановлении").status_code == 302
    assert now(draft).discrepancy_ru == "Так в постановлении"


def test_a_draft_with_an_empty_line_is_not_approved(head, draft, resolution, add_line):
    add_line("7", None)
    answer = door_of(head, draft, "approve").press("_go", resolution=str(resolution.pk))
    assert "These lines have no amount yet: 7." in words_of(answer)
    assert not now(draft).is_approved


def test_only_a_resolution_approves(head, draft):
    rules = LocalAct.objects.create(kind="rules", title_ky="Эреже")
    door = door_of(head, draft, "approve")
    assert door.press("_go", resolution=str(rules.pk)).status_code == 200
    assert door.press("_go", resolution="").status_code == 200
    assert not now(draft).is_approved


def test_figures_changed_while_the_page_was_open_are_seen_before_the_approval(
    head, treasurer, draft, resolution
):
    door = door_of(head, draft, "approve")
    line = draft.lines.get(number="4")
    assert page_of(treasurer, line).press(planned_draft="1000").status_code == 302

    answer = door.press("_go", resolution=str(resolution.pk))

    assert answer.status_code == 200
    assert "nothing has been done yet" in words_of(answer)
    assert not now(draft).is_approved
    assert door.press("_go").status_code == 302


def test_without_the_look_at_the_lines_unseen_figures_would_be_approved(
    head, treasurer, draft, resolution, monkeypatch
):
    monkeypatch.setattr(Approve, "shown", lambda door, budget: {})
    door = door_of(head, draft, "approve")
    page_of(treasurer, draft.lines.get(number="4")).press(planned_draft="1000")
    assert door.press("_go", resolution=str(resolution.pk)).status_code == 302
    assert now(draft).is_approved


# Reported and opened again


def test_the_head_closes_the_year_and_opens_it_again(head, approved, amending):
    door = door_of(head, approved, "report")
    assert "Choose the hearing or the resolution" in words_of(door.press("_go"))
    assert door.press("_go", resolution=str(amending.pk)).status_code == 302
    assert now(approved).status == "reported"

    door = door_of(head, approved, "reopen")
    assert door.press("_go").status_code == 200
    assert door.press("_go", note_ky="Ката кетти").status_code == 302
    assert now(approved).status == "approved"
    assert approved.steps.last().by == head.user


def test_an_approval_is_taken_back_only_while_nothing_is_built_on_it(head, approved):
    approved.lines.get(number="3").record_execution(1, Decimal("5"))
    answer = door_of(head, approved, "reopen").press("_go", note_ky="Ката")
    assert "amendments or execution already" in words_of(answer)
    assert now(approved).is_approved
    Execution.objects.all().delete()
    door_of(head, approved, "reopen").press("_go", note_ky="Ката")
    assert now(approved).status == "draft"
