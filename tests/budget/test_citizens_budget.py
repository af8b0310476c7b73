"""Every figure of a year's page is the sum that the database finds, in each language and unit."""

from dataclasses import replace
from decimal import Decimal

import pytest

from budget.models import Budget, BudgetLine, ClassificationCode, Execution
from budget.models.line import Sums
from tests.budget import sums
from tests.budget.reading import MoneyPage, figure

pytestmark = pytest.mark.django_db

LANGUAGES = ("ky", "ru", "en")
UNITS = ("som", "thousand")


@pytest.fixture
def full(approved, amending, add_line, codes, resolution, published, village):
    """Two years with everything: amendments, quarters, proposals, lines that are not stated."""
    before = Budget.objects.create(year=2025, is_public=True)
    for number, amount, values in (
        ("1", "640000.10", {"side": "revenue", "source": "equalisation"}),
        ("2", "10.45", {"side": "revenue", "source": "donor", "economic": codes["14"]}),
        ("3", "600000", {}),
        ("4", "39999.99", {"function": codes["710"]}),
    ):
        add_line(number, amount, budget=before, **values)
    before.approve(resolution)
    lines = {line.number: line for line in approved.lines.all()}
    approved.amend(amending, [(lines["1"], Decimal("50000.25")), (lines["3"], Decimal("-49.75"))])
    approved.amend(amending, [(lines["4"], Decimal("50049.95"))])
    lines["4"].proposals.add(published)
    BudgetLine.objects.filter(pk=lines["4"].pk).update(village=village)
    approved.record_execution(
        [
            (lines["1"], 1, Decimal("187500.06"), None),
            (lines["1"], 2, Decimal("375000.13"), None),
            (lines["3"], 1, Decimal("0"), None),
            (lines["3"], 2, Decimal("99999.95"), None),
            (lines["4"], 2, Decimal("150.05"), None),
        ]
    )
    old = {line.number: line for line in before.lines.all()}
    before.record_execution([(old["3"], 4, Decimal("599999.49"), None)])
    return approved


@pytest.fixture
def open_page(client, aimak):
    def open_page(year, language, unit, **query):
        query = {"unit": unit, **query} if unit != "som" else query
        return MoneyPage(client.get(f"/{language}/budget/{year}/", query))

    return open_page


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", [2025, 2026])
def test_every_figure_of_the_page_is_what_the_database_adds_up(
    full, open_page, year, language, unit
):
    page = open_page(year, language, unit)
    sums.compare(page, year, language, unit)


@pytest.mark.parametrize("unit", UNITS)
def test_the_figures_of_a_draft_are_what_the_database_adds_up(
    draft, add_line, held_hearing, open_page, unit
):
    add_line("5", None)
    draft.hear(held_hearing)
    page = open_page(2026, "en", unit)
    sums.compare(page, 2026, "en", unit)
    assert page.rows("to")["total"]["Draft plan"][0].endswith("1 line has no amount yet")


def test_a_wrong_sum_on_the_page_would_be_noticed(full, open_page, monkeypatch):
    """Negative control: the page adds one tiyin to what it shows of every sum."""
    right = Sums.together.__func__

    def wrong(cls, several):
        sums = right(cls, several)
        return replace(sums, approved=sums.approved and sums.approved + Decimal("0.01"))

    monkeypatch.setattr(Sums, "together", classmethod(wrong))
    page = open_page(2026, "en", "som")
    with pytest.raises(AssertionError):
        sums.compare(page, 2026, "en", "som")


def test_a_quarter_without_reports_is_not_stated_and_never_zero(full, open_page):
    rows = open_page(2026, "en", "som").rows("quarters")
    assert rows["Quarter 1"]["Expenditure"] == ["0"]
    assert rows["Quarter 1"]["Revenue"] == ["187,500.06"]
    assert rows["Quarter 3"]["Revenue"] == ["Not stated"]
    assert rows["Quarter 3"]["Expenditure"] == ["Not stated"]
    rows = open_page(2025, "en", "som").rows("quarters")
    assert rows["Quarter 4"]["Revenue"] == ["Not stated"]
    assert rows["Quarter 4"]["Expenditure"] == ["599,999.49"]


def test_before_the_first_report_nothing_is_said_to_be_spent(approved, open_page):
    page = open_page(2026, "en", "som")
    assert page.tiles["Spent"] == "Not stated"
    assert "Nothing has been reported as executed yet." in page.text
    assert page.rows("to")["total"]["Executed"] == ["Not stated"]


def test_a_sum_says_how_many_lines_it_leaves_out(full, open_page):
    page = open_page(2026, "en", "som")
    said = ["375,000.13 1 line without an executed figure"]
    assert page.rows("from")["total"]["Executed"] == said
    Execution.objects.filter(line__number="1").delete()
    page = open_page(2026, "en", "som")
    assert page.rows("from")["total"]["Executed"] == ["Not stated"]


def test_shares_are_rounded_each_for_itself(full, open_page):
    page = open_page(2026, "en", "som")
    executed = Decimal("99999.95") / Decimal("749950.75")
    shown = page.rows("to")["Education 709"]["Share of the plan"]
    assert shown == [f"{executed * 100:.1f}%"]


def test_the_largest_comes_first_and_the_total_last(full, open_page):
    page = open_page(2026, "en", "som")
    for section, head in (("from", "Revised plan"), ("to", "Revised plan")):
        rows = page.tables[section]
        amounts = [figure(row[head][0], "en") for row in rows[:-1] if row[head] != ["No lines"]]
        assert amounts == sorted(amounts, reverse=True)
        assert rows[-1]["total"]
        assert figure(rows[-1][head][0], "en") == sum(amounts)


def test_what_had_lines_only_last_year_stands_there_without_lines(full, open_page):
    row = open_page(2026, "en", "som").rows("to")["Social protection 710"]
    assert row["Approved plan"] == ["No lines"]
    assert row["Plan 2025"] == ["39,999.99"]
    assert row["Executed 2025"] == ["Not stated"]


def test_without_the_year_before_nothing_is_compared(full, open_page):
    Budget.objects.filter(year=2025).update(is_public=False)
    page = open_page(2026, "en", "som")
    assert "Plan 2025" not in page.rows("to")["total"]
    assert "so there is nothing to compare with" in page.text
    assert "2025" not in page.text


def test_a_code_is_named_as_in_the_year_of_the_page(full, open_page, codes):
    ClassificationCode.objects.filter(pk=codes["709"].pk).update(name_en="Schools")
    assert "Schools 709" in open_page(2026, "en", "som").rows("to")


def test_the_page_sums_what_is_chosen_beside_all_the_rest(full, open_page):
    page = open_page(2026, "en", "som", function="706")
    sums.compare(page, 2026, "en", "som", "l.number = '4'")


def test_an_empty_budget_says_what_will_stand_there(held_hearing, budget, open_page):
    budget.hear(held_hearing)
    page = open_page(2026, "en", "som")
    assert "The lines of this budget will stand here when they are entered." in page.text
    assert page.tiles["Revenue"] == "Not stated"


def test_the_reader_of_these_tests_tells_numbers_of_each_language_apart():
    assert figure("1\xa0234,5", "ky") == figure("1,234.5 and more", "en") == Decimal("1234.5")
    assert figure("−5", "ru") == -5
    assert figure("Не указано", "ru") is None
