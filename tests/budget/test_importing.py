"""A file of lines is the wished state of a draft: what differs from it is taken in."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from budget.models import BudgetLine, BudgetUpload
from budget.workbook.columns import BY_KEY, key_of
from budget.workbook.taking import take_in, try_out
from hearings.models import Hearing
from language.money import Unit
from programs.models import Measure
from tests.budget import sheets
from tests.budget.brought import NURSERY, nothing_new, values
from tests.budget.sheets import exported, sheet_of, taken, tried

pytestmark = pytest.mark.django_db


GRANT = {
    "number": "1",
    "side": "revenue",
    "economic": "13",
    "title_ky": "Теңдөөчү трансферт",
    "source": "equalisation",
    "planned_draft": 700000,
}


# A draft


def test_a_draft_takes_new_lines_in_with_amounts_as_people_write_them(budget, codes):
    plan = taken(budget, sheet_of(GRANT, NURSERY))

    grant, nursery = budget.lines.in_order()
    assert len(plan.new_lines) == 2
    assert values(grant, "side", "source", "title_ky") == (
        "revenue",
        "equalisation",
        "Теңдөөчү трансферт",
    )
    assert values(grant, "economic", "function") == (codes["13"], None)
    assert values(nursery, "economic", "function") == (codes["2222"], codes["7091"])
    assert nursery.title_ru == "Детский сад"
    assert (grant.planned_draft, nursery.planned_draft) == (Decimal(700000), Decimal(250000))
    assert grant.approved is nursery.approved is None


def test_new_lines_are_found_by_search_and_stand_in_their_order(budget, codes):
    rows = [NURSERY | {"number": number} for number in ("10", "9", "2.4")]
    taken(budget, sheet_of(*rows))

    assert [line.number for line in budget.lines.in_order()] == ["2.4", "9", "10"]
    assert budget.lines.search("детский").count() == 3


def test_a_draft_takes_changed_texts_codes_links_and_figures(draft, codes, village, published):
    measure = Measure.objects.create(title_ky="Бала бакча")
    row = {
        "number": "3",
        "function": "7011",
        "economic": 3111,
        "title_ru": "Ремонт сада",
        "village": "айры-там",
        "source": "special",
        "measure": measure.pk,
        "proposals": published.number,
        "planned_draft": 800000,
    }
    plan = taken(draft, sheet_of(row))

    line = draft.lines.get(number="3")
    assert values(line, "function", "economic") == (codes["7011"], codes["3111"])
    assert values(line, "title_ky", "title_ru", "title_en") == (
        "3-статья",
        "Ремонт сада",
        "Line 3",
    )
    assert values(line, "village", "source", "measure") == (village, "special", measure)
    assert list(line.proposals.all()) == [published]
    assert line.planned_draft == 800000
    assert draft.lines.search("ремонт").get() == line
    assert (len(plan.changed_lines), plan.unnamed_lines) == (1, 3)


def test_a_heard_budget_is_still_changed_as_a_draft(draft, held_hearing):
    draft.hear(Hearing.objects.get(pk=held_hearing.pk))
    taken(draft, sheet_of({"number": "3", "planned_draft": 5}))

    assert draft.lines.get(number="3").planned_draft == 5


def test_an_empty_cell_changes_nothing_and_lines_not_named_stay(draft):
    before = list(draft.lines.order_by("pk").values())
    row = dict.fromkeys(BY_KEY) | {"number": "3", "planned_draft": " - ", "title_ky": "  "}
    plan = tried(draft, sheet_of(row))

    assert nothing_new(plan)
    assert (plan.unchanged_lines, plan.unnamed_lines) == (1, 3)
    assert list(draft.lines.order_by("pk").values()) == before


def test_the_same_file_twice_adds_nothing(budget, codes):
    data = sheet_of(GRANT, NURSERY)
    taken(budget, data)
    before = list(BudgetLine.objects.order_by("pk").values())

    assert nothing_new(tried(budget, data))
    assert list(BudgetLine.objects.order_by("pk").values()) == before


def test_a_line_that_becomes_revenue_loses_its_function(draft, codes):
    taken(draft, sheet_of({"number": "3", "side": "revenue", "economic": "14"}))

    line = draft.lines.get(number="3")
    assert values(line, "side", "function", "economic") == ("revenue", None, codes["14"])


def test_a_code_that_the_line_has_already_stays_though_it_holds_no_more(draft, codes):
    code = codes["7091"]
    code.last_year = 2025
    code.save()

    assert nothing_new(tried(draft, sheet_of({"number": "3", "function": "7091"})))


def test_the_name_of_a_code_may_stand_behind_it(draft, codes):
    taken(draft, sheet_of({"number": "3", "function": "7011 Аппарат", "economic": "3111: имарат"}))

    line = draft.lines.get(number="3")
    assert values(line, "function", "economic") == (codes["7011"], codes["3111"])


def test_proposals_of_the_cell_replace_those_before_and_hidden_ones_stay(draft, publish, clerk):
    kept, dropped, new, hidden = (publish(text=f"Көпүрө керек, {n}") for n in range(4))
    line = draft.lines.get(number="3")
    line.proposals.set([kept, dropped, hidden])
    hidden.decline(by=clerk, reason={"ky": "Кайталоо."}, reason_code="other")
    taken(draft, sheet_of({"number": "3", "proposals": f"{kept.number}; {new.number}"}))

    assert set(line.proposals.all()) == {kept, new, hidden}


def test_a_cell_in_thousand_som_counts_a_thousand_times_unless_it_says_otherwise(draft):
    rows = [
        {"number": "1", "planned_draft": 700.25},
        {"number": "2", "planned_draft": "299 000 сом"},
        {"number": "3", "planned_draft": "1,5 млн"},
    ]
    taken(draft, sheet_of(*rows), unit=Unit.THOUSAND)

    amounts = [line.planned_draft for line in draft.lines.order_by("pk")[:3]]
    assert amounts == [Decimal(700250), Decimal(299000), Decimal(1500000)]


# The shape of the sheet


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_headings_and_words_are_known_in_each_language_whoever_reads(budget, codes, language):
    with translation.override(language):
        row = {
            sheets.heading_of("planned_draft"): 5,
            sheets.heading_of("side"): str(BudgetLine.Side.EXPENDITURE.label).upper(),
            "Ничего": None,
            sheets.heading_of("source"): str(BudgetLine.Source.SPECIAL.label),
            sheets.heading_of("function").upper() + " :": "7091",
            sheets.heading_of("title_ky"): "Бала бакча",
            sheets.heading_of("number"): "7",
        }
    with translation.override("ru"):
        taken(budget, sheet_of(row))

    line = budget.lines.get()
    assert values(line, "number", "side", "source") == ("7", "expenditure", "special")


def test_every_heading_differs_from_every_other_in_each_language():
    for language in ("ky", "ru", "en"):
        with translation.override(language):
            headings = [sheets.heading_of(key) for key in BY_KEY]
            assert [key_of(heading) for heading in headings] == list(BY_KEY)


def test_a_title_may_stand_above_the_headings_and_totals_below_the_lines(budget, codes):
    rows = [
        GRANT,
        NURSERY,
        {"title_ky": "Бардыгы:", "planned_draft": 950000},
        {"number": "ИТОГО", "planned_draft": "=SUM(F2:F3)"},
        {"number": None, "title_ru": "Всего расходов", "planned_draft": 250000},
    ]
    above = [["Бюджет 2026"], [None, "сом менен"]]
    plan = taken(budget, sheet_of(*rows, above=above))

    assert (len(plan.new_lines), len(plan.sheet.totals)) == (2, 3)


def test_a_village_is_known_by_its_name_in_any_language(draft, village, other_village):
    other_village.name_ru = "Ажек-Русский"
    other_village.save()
    taken(draft, sheet_of({"number": "3", "village": "АЖЕК-РУССКИЙ"}))

    assert draft.lines.get(number="3").village == other_village


# What is kept of it


def test_the_upload_keeps_the_file_and_what_it_brought(budget, codes, clerk):
    clerk.is_superuser = True
    clerk.save()
    data = sheet_of(GRANT, NURSERY)
    upload = sheets.brought(budget, data, by=clerk)
    take_in(upload, digest=try_out(upload).digest(), by=clerk)

    upload = BudgetUpload.objects.get()
    assert bytes(upload.content) == data
    assert upload.uploaded_by == clerk and upload.taken_in_at
    assert values(upload, "new_lines", "changed_lines", "new_figures") == (2, 0, 0)


def test_trying_stores_nothing_but_the_file_once(draft):
    before = list(BudgetLine.objects.order_by("pk").values())
    data = sheet_of({"number": "3", "planned_draft": 1})
    for _each in range(3):
        try_out(sheets.brought(draft, data))

    assert list(BudgetLine.objects.order_by("pk").values()) == before
    assert BudgetUpload.objects.count() == 1


# What it costs


def queries(budget, rows):
    data = sheet_of(*rows)
    upload = sheets.brought(budget, data)
    digest = try_out(upload).digest()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        take_in(upload, digest=digest)
    return len(captured)


def test_thirty_new_lines_cost_as_many_queries_as_three(budget, codes):
    rows = [NURSERY | {"number": str(number)} for number in range(40)]
    few, many = queries(budget, rows[:3]), queries(budget, rows[3:])

    assert few == many <= 30


def test_thirty_executed_figures_cost_as_many_queries_as_three(budget, codes, resolution):
    taken(budget, sheet_of(*[NURSERY | {"number": str(number)} for number in range(40)]))
    budget.approve(resolution, discrepancy={"ky": "Киреше кийин."})
    rows = [{"number": str(n), "quarter_1": 5, "title_ky": f"Бакча {n}"} for n in range(40)]
    few, many = queries(budget, rows[:3]), queries(budget, rows[3:])

    assert few == many <= 30


def test_an_export_brought_back_changes_nothing_and_a_changed_cell_alone_is_found(approved):
    def edit(page):
        page["E4"] = "Жаңы аталыш"

    plan = taken(approved, sheets.edited(exported(approved), edit))

    assert len(plan.changed_lines) == 1
    assert approved.lines.get(number="3").title_ky == "Жаңы аталыш"
