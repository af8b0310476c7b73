"""The page of a budget at the desk: what it tells, and which buttons stand there for whom."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from budget.admin.budget_doors import Approve
from budget.models import Amendment, Budget, BudgetLine, BudgetUpload
from hearings.models import LocalAct
from tests.budget.at_the_desk import now, slugs
from tests.desk import Page, address, door_of, page_of, sign_in, words_of

# The page


def test_a_budget_begins_as_a_draft_that_nobody_else_sees(treasurer, db):
    page = Page(treasurer, address("budget_budget_add"))
    forged = {"status": "approved", "resolution": "1", "approved": "5"}
    assert page.press(year="2027", **forged).status_code == 302
    budget = Budget.objects.get()
    assert (budget.year, budget.status, budget.is_public) == (2027, "draft", False)


def test_the_budget_of_a_year_is_entered_once(treasurer, budget):
    answer = Page(treasurer, address("budget_budget_add")).press(year="2026")
    assert "The budget of this year is here already." in words_of(answer)


def test_the_page_shows_the_sums_of_both_sides_and_what_does_not_add_up(treasurer, draft, add_line):
    add_line("5", "250,5".replace(",", "."))
    add_line("6", None)
    words = words_of(page_of(treasurer, draft).response)
    assert "Revenue 2 1,000,000 0" in words
    assert "Expenditure 4 1,000,250.50 1" in words
    assert "The expenditure of 1,000,250.50\xa0som is more than" in words.replace(" som", "\xa0som")


def test_the_page_of_an_approved_budget_tells_its_whole_story(
    treasurer, approved, amending, resolution
):
    line = approved.lines.get(number="3")
    approved.amend(amending, [(line, Decimal("-50000"))], note={"en": "Less fuel"})
    line.record_execution(1, Decimal("100000"))
    page = page_of(treasurer, approved)
    words = words_of(page.response)
    assert "On the approval of the budget" in words
    assert "Amendment by resolution 4/2" in words and "Less fuel" in words
    assert "−50,000" in words and "950,000" in words and "100,000" in words
    links = [link["url"] for link in page.response.context["desk_links"]]
    assert address("budget_budgetline_changelist") + "?year=2026" in links


def test_the_year_stays_once_there_are_lines(treasurer, draft):
    page = page_of(treasurer, draft)
    assert "year" not in page.values
    page.press(year="2030", about_ky="Бюджет жөнүндө")
    assert (now(draft).year, now(draft).about_ky) == (2026, "Бюджет жөнүндө")


def test_an_approved_budget_is_not_hidden_again(treasurer, approved):
    page = page_of(treasurer, approved)
    assert "is_public" not in page.values
    page.press(is_public=None)
    assert now(approved).is_public


def test_a_note_that_explains_a_discrepancy_is_not_taken_away(treasurer, draft, resolution):
    draft.approve(resolution, revenue=Decimal("999"), discrepancy={"ky": "Басма катасы"})
    page = page_of(treasurer, draft)
    answer = page.press(discrepancy_ky="")
    assert answer.status_code == 200
    words = words_of(answer)
    assert "The figures do not agree, so the note has to stay." in words
    assert "999" in words and "1,000,000" in words
    assert page.press(discrepancy_ky="Токтомдо ката").status_code == 302


def test_only_a_draft_without_a_story_is_deleted(treasurer, budget, draft_hearing):
    url = address("budget_budget_delete", budget.pk)
    assert treasurer.get(url).status_code == 200
    budget.hear(draft_hearing)
    assert treasurer.post(url, {"post": "yes"}).status_code == 403
    assert Budget.objects.exists()


def test_two_people_who_change_one_page_see_both_versions(treasurer, head, draft):
    one, other = page_of(treasurer, draft), page_of(head, draft)
    one.press(about_ky="Биринчи")
    answer = other.press(about_ky="Экинчи")
    assert answer.status_code == 200
    assert "Stored now: Биринчи. You typed: Экинчи." in words_of(answer)
    assert now(draft).about_ky == "Биринчи"


# Which buttons stand there


def test_each_state_has_its_buttons(head, draft, draft_hearing, resolution, amending):
    assert slugs(head, draft) == ["hear", "approve"]
    draft.hear(draft_hearing)
    assert slugs(head, draft) == ["approve"]
    draft.approve(resolution)
    assert slugs(head, draft) == ["amend", "quarter", "report", "reopen"]
    draft.amend(amending, [(draft.lines.get(number="3"), Decimal(-1))])
    assert slugs(head, draft) == ["amend", "quarter", "report", "reverse", "reopen"]
    draft.report(resolution=amending)
    assert slugs(head, draft) == ["reopen"]


def test_each_role_has_the_buttons_of_its_work(aimak, draft, resolution):
    assert slugs(sign_in("treasurer"), draft) == ["hear"]
    draft.approve(resolution)
    assert slugs(sign_in("treasurer"), draft) == ["amend", "quarter"]
    for role in ("clerk", "deputy"):
        assert slugs(sign_in(role), draft) == []


EVERY = ["hear", "approve", "amend", "quarter", "reverse", "report", "reopen"]


@pytest.mark.parametrize("role", ["clerk", "deputy"])
@pytest.mark.parametrize("slug", EVERY)
def test_who_only_reads_opens_no_door(role, slug, approved):
    _refused(sign_in(role), approved, slug)


@pytest.mark.parametrize("slug", ["approve", "report", "reopen"])
def test_the_treasurer_neither_approves_nor_reports_nor_reopens(slug, approved):
    _refused(sign_in("treasurer"), approved, slug)


def _refused(browser, budget, slug):
    before = Budget.objects.values().get(pk=budget.pk)
    url = address("budget_budget_door", budget.pk, slug)
    assert browser.get(url).status_code == 403
    assert browser.post(url, {"note_ky": "x", "resolution": "1"}).status_code == 403
    assert Budget.objects.values().get(pk=budget.pk) == before


def test_without_the_right_of_its_own_the_treasurer_would_approve(draft, resolution, monkeypatch):
    monkeypatch.setattr(Approve, "permission", "budget.change_budget")
    browser = sign_in("treasurer")
    door_of(browser, draft, "approve").press("_go", resolution=str(resolution.pk))
    assert now(draft).is_approved


@pytest.mark.parametrize("role", ["clerk", "deputy"])
def test_who_only_reads_sees_published_budgets_and_changes_nothing(role, approved, codes):
    hidden = Budget.objects.create(year=2031)
    BudgetLine.objects.create(
        budget=hidden, number="77", side="revenue", title_ky="Жашыруун", planned_draft=5
    )
    browser = sign_in(role)
    assert browser.get(address("budget_budget_change", hidden.pk)).status_code == 302
    words = words_of(browser.get(address("budget_budgetline_changelist")))
    assert "Жашыруун" not in words and "2031" not in words
    line = approved.lines.get(number="3")
    for record in (approved, line):
        name = f"budget_{record._meta.model_name}"
        url = address(f"{name}_change", record.pk)
        assert browser.get(url).status_code == 200
        assert browser.post(url, {"title_ky": "x", "year": "2000"}).status_code == 403
        assert browser.get(address(f"{name}_add")).status_code == 403
        assert browser.post(address(f"{name}_delete", record.pk)).status_code == 403
    assert browser.get(address("budget_budgetupload_changelist")).status_code == 403


# What waits, and the Excel files


def test_the_desk_begins_with_drafts_and_quarters(treasurer, approved, monkeypatch):
    Budget.objects.create(year=2027)
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 8, 1))
    words = words_of(treasurer.get(address("index")))
    assert "Draft budgets, not approved yet: 1" in words
    assert "Budgets with a quarter to record: 1" in words
    approved.lines.get(number="3").record_execution(2, Decimal("5"))
    assert "a quarter to record" not in words_of(treasurer.get(address("index")))
    assert "Draft budgets" not in words_of(sign_in("clerk").get(address("index")))

    found = treasurer.get(address("budget_budget_changelist"), {"waits": "approval"})
    assert [budget.year for budget in found.context["cl"].queryset] == [2027]
    found = treasurer.get(address("budget_budget_changelist"), {"waits": "quarter"})
    assert not found.context["cl"].queryset.exists()


def test_uploaded_files_are_looked_at_and_never_changed(head, approved):
    upload = BudgetUpload.objects.create(
        budget=approved,
        name="2026.xlsx",
        content=b"PK",
        digest="0" * 64,
        uploaded_at=timezone.now(),
    )
    assert "2026.xlsx" in words_of(head.get(address("budget_budgetupload_changelist")))
    url = address("budget_budgetupload_change", upload.pk)
    assert head.get(url).status_code == 200
    assert head.post(url, {"name": "x"}).status_code == 403
    assert head.post(address("budget_budgetupload_delete", upload.pk)).status_code == 403


def test_a_page_and_a_door_are_looked_at_without_changing_anything(head, draft, resolution):
    for _state in ("draft", "approved"):
        before = Budget.objects.values().get(), list(draft.steps.values())
        for door in page_of(head, draft).response.context["doors"]:
            assert head.get(door["url"]).status_code == 200
        assert (Budget.objects.values().get(), list(draft.steps.values())) == before
        if not now(draft).is_approved:
            draft.approve(resolution)


@pytest.mark.parametrize("slug", ["amend", "quarter", "report", "reopen"])
def test_a_step_sent_from_another_site_is_not_taken(slug, approved, head):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(head.user)
    url = address("budget_budget_door", approved.pk, slug)
    assert browser.post(url, {"note_ky": "x"}).status_code == 403
    assert now(approved).status == "approved"


def test_enter_in_a_row_shows_the_plan_and_amends_nothing(amend):
    first = amend.text.split('<input type="submit"', 1)[1].split(">", 1)[0]
    assert 'name="_preview"' in first


@pytest.mark.parametrize("role", ["clerk", "deputy"])
def test_who_only_reads_meets_no_hidden_paper_through_a_public_budget(role, draft, amending):
    act = LocalAct.objects.create(
        kind="resolution", number="1/5", title_ky="Жашыруун токтом", is_public=False
    )
    draft.approve(act)
    draft.amend(act, [(draft.lines.get(number="3"), Decimal(-1))])
    Budget.objects.create(year=2031)
    browser = sign_in(role)
    for place in (
        address("budget_budget_change", draft.pk),
        address("budget_amendment_changelist"),
        address("budget_amendment_change", Amendment.objects.get().pk),
        address("budget_budgetline_changelist"),
    ):
        words = words_of(browser.get(place))
        assert "Жашыруун" not in words and "2031" not in words, place
