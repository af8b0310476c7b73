"""Report 4: budgets year on year, and one of them by function, source and quarter.

That every figure is that of the books, after any number of operations, is proved in
`tests/budget/test_figures_agree.py`; here stand the rules of the report itself.
"""

from decimal import Decimal

import pytest

from budget.citizens import CitizensBudget
from budget.models import Budget
from tests import deeds
from tests.queries.counting import asked
from tests.reports.reading import page, table, words
from tests.reports.sections import figures, section

pytestmark = pytest.mark.usefixtures("in_2026")

ADDRESS = "/en/reports/budget/"


@pytest.fixture
def shelf(aimak, village):
    """2025 and 2026 approved, 2027 a public draft."""
    for year, amount in ((2025, "100.10"), (2026, "200.20")):
        budget = deeds.budget(year)
        deeds.line(budget, "1", amount)
        deeds.line(budget, "2", "50.05", village=village)
        deeds.approve(budget, deeds.act(f"{year}/1"))
    draft = deeds.budget(2027, is_public=True)
    deeds.line(draft, "0", "70", side="revenue")
    deeds.line(draft, "1", "70")
    line = Budget.objects.get(year=2026).lines.get(number="1")
    line.record_execution(1, Decimal("20.02"))
    line.record_execution(2, Decimal("60.06"))


def test_years_stand_side_by_side_with_what_changed(shelf):
    rows = table("budget", "years")

    assert list(rows) == ["2027", "2026", "2025", "total"]
    assert rows["2026"]["expenditure_plan"] == Decimal("250.25")
    assert rows["2026"]["expenditure_change"] == Decimal("100.10")
    assert rows["2026"]["expenditure_executed"] == Decimal("60.06")
    assert rows["2026"]["revenue_executed"] is None
    assert rows["total"]["expenditure_plan"] == Decimal("470.40")


def test_nothing_is_said_of_a_year_before_the_first_or_of_the_execution_of_a_draft(shelf):
    rows = table("budget", "years")

    assert rows["2025"]["expenditure_change"] == ""
    assert rows["2027"]["expenditure_executed"] == ""
    assert rows["2025"]["expenditure_executed"] is None


def test_the_year_before_is_compared_with_even_where_it_was_not_chosen(shelf):
    row = table("budget", "years", first_year=2026, last_year=2026)["2026"]

    assert row["expenditure_change"] == Decimal("100.10")


def test_a_share_of_the_years_rests_on_those_that_state_both_figures(shelf):
    total = table("budget", "years")["total"]

    assert total["expenditure_share"] == Decimal("60.06") / Decimal("250.25")


def test_in_full_stands_the_newest_approved_budget_of_the_chosen_years(shelf):
    assert section("budget", "glance").title == "Budget of the year 2026"
    assert section("budget", "glance", last_year=2025).title == "Budget of the year 2025"
    assert "In full stands the newest approved budget" in words("budget")
    assert "In full stands" not in words("budget", first_year=2026, last_year=2026)


def test_a_draft_that_is_chosen_alone_stands_in_full_without_quarters(shelf):
    functions = table("budget", "functions", first_year=2027)

    assert functions["total"]["draft"] == Decimal("70.00")
    assert section("budget", "quarters", first_year=2027) is None


def test_functions_and_quarters_are_those_of_the_page_of_the_year(shelf):
    full = CitizensBudget(Budget.objects.get(year=2026))
    (group,) = full.functions

    row, _total = table("budget", "functions").values()
    quarters = table("budget", "quarters")

    assert (row["revised"], row["executed"]) == (group.now.revised, group.now.executed)
    spent = [quarters[f"Quarter {number}"]["expenditure"] for number in (1, 2, 3)]
    assert spent == [*full.quarters["expenditure"].values()][:3]
    assert spent == [Decimal("20.02"), Decimal("60.06"), None]


def test_a_function_that_is_silent_in_a_quarter_counts_with_its_latest_figure(aimak):
    budget = deeds.budget(2026)
    school, well = (deeds.line(budget, number, "100") for number in "12")
    water = deeds.code("7063", "function")
    budget.lines.filter(pk=well.pk).update(function=water)
    deeds.approve(budget)
    budget.lines.get(pk=well.pk).record_execution(1, Decimal("5.05"))
    for quarter, spent in ((1, "10.10"), (2, "20.20")):
        budget.lines.get(pk=school.pk).record_execution(quarter, Decimal(spent))

    rows = table("budget", "function_quarters")

    assert _quarters(rows[water.root.name_en]) == [Decimal("5.05"), Decimal("5.05"), None, None]
    assert _quarters(rows["total"]) == [Decimal("15.15"), Decimal("25.25"), None, None]


def _quarters(row):
    return [row[f"quarter_{quarter}"] for quarter in (1, 2, 3, 4)]


def test_a_village_has_its_own_lines_only(shelf, village, other_village):
    rows = table("budget", "years", village=village.pk)

    assert rows["2026"]["expenditure_plan"] == Decimal("50.05")
    assert table("budget", "functions", village=village.pk)["total"]["revised"] == Decimal("50.05")
    assert "Lines for this village alone" in words("budget", village=village.pk)
    assert "No public budget fits this choice" in words("budget", village=other_village.pk)


def test_where_a_village_has_no_revenue_nothing_is_left_unstated(shelf, village):
    row = table("budget", "years", village=village.pk)["2026"]
    quarter = table("budget", "quarters", village=village.pk)

    assert {row[f"revenue_{name}"] for name in ("plan", "change", "executed", "share")} == {""}
    assert row["expenditure_executed"] is None
    assert not quarter
    assert figures("budget", village=village.pk)["Revenue"] == "No lines"


def test_papers_that_do_not_add_up_are_named_with_the_note_on_them(shelf):
    assert section("budget", "doubts") is None

    Budget.objects.filter(year=2026).update(
        resolution_revenue=Decimal("999.99"), discrepancy_en="A slip of the pen."
    )

    (doubt,) = section("budget", "doubts").table.rows
    assert [str(cell) for cell in doubt] == [
        "2026",
        "The resolution prints 999.99\xa0som of revenue, but the lines add up to 250.25\xa0som.",
        "A slip of the pen.",
    ]


def test_a_note_on_discrepancies_is_told_even_where_the_sums_agree(shelf):
    Budget.objects.filter(year=2026).update(discrepancy_en="A slip of the pen.")

    assert "A slip of the pen." in words("budget")


def test_the_lines_of_a_village_are_not_held_against_the_resolution(shelf, village):
    Budget.objects.filter(year=2026).update(resolution_revenue=Decimal("999.99"))

    assert section("budget", "doubts", village=village.pk) is None


def test_a_budget_that_is_not_public_is_not_there(shelf):
    assert "2027" in table("budget", "years")

    Budget.objects.filter(year=2027).update(is_public=False)

    assert "2027" not in table("budget", "years")
    Budget.objects.update(is_public=False)
    assert "No public budget fits this choice" in words("budget")


def test_a_group_leads_to_its_lines(shelf, village):
    html = page("budget", village=village.pk).content.decode()

    assert f"/en/budget/2026/?function=709&amp;village={village.pk}#lines" in html


def test_the_figures_at_the_head_are_those_of_the_page_of_the_year(shelf):
    assert figures("budget") == {
        "Revenue": "250.25 som",
        "Expenditure": "250.25 som",
        "Revenue received": '<span class="unknown">Not stated</span>',
        "Spent": "60.06 som",
    }


def test_more_years_and_lines_cost_no_more_queries(shelf, client):
    few = len(asked(client, ADDRESS))
    for year in range(2018, 2025):
        budget = deeds.budget(year)
        for number in range(3):
            deeds.line(budget, f"1-{number}", "10")
        deeds.approve(budget, deeds.act(f"{year}/1"))

    assert len(asked(client, ADDRESS)) == few
