"""The lines of a budget in the reader's unit, narrowed by what the reader chose."""

import pytest

from budget.models import BudgetLine
from tests.budget.addresses import address, names, of_line

pytestmark = pytest.mark.django_db


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
