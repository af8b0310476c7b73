"""The public pages of budgets: who may read which, and what they say in words."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from budget.models import Budget
from budget.models.budget import BudgetQuerySet
from hearings.models import LocalAct
from tests.budget.addresses import address, of_line
from tests.budget.reading import MoneyPage

pytestmark = pytest.mark.django_db


# Who may read what


def test_without_any_budget_the_list_says_what_will_stand_there(read):
    page = read(address("budget_list"))
    assert "The budgets of the aimak will stand here" in page.text
    assert not page.tables


@pytest.mark.parametrize("name", ["budget_detail", "budget_workbook"])
def test_a_draft_that_nobody_heard_is_not_found(client, aimak, draft, name):
    assert client.get(address(name, 2026)).status_code == 404
    assert client.get(of_line(draft.lines.first())).status_code == 404
    assert "2026" not in MoneyPage(client.get(address("budget_list"))).text


def test_an_unpublished_draft_would_show_if_the_set_did_not_hold_it_back(
    client, aimak, draft, monkeypatch
):
    monkeypatch.setattr(BudgetQuerySet, "public", lambda self: self.all())
    assert client.get(address("budget_detail", 2026)).status_code == 200


def test_a_draft_is_public_from_its_hearing_on_and_says_that_it_is_one(read, draft, held_hearing):
    draft.hear(held_hearing)
    page = read()
    assert "This is a draft for discussion." in page.text
    assert held_hearing.get_absolute_url().removeprefix("/ky") in " ".join(page.links)
    assert page.rows("to")["total"]["Draft plan"] == ["1,000,000"]
    assert "Executed" not in page.rows("to")["total"]
    assert "quarters" not in page.tables


def test_a_year_without_a_budget_is_not_found(client, aimak, approved):
    for year in ("1990", "2025", "2027", "0", "99999", "99999999999999999999999"):
        assert client.get(f"/en/budget/{year}/").status_code == 404, year
        assert client.get(f"/en/budget/{year}/lines.xlsx").status_code == 404, year
        assert client.get(f"/en/budget/{year}/lines/1/").status_code == 404, year


def test_a_line_is_found_under_its_own_year_only(client, aimak, approved, line):
    assert client.get(of_line(line)).status_code == 200
    assert client.get(address("line_detail", 2025, line.pk)).status_code == 404
    assert client.get(address("line_detail", 2026, 0)).status_code == 404
    assert client.get(address("line_detail", 2026, 10**22)).status_code == 404


def test_pages_of_money_are_only_read(client, aimak, line):
    for target in (address("budget_list"), address("budget_detail", 2026), of_line(line)):
        assert client.post(target).status_code == 405
        assert client.head(target).status_code == 200
        assert not client.get(target).cookies


# What the page says in words


def test_an_approved_budget_names_its_resolution(read, approved):
    assert "Approved by the aiyl kenesh: resolution № 1/5 of 20 January 2026." in read().text
    with translation.override("ky"):
        words = read(language="ky").text
    assert "2026-жылдын 20-январы" in words


def test_a_public_paper_is_linked_and_a_paper_for_the_office_is_not_named(
    read, approved, resolution
):
    LocalAct.objects.filter(pk=resolution.pk).update(file="acts/x.pdf")
    assert any(str(resolution.key) in link for link in read().links)
    LocalAct.objects.filter(pk=resolution.pk).update(is_public=False)
    page = read()
    assert not any(str(resolution.key) in link for link in page.links)
    assert "Approved by the aiyl kenesh: a resolution." in page.text
    assert "1/5" not in page.html


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"adopted_on": None}, "resolution № 1/5, whose date is not stated"),
        ({"number": ""}, "resolution of 20 January 2026, whose number is not stated"),
        ({"number": "", "adopted_on": None}, "On the approval of the budget"),
    ],
)
def test_a_resolution_without_number_or_day_says_so(read, approved, resolution, values, words):
    LocalAct.objects.filter(pk=resolution.pk).update(**values)
    assert f"Approved by the aiyl kenesh: {words}." in read().text


def test_amendments_are_counted_listed_and_those_taken_back_are_marked(
    read, approved, amending, line
):
    assert "The approved budget has not been amended." in read().text
    first = approved.amend(amending, [(line, Decimal(100))], note={"en": "More pupils came."})
    wrong = approved.amend(amending, [(line, Decimal(77))])
    wrong.reverse(note={"en": "Entered by mistake."})
    page = read()
    assert "Amended since then by 1 resolution." in page.text
    rows = page.tables["amendments"]
    assert [row["Expenditure"][0] for row in rows] == ["+100", "+77", "−77", "+100"]
    assert [row["Revenue"][0] for row in rows] == ["0"] * 4
    assert rows[0]["Note"] == ["More pupils came."]
    assert rows[1]["Note"] == ["Reversed by a later amendment."]
    assert rows[2]["Note"] == ["Takes an earlier amendment back. Entered by mistake."]
    assert first.pk < wrong.pk


def test_a_reported_budget_names_its_hearing_and_its_resolution(
    read, approved, held_hearing, amending
):
    approved.report(hearing=held_hearing, resolution=amending)
    text = read().text
    assert "The report on the year was heard:" in text
    assert "The report on the year was approved: resolution № 4/2 of 11 June 2026." in text


def test_why_a_budget_was_opened_again_stands_there_until_it_is_closed(
    read, approved, held_hearing
):
    approved.report(hearing=held_hearing)
    approved.reopen(note={"en": "A figure was wrong."})
    assert "Opened again to correct a mistake: A figure was wrong." in read().text
    approved.report(hearing=held_hearing)
    assert "A figure was wrong." not in read().text


def test_where_the_papers_do_not_add_up_both_numbers_stand_with_the_note(read, draft, resolution):
    draft.approve(
        resolution,
        revenue=Decimal(999999),
        expenditure=Decimal("1000000"),
        discrepancy={"en": "The paper rounds."},
    )
    text = read(unit="thousand").text.replace("\xa0", " ")
    assert (
        "The resolution prints 999,999 som of revenue, but the lines add up to 1,000,000 som."
        in (text)
    )
    assert "of expenditure, but" not in text
    assert "The paper rounds." in text


def test_expenditure_above_revenue_is_said(read, approved, amending, line):
    assert "is more than the revenue" not in read().text
    approved.amend(amending, [(line, Decimal(5))])
    text = read().text.replace("\xa0", " ")
    assert "The expenditure of 1,000,005 som is more than the revenue of 1,000,000 som." in text


def test_a_line_executed_above_its_plan_says_so(read, approved, line):
    line.record_execution(1, Decimal(750001), note={"en": "Prices rose."})
    name = "3 Line 3 7091"
    assert read().rows("lines")[name]["Executed"] == ["750,001 more than the plan"]
    page = read(of_line(line))
    assert "The executed 750,001 som are more than the plan of 750,000.50 som." in (
        page.text.replace("\xa0", " ")
    )
    assert page.rows("execution")["Quarter 1"]["Note"] == ["Prices rose."]


def test_what_citizens_should_know_stands_above_the_figures(read, approved):
    Budget.objects.update(about_en="Most of it is for children.", about_ky="Балдарга.")
    html = read().html
    assert html.index("Most of it is for children.") < html.index('class="figures sums"')


def test_the_other_years_are_linked_in_the_same_unit(read, approved):
    Budget.objects.create(year=2025, is_public=True)
    Budget.objects.create(year=2024)
    page = read(unit="thousand")
    assert "/en/budget/2025/?unit=thousand" in page.links
    assert not any("2024" in link for link in page.links)
    assert "/en/budget/2025/" in read().links


# The Excel file


def test_the_lines_come_as_an_excel_file_in_the_language_of_the_page(client, aimak, approved):
    assert (
        address("budget_workbook", 2026)
        in MoneyPage(client.get(address("budget_detail", 2026))).links
    )
    response = client.get(address("budget_workbook", 2026, language="ru"))
    assert response.status_code == 200
    assert response["Content-Disposition"] == 'attachment; filename="budget-2026-ru.xlsx"'
    assert not response.cookies
    assert b"".join(response.streaming_content)[:2] == b"PK"


# The list of years


def test_the_list_tells_of_each_year_where_it_stands_and_its_sums(read, approved, amending, line):
    approved.amend(amending, [(line, Decimal("-0.50"))])
    approved.record_execution([(line, 1, Decimal("250000"), None)])
    Budget.objects.create(year=2027, is_public=True)
    rows = read(address("budget_list")).tables["top"]
    assert [row["name"][0] for row in rows] == ["2027", "2026"]
    assert rows[1]["Where it stands"] == ["Approved resolution № 1/5 of 20 January 2026"]
    assert rows[1]["Revenue"] == ["1,000,000"]
    assert rows[1]["Expenditure"] == ["999,999.50"]
    assert rows[1]["Spent"] == ["250,000"]
    assert rows[0]["Expenditure"] == ["Not stated"]
    assert rows[0]["Spent"] == [""]


def test_days_of_papers_are_written_as_each_language_writes_them(read, approved):
    told = {"ky": "2026-жылдын 20-январы", "ru": "20 января 2026 года", "en": "20 January 2026"}
    for language, words in told.items():
        assert words in read(language=language).text
    assert approved.resolution.adopted_on == date(2026, 1, 20)
