"""A quarter at the desk: the table of a report, typed line by line, by two people at once."""

import random
from decimal import Decimal

import pytest
from django.conf import settings

from budget.admin.quarter import QuarterForm
from budget.models import Budget, BudgetLine, Execution
from tests.desk import Page, address, sign_in, words_of


@pytest.fixture
def treasurer(aimak):
    return sign_in("treasurer")


@pytest.fixture
def head(aimak):
    return sign_in("head")


@pytest.fixture
def line(approved):
    return approved.lines.get(number="3")


def table(browser, budget, **query):
    url = address("budget_budget_door", budget.pk, "quarter")
    text = "&".join(f"{name}={value}" for name, value in query.items())
    return Page(browser, f"{url}?{text}")


def typed(line, figure, note=None):
    values = {f"figure_{line.pk}": figure}
    return values if note is None else values | {f"note_{line.pk}": note}


def stored(line, quarter=1):
    return Execution.objects.filter(line=line, quarter=quarter).first()


def test_the_table_has_every_line_in_the_order_of_the_paper(treasurer, approved, line):
    line.record_execution(1, Decimal("100000"))
    page = table(treasurer, approved, quarter=2)
    words = words_of(page.response)
    numbers = [words.index(f"Line {number}") for number in (1, 2, 3, 4)]
    assert numbers == sorted(numbers)
    assert "750,000.50 100,000 quarter 1" in words
    assert page.values[f"figure_{line.pk}"] == ""


def test_only_what_was_typed_is_stored(treasurer, approved, line):
    answer = table(treasurer, approved, quarter=1).press("_go", **typed(line, "150,5 тыс"))
    assert answer.status_code == 302, words_of(answer)
    figure = Execution.objects.get()
    assert (figure.line, figure.quarter, figure.executed) == (line, 1, 150_500)
    assert figure.by == treasurer.user
    assert "1 figure is recorded." in words_of(treasurer.get(answer["Location"]))


def test_a_figure_once_recorded_is_shown_and_stays_untouched(treasurer, approved, line):
    line.record_execution(1, Decimal("100000.50"), note={"ky": "Эскертүү", "en": "A note"})
    page = table(treasurer, approved, quarter=1)
    assert page.values[f"figure_{line.pk}"] == "100,000.50"
    assert page.values[f"note_{line.pk}"] == "A note"
    before = Execution.objects.values().get()
    assert "No figure was changed." in words_of(page.press("_go"))
    other = approved.lines.get(number="4")
    assert page.press("_go", **typed(other, "5")).status_code == 302
    assert Execution.objects.filter(line=line).values().get() == before


def test_a_corrected_figure_leaves_the_old_one_in_the_trace(treasurer, approved, line):
    line.record_execution(1, Decimal("100000"))
    table(treasurer, approved, quarter=1).press("_go", **typed(line, "90 000"))
    step = approved.steps.get(verb="corrected")
    assert (step.old, step.new, step.by) == (100_000, 90_000, treasurer.user)


def test_a_note_in_one_language_keeps_the_others(treasurer, approved, line):
    line.record_execution(1, Decimal("100"), note={"ky": "Эскертүү"})
    page = table(treasurer, approved, quarter=1)
    assert "Эскертүү" in words_of(page.response)
    page.press("_go", **typed(line, "100", "A note"))
    figure = stored(line)
    assert (figure.note_ky, figure.note_en) == ("Эскертүү", "A note")


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        ("900 000", "900,000 som is more than the plan of 750,000.50 som"),
        ("50 000", "50,000 som since the year’s beginning is less than the 100,000 som"),
        ("500 000", "500,000 som since the year’s beginning is more than the 400,000 som"),
    ],
)
def test_what_does_not_fit_comes_back_beside_its_line_and_needs_a_note(
    treasurer, approved, line, figure, sentence
):
    line.record_execution(1, Decimal("100000"))
    line.record_execution(3, Decimal("400000"))
    other = approved.lines.get(number="4")
    page = table(treasurer, approved, quarter=2)

    answer = page.press("_go", **typed(line, figure), **typed(other, "10"))

    assert answer.status_code == 200
    row = answer.content.decode().split(f'name="figure_{line.pk}"')[0].rsplit("<tr", 1)[1]
    assert sentence in row.replace("\xa0", " ")
    assert page.values[f"figure_{line.pk}"] == figure
    assert page.values[f"figure_{other.pk}"] == "10"
    assert not Execution.objects.filter(quarter=2).exists()

    assert page.press("_go", **typed(line, figure, "The report says so")).status_code == 302
    assert stored(line, 2).note_en == "The report says so"
    assert stored(other, 2).executed == 10


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"figure": "көп"}, "Write the amount in som"),
        ({"figure": "-5"}, "0 som or more"),
        ({"figure": "250.5555"}, "More than two digits"),
        ({"figure": "", "note": "x"}, "Enter the figure to which the note belongs."),
    ],
)
def test_an_impossible_figure_is_stopped(treasurer, approved, line, values, sentence):
    page = table(treasurer, approved, quarter=1)
    answer = page.press("_go", **{f"{name}_{line.pk}": value for name, value in values.items()})
    assert answer.status_code == 200
    assert sentence in words_of(answer)
    assert not Execution.objects.exists()


def test_a_stored_figure_is_not_emptied(treasurer, approved, line):
    line.record_execution(1, Decimal("100"))
    answer = table(treasurer, approved, quarter=1).press("_go", **typed(line, ""))
    assert "A figure is never taken away" in words_of(answer)
    assert stored(line).executed == 100


def test_the_page_opens_at_the_next_quarter_and_ignores_nonsense(treasurer, approved, line):
    line.record_execution(1, Decimal("5"))
    assert "by the end of quarter 2" in words_of(table(treasurer, approved).response)
    for nonsense in ("9", "x", "²", "-1", "99999999999"):
        page = table(treasurer, approved, quarter=nonsense, part=nonsense)
        assert "by the end of quarter 2" in words_of(page.response)


def test_a_page_stays_in_its_quarter_when_the_next_one_is_another_by_now(
    treasurer, head, approved, line
):
    page = table(treasurer, approved)
    table(head, approved, quarter=1).press("_go", **typed(line, "7"))
    other = approved.lines.get(number="4")
    assert page.press("_go", **typed(other, "5")).status_code == 302
    assert (stored(other, 1).executed, stored(other, 2)) == (5, None)


# Two people, one table


def test_two_treasurers_type_different_lines_of_one_table(treasurer, head, approved, line):
    other = approved.lines.get(number="4")
    one, two = table(treasurer, approved, quarter=1), table(head, approved, quarter=1)
    assert one.press("_go", **typed(line, "100")).status_code == 302
    assert two.press("_go", **typed(other, "200")).status_code == 302
    assert (stored(line).executed, stored(other).executed) == (100, 200)


def test_the_second_of_two_sees_both_figures_of_one_line(treasurer, head, approved, line):
    one, two = table(treasurer, approved, quarter=1), table(head, approved, quarter=1)
    one.press("_go", **typed(line, "100", "First"))

    answer = two.press("_go", **typed(line, "200"))

    assert answer.status_code == 200
    assert "Stored now: 100, First. You typed: 200." in words_of(answer)
    assert stored(line).executed == 100
    assert two.press("_go").status_code == 302
    assert stored(line).executed == 200


def test_a_page_that_comes_back_does_not_carry_old_figures_of_others(
    treasurer, head, approved, line
):
    other = approved.lines.get(number="4")
    line.record_execution(1, Decimal("100"))
    two = table(head, approved, quarter=1)
    table(treasurer, approved, quarter=1).press("_go", **typed(line, "300"))

    assert two.press("_go", **typed(other, "much")).status_code == 200
    assert two.values[f"figure_{line.pk}"] == "300"
    assert two.press("_go", **typed(other, "5")).status_code == 302
    assert (stored(line).executed, stored(other).executed) == (300, 5)


def test_without_the_marks_the_first_figure_is_lost(treasurer, head, approved, line, monkeypatch):
    one, two = table(treasurer, approved, quarter=1), table(head, approved, quarter=1)
    one.press("_go", **typed(line, "100"))
    monkeypatch.setattr(QuarterForm, "_is_contested", lambda form, row: False)
    assert two.press("_go", **typed(line, "200")).status_code == 302
    assert stored(line).executed == 200


@pytest.mark.parametrize("carried", ["", "not-ours", None])
def test_a_page_that_does_not_say_what_was_seen_saves_nothing(treasurer, approved, line, carried):
    page = table(treasurer, approved, quarter=1)
    answer = page.press("_go", **typed(line, "100"), figures=carried)
    assert answer.status_code == 200
    assert "Nothing has been saved" in words_of(answer)
    assert not Execution.objects.exists()


def test_marks_of_one_quarter_or_budget_open_no_other(treasurer, approved, line, resolution):
    foreign = table(treasurer, approved, quarter=2).values["figures"]
    page = table(treasurer, approved, quarter=1)
    assert page.press("_go", **typed(line, "100"), figures=foreign).status_code == 200
    assert not Execution.objects.exists()


@pytest.mark.parametrize("seed", range(8))
def test_no_figure_is_lost_whatever_the_order(treasurer, head, approved, seed):
    chance = random.Random(seed)
    lines = list(approved.lines.all())
    browsers = {"one": treasurer, "two": head}
    pages = {who: table(browser, approved, quarter=1) for who, browser in browsers.items()}
    kept = {}
    for turn in range(6):
        who, line = chance.choice(sorted(pages)), chance.choice(lines)
        figure = Decimal(seed * 100 + turn + 1)
        answer = pages[who].press("_go", **typed(line, str(figure)))
        if answer.status_code == 302:
            kept[line.pk] = figure
        else:
            assert "Somebody else changed this meanwhile" in words_of(answer)
        pages[who] = table(browsers[who], approved, quarter=1)
        now = dict(Execution.objects.values_list("line", "executed"))
        assert {key: now[key] for key in kept} == kept


# Long budgets


@pytest.fixture
def long_budget(codes, resolution, db):
    budget = Budget.objects.create(year=2025, status="approved", resolution=resolution)
    lines = [
        BudgetLine(
            budget=budget,
            number=f"{each}",
            side="revenue",
            title_ky=f"Статья {each}",
            planned_draft=1000,
            approved=1000,
        )
        for each in range(410)
    ]
    for line in lines:
        line.derive()
    BudgetLine.objects.bulk_create(lines)
    return budget


def test_four_hundred_lines_are_recorded_on_one_page(treasurer, long_budget):
    page = table(treasurer, long_budget, quarter=4)
    assert len(page.values) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    boxes = [name for name in page.values if name.startswith("figure_")]
    assert len(boxes) == 400
    answer = page.press("_go", **dict.fromkeys(boxes, "900"))
    assert answer.status_code == 302
    assert Execution.objects.filter(executed=900, quarter=4).count() == 400


def test_what_is_longer_comes_in_parts(treasurer, long_budget):
    page = table(treasurer, long_budget, quarter=4, part=2)
    boxes = [name for name in page.values if name.startswith("figure_")]
    assert len(boxes) == 10
    answer = page.press("_go", **{boxes[0]: "5"})
    assert answer["Location"].endswith("?quarter=4&part=2")
    assert Execution.objects.count() == 1
    assert len([n for n in table(treasurer, long_budget, part=9).values if "figure_" in n]) == 10
