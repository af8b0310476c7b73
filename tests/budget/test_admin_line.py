"""Budget lines and codes at the desk: the codes of the year, what stays, what a list finds."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budget.models import Budget, BudgetLine, BudgetUpload, ClassificationCode
from hearings.models import LocalAct
from programs.models import Award, Measure, Partner, Program
from tests.desk import Page, address, page_of, sign_in, words_of


@pytest.fixture
def treasurer(aimak):
    return sign_in("treasurer")


def choices(page, field):
    """The values that a select offers."""
    block = page.text.split(f'id="id_{field}"', 1)[1].split("</select>", 1)[0]
    return [piece.split('"', 1)[0] for piece in block.split('value="')[1:]]


@pytest.fixture
def page(treasurer, budget, codes):
    page = Page(treasurer, address("budget_budgetline_add") + f"?budget={budget.pk}")
    page.values |= {
        "number": "2.4",
        "side": "expenditure",
        "function": str(codes["7091"].pk),
        "economic": str(codes["2222"].pk),
        "title_ky": "Автобуска күйүүчү май",
        "planned_draft": "250,0 тыс",
    }
    return page


def test_a_line_is_typed_from_the_paper(page, budget, village, published):
    measure = Measure.objects.create(title_ky="Автобус")
    answer = page.press(
        village=str(village.pk), measure=str(measure.pk), proposals=[str(published.pk)]
    )
    assert answer.status_code == 302, words_of(answer)
    line = BudgetLine.objects.get()
    assert (line.budget, line.planned_draft, line.approved) == (budget, 250_000, None)
    assert (line.measure, list(line.proposals.all())) == (measure, [published])


def test_a_line_takes_nothing_that_is_not_asked(page):
    page.press(approved="1", sort_key="x", search_text="y")
    line = BudgetLine.objects.get()
    assert line.approved is None
    assert line.sort_key != "x"


def test_the_next_line_of_the_paper_keeps_its_budget_and_its_side(page, budget):
    answer = page.press("_addanother")
    assert answer["Location"].endswith(f"?budget={budget.pk}&side=expenditure&source=own")


def test_a_line_offers_the_codes_of_its_year_only(treasurer, page, budget, codes):
    later = ClassificationCode.objects.create(
        kind="function", code="7999", name_ky="Жаңы", first_year=2030, for_expenditure=True
    )
    offered = choices(page, "function")
    assert str(codes["7091"].pk) in offered
    assert str(later.pk) not in offered
    assert str(codes["2222"].pk) not in offered
    future = Budget.objects.create(year=2031)
    url = address("budget_budgetline_add") + f"?budget={future.pk}"
    assert str(later.pk) in choices(Page(treasurer, url), "function")

    answer = page.press(function=str(later.pk))
    assert answer.status_code == 200
    assert not BudgetLine.objects.exists()


def test_codes_that_nobody_checked_are_marked_for_staff(page, codes):
    ClassificationCode.objects.filter(pk=codes["7091"].pk).update(is_verified=True)
    text = page.client.get(page.url).content.decode()
    unchecked = next(
        code for code in codes.values() if not code.is_verified and code.code != "7091"
    )
    assert f"{unchecked} (not verified)" in text
    assert f"{codes['7091']} (not verified)" not in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"function": ""}, "Choose the function of an expenditure"),
        ({"planned_draft": "-5"}, "A plan cannot be below zero."),
        ({"planned_draft": "1.000.00"}, "Write the amount in som"),
        ({"side": "revenue"}, "Choose the function of an expenditure; a revenue has none."),
        ({"number": ""}, "required"),
        ({"budget": ""}, "required"),
    ],
)
def test_a_line_that_cannot_be_is_stopped(page, typed, sentence):
    answer = page.press(**typed)
    assert answer.status_code == 200
    assert sentence in words_of(answer)
    assert not BudgetLine.objects.exists()


@pytest.mark.parametrize("given", ["x", "²", "9" * 40, "-1", "0", ""])
def test_a_nonsense_budget_in_the_address_opens_the_page(treasurer, budget, given):
    answer = treasurer.get(address("budget_budgetline_add"), {"budget": given, "measure": given})
    assert answer.status_code == 200


def test_a_number_is_taken_once_in_a_budget(page, add_line):
    add_line("2.4", "5")
    assert "This number is taken" in words_of(page.press())


def test_an_approved_budget_takes_no_line_but_by_an_amendment(treasurer, page, approved):
    answer = page.press()
    assert answer.status_code == 200
    assert approved.lines.count() == 4
    line = BudgetLine(
        budget=approved, number="9", side="revenue", title_ky="x", planned_draft=Decimal(5)
    )
    with pytest.raises(Exception, match="comes in by an amendment"):
        line.full_clean()


def test_what_is_approved_stays_and_the_rest_may_be_mended(treasurer, approved, published):
    line = approved.lines.get(number="3")
    page = page_of(treasurer, line)
    assert not {"number", "side", "function", "planned_draft", "budget"} & page.values.keys()
    forged = {"number": "99", "planned_draft": "1", "approved": "1", "side": "revenue"}
    answer = page.press(title_ru="Топливо", proposals=[str(published.pk)], **forged)
    assert answer.status_code == 302, words_of(answer)
    line.refresh_from_db()
    assert (line.number, line.side, line.approved) == ("3", "expenditure", Decimal("750000.50"))
    assert line.title_ru == "Топливо"
    assert list(line.proposals.all()) == [published]


def test_the_page_of_a_line_tells_its_amendments_and_its_execution(treasurer, approved, amending):
    line = approved.lines.get(number="3")
    approved.amend(amending, [(line, Decimal("-50000"))], note={"en": "Less fuel"})
    line.record_execution(1, Decimal("100000"))
    line.record_execution(1, Decimal("90000"))
    words = words_of(page_of(treasurer, line).response)
    assert "Approved plan 750,000.50" in words
    assert "Amendment by resolution 4/2 −50,000 Less fuel" in words
    assert "Revised plan 700,000.50" in words
    assert "Executed by the end of quarter 1 90,000" in words
    assert "quarter 1: 100,000 → 90,000" in words


def test_a_line_is_deleted_only_from_a_draft(treasurer, draft, resolution):
    first, second = draft.lines.all()[:2]
    sure = {"post": "yes", "why": "Entered twice"}
    answer = treasurer.post(address("budget_budgetline_delete", first.pk), sure)
    assert answer.status_code == 302
    assert draft.lines.count() == 3
    Budget.objects.filter(pk=draft.pk).update(status="approved", resolution=resolution)
    url = address("budget_budgetline_delete", second.pk)
    assert treasurer.post(url, sure).status_code == 403
    assert draft.lines.count() == 3


def test_two_people_who_change_one_line_see_both_amounts(treasurer, draft):
    line = draft.lines.get(number="3")
    one, other = page_of(treasurer, line), page_of(sign_in("head"), line)
    one.press(planned_draft="100")
    answer = other.press(planned_draft="200")
    assert answer.status_code == 200
    assert "Stored now: 100" in words_of(answer)
    line.refresh_from_db()
    assert line.planned_draft == 100


def test_the_treasurer_meets_no_measure_that_is_not_published(treasurer, draft):
    hidden = Measure.objects.create(title_ky="Жашыруун", is_public=False)
    Measure.objects.create(title_ky="Ачык")
    line = draft.lines.get(number="3")
    assert "Жашыруун" not in page_of(treasurer, line).text
    assert "Жашыруун" in page_of(sign_in("head"), line).text
    BudgetLine.objects.filter(pk=line.pk).update(measure=hidden)
    page = page_of(treasurer, line)
    assert "Жашыруун" not in page.text
    assert page.press(title_ru="Автобус").status_code == 302
    line.refresh_from_db()
    assert line.measure == hidden


# Lists


def shown(browser, **query):
    answer = browser.get(address("budget_budgetline_changelist"), query)
    assert answer.status_code == 200
    return {line.number for line in answer.context["cl"].queryset}


def test_the_list_answers_what_the_finance_department_asks(
    treasurer, approved, published, village, codes
):
    last_year = Budget.objects.create(year=2025)
    BudgetLine.objects.create(budget=last_year, number="old", side="revenue", title_ky="Өткөн жыл")
    line = approved.lines.get(number="3")
    line.record_execution(1, Decimal("5"))
    BudgetLine.objects.filter(pk=line.pk).update(village=village)
    line.proposals.add(published)
    water = str(codes["7063"].root_id)

    assert shown(treasurer) == {"1", "2", "3", "4", "old"}
    assert shown(treasurer, year="2026") == {"1", "2", "3", "4"}
    assert shown(treasurer, side__exact="revenue", year="2026") == {"1", "2"}
    assert shown(treasurer, function=water) == {"4"}
    assert shown(treasurer, village__id__exact=village.pk) == {"3"}
    assert shown(treasurer, answers="yes") == {"3"}
    assert shown(treasurer, answers="no", year="2026") == {"1", "2", "4"}
    assert shown(treasurer, execution="none", year="2026") == {"1", "2", "4"}
    assert shown(treasurer, q="откон ЖЫЛ") == {"old"}
    assert shown(treasurer, year="x", function="9" * 30) == {"1", "2", "3", "4", "old"}


def test_a_measure_shows_the_lines_that_carry_it(treasurer, approved):
    measure = Measure.objects.create(title_ky="Автобус")
    line = approved.lines.get(number="3")
    BudgetLine.objects.filter(pk=line.pk).update(measure=measure)
    page = page_of(sign_in("clerk"), measure)
    assert "750,000.50" in words_of(page.response)
    assert address("budget_budgetline_change", line.pk) in page.text
    assert page.response.context.get("desk_links") is None
    link = page_of(sign_in("head"), measure).response.context["desk_links"][0]
    draft = Budget.objects.create(year=2027)
    blank = Page(sign_in("head"), link["url"])
    assert blank.values["measure"] == str(measure.pk)
    assert blank.values["budget"] == str(draft.pk)


# Codes


def test_a_code_is_checked_and_named_by_the_treasurer(treasurer, codes):
    code = codes["7091"]
    page = page_of(treasurer, code)
    assert page.press(name_ky="Мектепке чейинки билим", is_verified="on").status_code == 302
    code.refresh_from_db()
    assert (code.name_ky, code.is_verified) == ("Мектепке чейинки билим", True)
    listed = treasurer.get(address("budget_classificationcode_changelist"), {"q": "мектепке"})
    assert code in listed.context["cl"].queryset
    unchecked = treasurer.get(
        address("budget_classificationcode_changelist"), {"is_verified__exact": "0"}
    )
    assert code not in unchecked.context["cl"].queryset


def test_what_a_line_means_by_its_code_stays(treasurer, draft, codes):
    for code in (codes["7091"], codes["709"]):
        page = page_of(treasurer, code)
        assert not {"code", "kind", "parent"} & page.values.keys()
        page.press(code="7777", kind="economic", name_ru="Дошкольное")
        code.refresh_from_db()
        assert (code.kind, code.name_ru) == ("function", "Дошкольное")
        assert code.code != "7777"
        url = address("budget_classificationcode_delete", code.pk)
        assert treasurer.post(url, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("role", ["clerk", "deputy"])
def test_codes_are_read_by_everybody_at_the_desk_and_kept_by_the_treasurer(role, codes):
    browser = sign_in(role)
    assert browser.get(address("budget_classificationcode_changelist")).status_code == 200
    url = address("budget_classificationcode_change", codes["7091"].pk)
    assert browser.post(url, {"name_ky": "x"}).status_code == 403


# What a long list costs

LISTS = {
    "budget_budget": 12,
    "budget_budgetline": 12,
    "budget_amendment": 12,
    "budget_classificationcode": 12,
    "budget_budgetupload": 12,
    "programs_measure": 12,
    "programs_program": 12,
    "programs_award": 12,
    "programs_partner": 12,
    "hearings_proposal": 12,
}


def fill(number):
    """That many rows in every list, past the doors."""
    now = timezone.now()
    act = LocalAct.objects.create(kind="resolution", number="1", title_ky="Токтом")
    programs = Program.objects.bulk_create(
        Program(title_ky=f"П {each}", first_year=2020, last_year=2025, resolution=act)
        for each in range(number)
    )
    measures = Measure.objects.bulk_create(
        Measure(title_ky=f"Чара {each}", program=programs[0]) for each in range(number)
    )
    Award.objects.bulk_create(Award(contest_ky="С", measure=measures[0]) for _ in range(number))
    Partner.objects.bulk_create(Partner(name_ky=f"Ө {each}") for each in range(number))
    years = [year for year in range(1991, 2101) if not Budget.objects.filter(year=year).exists()]
    budgets = Budget.objects.bulk_create(Budget(year=year) for year in years[:number])
    start = BudgetLine.objects.count()
    BudgetLine.objects.bulk_create(
        BudgetLine(
            budget=budgets[each % len(budgets)],
            number=str(start + each),
            side="revenue",
            measure=measures[each],
            planned_draft=5,
        )
        for each in range(number)
    )
    BudgetUpload.objects.bulk_create(
        BudgetUpload(budget=budgets[0], name="x", content=b"x", digest=str(each), uploaded_at=now)
        for each in range(number)
    )
    budgets[0].amendments.bulk_create(
        budgets[0].amendments.model(budget=budgets[0], resolution=act, at=now)
        for _ in range(number)
    )


@pytest.mark.stress
def test_a_list_asks_as_often_at_a_thousand_rows_as_at_ten(treasurer, aimak):
    head = sign_in("head")
    fill(10)
    few = {name: asked(head, name) for name in LISTS}
    fill(90)
    for _ in range(9):
        _more(100)
    many = {name: asked(head, name) for name in LISTS}
    assert many == few
    assert {name: count for name, count in many.items() if count > LISTS[name]} == {}


def _more(number):
    """More lines, measures and amendments: what grows beyond a year has no end."""
    budget, act = Budget.objects.first(), LocalAct.objects.first()
    start = BudgetLine.objects.count()
    BudgetLine.objects.bulk_create(
        BudgetLine(budget=budget, number=str(start + each), side="revenue")
        for each in range(number)
    )
    Measure.objects.bulk_create(Measure(title_ky="Чара") for _ in range(number))
    budget.amendments.bulk_create(
        budget.amendments.model(budget=budget, resolution=act, at=timezone.now())
        for _ in range(number)
    )


def asked(browser, name):
    url = address(f"{name}_changelist")
    browser.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)
