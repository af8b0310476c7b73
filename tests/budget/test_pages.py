"""The public pages of budgets: who may read which, what they say in words, and garbage."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from budget.models import Budget, BudgetLine
from budget.models.budget import BudgetQuerySet
from hearings.models import LocalAct
from programs.models import Measure
from tests.budget.reading import MoneyPage

pytestmark = pytest.mark.django_db

NASTY = '<script>alert("x")</script>'


@pytest.fixture
def read(client, aimak):
    """Open a page of money as anybody may."""

    def read(address="", language="en", **query):
        with translation.override(language):
            target = address or reverse("budget:budget_detail", args=[2026])
        return MoneyPage(client.get(target, query))

    return read


@pytest.fixture
def line(approved):
    return approved.lines.get(number="3")


def address(name, *args, language="en"):
    with translation.override(language):
        return reverse(f"budget:{name}", args=args)


def of_line(line, language="en"):
    return address("line_detail", line.budget.year, line.pk, language=language)


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


# The unit


def test_the_unit_is_chosen_by_plain_links_that_keep_what_was_chosen(read, approved):
    page = read(function="709")
    assert page.rows("to")["total"]["Approved plan"] == ["1,000,000"]
    assert "?function=709&unit=thousand" in page.links
    page = read(function="709", unit="thousand")
    assert page.rows("to")["total"]["Approved plan"] == ["1,000.0"]
    assert "?function=709" in page.links
    assert "?unit=thousand&source=own#lines" in page.links
    line = approved.lines.get(number="3")
    assert f"{of_line(line)}?unit=thousand" in page.links
    assert '<input type="hidden" name="unit" value="thousand">' in page.html


@pytest.mark.parametrize("unit", ["", "million", "THOUSAND", "som'--", "тыс", "thousand\n"])
def test_a_unit_that_is_not_understood_is_som(read, approved, unit):
    assert read(unit=unit).rows("to")["total"]["Approved plan"] == ["1,000,000"]


# The lines and their filters


def names(page):
    return [row["name"][0] for row in page.tables.get("lines", []) if not row["total"]]


@pytest.fixture
def varied(approved, line, village, other_village, codes):
    """Lines of two villages; one of another source."""
    BudgetLine.objects.filter(pk=line.pk).update(village=village)
    BudgetLine.objects.filter(number="4").update(village=other_village)
    return approved


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["1 Line 1", "2 Line 2", "3 Line 3 7091", "4 Line 4 7063"]),
        ({"side": "revenue"}, ["1 Line 1", "2 Line 2"]),
        ({"function": "706"}, ["4 Line 4 7063"]),
        ({"function": "799"}, []),
        ({"source": "equalisation"}, ["1 Line 1"]),
        ({"q": "line 4"}, ["4 Line 4 7063"]),
        ({"q": "СТАТЬЯ", "side": "expenditure"}, ["3 Line 3 7091", "4 Line 4 7063"]),
        ({"q": "nothing at all"}, []),
        ({"asked": "on"}, []),
    ],
)
def test_the_lines_are_narrowed_by_what_the_reader_chose(read, varied, query, expected):
    page = read(**query)
    assert names(page) == expected
    assert page.rows("to")["total"]["Approved plan"] == ["1,000,000"]
    if not expected:
        assert "No line fits these words and choices." in page.text


def test_the_totals_under_the_lines_are_those_of_the_chosen_ones(read, varied, village):
    (total,) = read(village=village.pk).totals("lines")
    assert total["name"] == ["Expenditure, total of lines: 1"]
    assert total["Approved plan"] == ["750,000.50"]
    revenue, expenditure = read().totals("lines")
    assert revenue["name"] == ["Revenue, total of lines: 2"]
    assert (revenue["Approved plan"], expenditure["Approved plan"]) == (["1,000,000"],) * 2


def test_a_group_leads_to_its_lines(read, varied):
    page = read()
    assert "?function=706#lines" in page.links
    assert "?source=equalisation#lines" in page.links


def test_a_page_holds_25_lines_and_paper_holds_all_of_them(read, draft, add_line, resolution):
    for number in range(60):
        add_line(f"9.{number}", "0")
    draft.approve(resolution)
    first, second = read(), read(page=2)
    assert (len(names(first)), len(names(second))) == (25, 25)
    assert first.totals("lines") == second.totals("lines")
    assert "?page=2#lines" in first.links
    assert "?lines=all" in first.links
    third = read(page=3)
    assert names(read(lines="all")) == names(first) + names(second) + names(third)


@pytest.mark.parametrize(
    "query",
    [
        {"page": "0"},
        {"page": "-1"},
        {"page": "99999999999999999999"},
        {"page": "x"},
        {"function": "7" * 500},
        {"function": "７０９"},
        {"function": "709\n"},
        {"function": "' OR 1=1 --"},
        {"village": "99999999999999999999"},
        {"village": "-1"},
        {"village": "x"},
        {"source": "gold"},
        {"side": ["revenue", "expenditure"]},
        {"asked": "maybe"},
        {"lines": ["all", "none"]},
        {"q": "%_\\'\""},
        {"q": "x" * 5000},
        {"budget__is_public": "0"},
    ],
)
def test_garbage_in_the_address_is_passed_over(client, aimak, approved, query):
    for target in (
        address("budget_list"),
        address("budget_detail", 2026),
        of_line(approved.lines.get(number="3")),
    ):
        assert client.get(target, query).status_code == 200


# What came from proposals


@pytest.fixture
def asked(approved, line, published, submitted):
    line.proposals.add(published)
    return line


def test_a_line_that_answers_a_proposal_leads_to_the_people_who_asked(read, asked, published):
    page = read()
    row = page.rows("asked")["3 Line 3 7091"]
    assert row["Proposals"] == ["1"]
    assert f"{of_line(asked)}#proposals" in page.links
    assert page.tiles["From citizens’ proposals"] == "750,000.50 75.0% of the expenditure"
    page = read(of_line(asked))
    assert any(published.number in link for link in page.links)
    assert names(read(asked="on")) == ["3 Line 3 7091"]


def test_a_proposal_behind_the_measure_counts_once_however_often_it_is_named(
    read, asked, published
):
    measure = Measure.objects.create(title_en="A bus")
    measure.proposals.add(published)
    BudgetLine.objects.filter(pk=asked.pk).update(measure=measure)
    assert read().rows("asked")["3 Line 3 7091"]["Proposals"] == ["1"]
    asked.proposals.clear()
    assert read().rows("asked")["3 Line 3 7091"]["Proposals"] == ["1"]
    Measure.objects.update(is_public=False)
    assert "No line of this budget names a citizen’s proposal." in read().text


def test_a_proposal_that_is_not_public_is_named_nowhere(client, aimak, approved, line, submit):
    hidden = submit(text="Көрүнбөгөн сунуш")
    line.proposals.add(hidden)
    for target in (address("budget_detail", 2026), of_line(line)):
        html = client.get(target).content.decode()
        assert hidden.number not in html
        assert "Көрүнбөгөн" not in html
    page = MoneyPage(client.get(address("budget_detail", 2026)))
    assert "No line of this budget names a citizen’s proposal." in page.text


# One line


def test_a_line_goes_from_its_approval_over_each_amendment_to_the_revised_plan(
    read, approved, amending, line
):
    approved.amend(amending, [(line, Decimal("-0.50"))], note={"en": "Rounded."})
    approved.amend(amending, [(line, Decimal(250000))])
    rows = read(of_line(line)).tables["plan"]
    assert [row["Amount"][0] for row in rows] == ["750,000.50", "−0.50", "+250,000", "1,000,000"]
    assert rows[1]["name"] == ["Amended: resolution № 4/2 of 11 June 2026"]
    assert rows[1]["Note"] == ["Rounded."]


def test_a_quarter_alone_is_known_only_where_the_one_before_it_is(read, approved, line):
    for quarter, amount in ((1, 100), (3, 300), (4, 250)):
        note = {"en": "Taken back."} if quarter == 4 else None
        line.record_execution(quarter, Decimal(amount), note=note)
    rows = read(of_line(line)).rows("execution")
    told = [
        (rows[name]["Since the beginning of the year"][0], rows[name]["In the quarter itself"][0])
        for name in ("Quarter 1", "Quarter 2", "Quarter 3", "Quarter 4")
    ]
    assert told == [
        ("100", "100"),
        ("Not stated", "Not stated"),
        ("300", "Not stated"),
        ("250", "−50"),
    ]


def test_a_corrected_figure_keeps_its_old_one_on_the_page(read, approved, line):
    line.record_execution(1, Decimal(100))
    assert "Corrected figures" not in read(of_line(line)).text
    line.record_execution(1, Decimal(120))
    text = read(of_line(line)).text.replace("\xa0", " ")
    assert "Was 100 som, now 120 som" in text


def test_nothing_executed_is_not_stated_and_zero_is_zero(read, approved, line):
    page = read(of_line(line))
    assert page.tiles["Executed"] == "Not stated"
    assert "Nothing has been reported as executed yet." in page.text
    line.record_execution(1, Decimal(0))
    page = read(of_line(line))
    assert page.tiles["Executed by the end of: Quarter 1"] == "0 0.0% of the plan"


def test_a_hidden_measure_is_not_named(read, approved, line):
    measure = Measure.objects.create(title_en="A secret bus", is_public=False)
    BudgetLine.objects.filter(pk=line.pk).update(measure=measure)
    assert "A secret bus" not in read(of_line(line)).text
    Measure.objects.update(is_public=True)
    assert "A secret bus" in read(of_line(line)).text


def test_a_line_of_revenue_has_no_function_and_no_way(read, approved):
    page = read(of_line(approved.lines.get(number="1")))
    assert "Function" not in page.text
    assert 'class="way"' not in page.html


# Escaping and languages


def test_what_was_typed_never_becomes_markup(
    client, aimak, draft, add_line, resolution, amending, village
):
    line = add_line("<script>'\"", "5", title_en=NASTY, village=village)
    type(village).objects.update(name_en=NASTY)
    LocalAct.objects.update(number=NASTY[:30])
    draft.approve(resolution, discrepancy={"en": NASTY})
    Budget.objects.update(about_en=NASTY)
    draft.amend(amending, [(line, Decimal(1))], note={"en": NASTY})
    line.record_execution(1, Decimal(10**8), note={"en": NASTY})
    for target in (address("budget_list"), address("budget_detail", 2026), of_line(line)):
        html = client.get(target, {"q": NASTY, "function": NASTY}).content.decode()
        assert "<script" not in html, target
        assert "&lt;script&gt;" in html


def test_a_title_in_another_language_is_marked_as_such(read, approved, line):
    BudgetLine.objects.filter(pk=line.pk).update(title_en="", title_ky="Бала бакча")
    assert '<span lang="ky">Бала бакча</span>' in read().html


def test_citizens_are_not_told_which_codes_nobody_verified(read, approved, line):
    for page in (read(), read(of_line(line))):
        assert "verified" not in page.text.casefold()


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
