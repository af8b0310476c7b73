"""The budget at the desk: every step through its door, by whoever may take it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from budget.admin.budget_doors import Approve
from budget.models import Amendment, Budget, BudgetLine, BudgetUpload, Execution
from hearings.models import Hearing, LocalAct
from tests.desk import Page, address, door_of, page_of, sign_in, words_of


@pytest.fixture
def treasurer(aimak):
    return sign_in("treasurer")


@pytest.fixture
def head(aimak):
    return sign_in("head")


@pytest.fixture
def draft_hearing(aimak, clerk, budget):
    hearing = Hearing(
        kind=Hearing.Kind.BUDGET_DRAFT,
        subject_year=budget.year,
        starts_at=timezone.now() - timedelta(days=7),
    )
    hearing.publish_past(by=clerk)
    return hearing


def now(budget):
    return Budget.objects.get(pk=budget.pk)


def slugs(browser, budget):
    answer = browser.get(address("budget_budget_change", budget.pk))
    return [door["url"].split("/")[-2] for door in answer.context["doors"]]


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


# Amended


@pytest.fixture
def amend(treasurer, approved, amending):
    door = door_of(treasurer, approved, "amend")
    door.values["resolution"] = str(amending.pk)
    return door


def plan(budget, number):
    return budget.lines.with_figures().get(number=number).revised


def test_a_resolution_moves_money_between_lines(amend, approved, amending, treasurer):
    answer = amend.press(
        "_go",
        line_1="3",
        change_1="-50 000",
        line_2="4",
        change_2="+50 000,00",
        note_en="Fuel is cheaper",
    )
    assert answer.status_code == 302, words_of(answer)
    amendment = Amendment.objects.get()
    assert (amendment.resolution, amendment.by) == (amending, treasurer.user)
    assert (plan(approved, "3"), plan(approved, "4")) == (
        Decimal("700000.50"),
        Decimal("299999.50"),
    )
    assert approved.lines.get(number="3").approved == Decimal("750000.50")


def test_the_preview_shows_the_plan_before_and_after_and_saves_nothing(amend, approved):
    answer = amend.press("_preview", line_1="3", change_1="-50000", note_en="Fuel")
    assert answer.status_code == 200
    words = words_of(answer).replace("\xa0", " ")
    assert "750,000.50 som → 700,000.50 som (−50,000)" in words
    assert "1,000,000 som → 950,000 som (−50,000)" in words
    assert "Nothing has been saved yet." in words
    assert not Amendment.objects.exists()
    assert amend.press("_go").status_code == 302


def test_a_new_line_comes_in_with_an_amendment(amend, approved, codes, village):
    typed = {
        "new_1_number": "5",
        "new_1_side": "expenditure",
        "new_1_function": str(codes["7045"].pk),
        "new_1_title": "Road",
        "new_1_village": str(village.pk),
        "new_1_source": "stimulating",
        "new_1_change": "120,5 тыс",
    }
    answer = amend.press("_go", **typed)
    assert answer.status_code == 302, words_of(answer)
    line = approved.lines.get(number="5")
    assert (line.approved, plan(approved, "5")) == (0, 120_500)
    assert (line.title_en, line.village, line.source) == ("Road", village, "stimulating")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Enter at least one change."),
        ({"line_1": "99", "change_1": "5"}, "no line with the number 99."),
        ({"line_1": "3"}, "Enter by how much the line changes."),
        ({"change_1": "5"}, "Enter the number of the line."),
        ({"line_1": "3", "change_1": "көп"}, "Write the amount in som"),
        ({"line_1": "3", "change_1": "5", "line_2": "3", "change_2": "5"}, "stands twice"),
        (
            {"line_1": "3", "change_1": "-800000"},
            "the plan of 750,000.50 som cannot be cut by 800,000 som",
        ),
        ({"new_1_number": "5"}, "Choose revenue or expenditure."),
        ({"new_1_number": "5", "new_1_side": "revenue"}, "Enter what the line is for."),
        (
            {"new_1_number": "5", "new_1_side": "revenue", "new_1_title": "x"},
            "Enter the amount of the new line.",
        ),
        (
            {
                "new_1_number": "3",
                "new_1_side": "revenue",
                "new_1_title": "x",
                "new_1_change": "5",
            },
            "This number is taken by another line of the budget.",
        ),
        (
            {
                "new_1_number": "5",
                "new_1_side": "expenditure",
                "new_1_title": "x",
                "new_1_change": "5",
            },
            "Choose the function of an expenditure",
        ),
        ({"new_1_title": "x", "new_1_change": "-5"}, "0 som or more"),
        ({"line_1": "3", "change_1": "5", "resolution": ""}, "required"),
    ],
)
def test_an_amendment_that_cannot_be_is_stopped_whole(amend, approved, typed, sentence):
    answer = amend.press("_go", **{"line_9": "4", "change_9": "1"} | typed if typed else {})
    assert answer.status_code == 200
    assert sentence in words_of(answer).replace("\xa0", " ")
    assert {name: amend.values[name] for name in typed} == typed
    assert not Amendment.objects.exists()
    assert plan(approved, "4") == Decimal("249999.50")
    assert approved.lines.count() == 4


def test_a_plan_below_what_is_spent_needs_a_note(amend, approved):
    approved.lines.get(number="3").record_execution(1, Decimal("700000"))
    answer = amend.press("_go", line_1="3", change_1="-100000")
    assert answer.status_code == 200
    words = words_of(answer).replace("\xa0", " ")
    assert "700,000 som is executed already, more than the new plan of 650,000.50 som" in words
    assert amend.press("_go", note_ky="Кайра эсептелди").status_code == 302


def test_an_amendment_made_meanwhile_is_seen_first(amend, approved, amending):
    approved.amend(amending, [(approved.lines.get(number="3"), Decimal("-600000"))])
    answer = amend.press("_go", line_1="3", change_1="-100000")
    assert "nothing has been done yet" in words_of(answer)
    assert Amendment.objects.count() == 1
    assert amend.press("_go").status_code == 302


def test_the_last_amendment_is_reversed_with_a_note(treasurer, approved, amending):
    line = approved.lines.get(number="3")
    approved.amend(amending, [(line, Decimal("-50000"))])
    door = door_of(treasurer, approved, "reverse")
    words = words_of(door.response)
    assert "Amendment by resolution 4/2" in words and "+50,000" in words
    assert door.press("_go").status_code == 200
    assert door.press("_go", note_ky="Ката киргизилген").status_code == 302
    assert plan(approved, "3") == Decimal("750000.50")
    assert Amendment.objects.count() == 2
    assert "reverse" not in slugs(treasurer, approved)


def test_an_amendment_that_nobody_saw_is_not_reversed(treasurer, approved, amending):
    line = approved.lines.get(number="3")
    approved.amend(amending, [(line, Decimal("-1"))])
    door = door_of(treasurer, approved, "reverse")
    approved.amend(amending, [(line, Decimal("-2"))])
    assert door.press("_go", note_ky="Ката").status_code == 200
    assert Amendment.objects.count() == 2


def test_an_amendment_is_looked_at_and_never_changed(head, approved, amending):
    approved.amend(amending, [(approved.lines.get(number="3"), Decimal("-50000"))])
    amendment = Amendment.objects.get()
    url = address("budget_amendment_change", amendment.pk)
    assert "−50,000" in words_of(head.get(url))
    assert head.post(url, {"note_ky": "x"}).status_code == 403
    assert head.get(address("budget_amendment_add")).status_code == 403
    assert head.post(address("budget_amendment_delete", amendment.pk)).status_code == 403


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
