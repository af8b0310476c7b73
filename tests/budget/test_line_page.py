"""The page of a line: who asked for it, its plan and its quarters; nothing typed is markup."""

from decimal import Decimal

import pytest

from budget.models import Budget, BudgetLine
from hearings.models import LocalAct
from programs.models import Measure
from tests.budget.addresses import address, names, of_line
from tests.budget.reading import MoneyPage

pytestmark = pytest.mark.django_db


NASTY = '<script>alert("x")</script>'


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
