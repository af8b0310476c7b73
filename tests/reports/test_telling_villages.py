"""Report 8: all that is public about one village, on one sheet; never what is not published."""

from decimal import Decimal

import pytest
from django.test import Client

from budget.models import BudgetLine
from groups.models import InitiativeGroup, YearlyFigures
from hearings.counting.keeping import count_anew
from hearings.counting.statements import Statements
from hearings.models import Hearing
from hearings.models.choices import Sector, Status
from hearings.models.hearing import HearingQuerySet
from programs.models.measure import MeasureQuerySet
from tests import deeds
from tests.queries.counting import asked
from tests.reports.reading import page, table, words

BRIDGE = "Көпүрөнү оңдоп берүүңүздөрдү суранабыз, балдар өтө албайт."
REASON = {"ky": "Каражат жок.", "ru": "Нет денег.", "en": "There is no money."}


@pytest.fixture
def passport(village):
    """What the passport of the village says."""

    def passport(language="en", **chosen):
        return words("village", language, village=village.pk, **chosen)

    return passport


@pytest.fixture
def rows(village):
    """A table of the passport."""
    return lambda key: table("village", key, village=village.pk)


def figures(village):
    """The large figures of the passport by their labels."""
    sections = page("village", village=village.pk).context["sections"]
    return {str(each.label): each for section in sections for each in section.figures}


def test_a_village_is_chosen_from_the_list_of_villages(village, other_village, published):
    answer = page("village")

    (section,) = answer.context["sections"]
    assert {str(name): received for name, received, *_ in section.table.rows} == {
        "Airy-Tam": 1,
        "Ajek": 0,
    }
    assert f'href="/en/reports/village/?village={village.pk}"' in answer.content.decode()


@pytest.mark.parametrize(("language", "name"), [("ky", "Ажек"), ("ru", "Ажек"), ("en", "Ajek")])
def test_the_village_is_named_in_the_readers_language(other_village, language, name):
    said = page("village", language, village=other_village.pk).content.decode()

    assert f'<h2 id="glance">{name}</h2>' in said


def test_a_name_in_another_language_is_marked(village):
    type(village).objects.update(name_en="", name_ru="")

    said = page("village", village=village.pk).content.decode()

    assert '<h2 id="glance"><span lang="ky">Айры-Там</span></h2>' in said


def test_what_was_asked_and_decided_stands_in_the_passport(village, publish, clerk, rows):
    accepted, refused = publish(sector=Sector.ROADS), publish(sector=Sector.ROADS, text=BRIDGE)
    publish(sector=Sector.WATER)
    accepted.decide(Status.IN_BUDGET, by=clerk, reason=REASON)
    refused.decide(Status.REJECTED, by=clerk, reason=REASON, reason_code="no_money")

    found = figures(village)

    assert (found["Proposals received"].value, found["Accepted"].value) == ("3", "1")
    assert "1 of 2" in found["Accepted"].share
    assert rows("asked")["Roads and bridges"]["received"] == 2
    assert [row["decision"] for row in rows("decisions").values()] == [
        "Rejected",
        "Included in the budget",
    ]


def test_deeds_and_people_stand_in_the_passport(village, decided, rows):
    measure = deeds.measure("Мектеп", decided, village=village, status="done", households=40)
    deeds.made(measure, "Түтүк", "4.5", "км")
    InitiativeGroup.objects.create(
        name_en="Umut", village=village, reported_members=10, reported_women=6
    )
    YearlyFigures.objects.create(year=2025, village=village, population=2450)

    found, built, group = figures(village), rows("results")["Мектеп en"], rows("groups")["Umut"]

    assert (found["Residents"].value, found["Residents"].share) == ("2,450", "2025")
    assert (found["Measures"].value, found["Measures"].share) == ("1", "done: 1")
    assert rows("measures")["Мектеп en"]["status"] == "Done"
    assert (built["gained"], "4.5" in built["made"]) == ("Households: 40", True)
    assert (group["members"], group["women"], group["proposals"]) == (10, 6, 0)


def test_money_stands_in_the_passport(village, decided, rows):
    budget = deeds.budget()
    line = deeds.line(budget, "1", "500000", village=village, proposals=[decided])
    deeds.line(budget, "2", "300000", village=village)
    deeds.approve(budget)
    BudgetLine.objects.get(pk=line.pk).record_execution(2, Decimal(200000))

    money = rows("money")["2026"]

    assert (money["plan"], money["executed"], money["asked"]) == (800000, 200000, 500000)


def test_hearings_of_the_village_stand_in_the_passport(village, recorded, rows):
    recorded((2026, 3, 4), village=village, participants=135, women=57)
    recorded((2026, 3, 5), participants=83)

    assert figures(village)["Participants"].value == "135"
    assert [row["women"] for row in rows("hearings").values()] == [57]


def test_what_is_not_stated_is_never_zero(village, passport):
    assert figures(village)["Residents"].value != "0"
    assert "Not stated Residents" in passport() or "Residents Not stated" in passport()
    # No hearing was held, so nothing about one is left unstated.
    assert "Participants" not in figures(village)


def test_another_village_is_not_in_it(village, other_village, publish, passport):
    publish(village=other_village, text="Ажекке көпүрө керек, эскиси кулап калды.")

    assert "Ажекке" not in passport()
    assert figures(village)["Proposals received"].value == "0"


def test_years_narrow_it(village, publish, passport):
    publish()

    assert figures_of_years(village, 2000, 2001)["Proposals received"].value == "0"


def figures_of_years(village, first, last):
    chosen = {"village": village.pk, "first_year": first, "last_year": last}
    sections = page("village", **chosen).context["sections"]
    return {str(each.label): each for section in sections for each in section.figures}


def test_what_does_not_fit_is_counted_and_linked(village, publish):
    for sector in list(Sector)[:7]:
        publish(sector=sector)

    answer = page("village", village=village.pk)
    part = next(each for each in answer.context["sections"] if each.key == "asked")

    assert len(part.table.rows) == 4
    assert "4 of 7" in " ".join(part.table.notes)
    assert f'<p class="more"><a href="/en/reports/proposals/?village={village.pk}">' in (
        answer.content.decode()
    )


@pytest.fixture
def hidden(village, submit):
    """A proposal on health and a measure, which nobody may see yet."""
    submit(text="Купуя сөз: бул сунушту азырынча эч ким окуй албайт.", sector=Sector.HEALTH)
    deeds.measure("Купуя", village=village, is_public=False)


def tell_of_every_measure(monkeypatch):
    monkeypatch.setattr(MeasureQuerySet, "public", MeasureQuerySet.all)


def count_every_proposal(monkeypatch):
    monkeypatch.setattr(Statements, "is_counted", lambda of, row: "1 = 1")
    count_anew()


LOCKS = [
    (tell_of_every_measure, "Купуя"),
    (count_every_proposal, "Health"),
]


@pytest.mark.parametrize(("unlock", "word"), LOCKS)
def test_what_is_not_published_is_not_in_it(village, hidden, passport, monkeypatch, unlock, word):
    assert word not in passport()

    # Negative control: without the lock it would be.
    unlock(monkeypatch)
    assert word in passport()


def test_a_draft_hearing_is_not_in_it(village, recorded, rows, monkeypatch):
    hearing = recorded((2026, 3, 4), village=village, participants=135)
    Hearing.objects.filter(pk=hearing.pk).update(published_at=None)
    assert rows("hearings") == {}

    # Negative control: without the lock it would be.
    monkeypatch.setattr(HearingQuerySet, "public", HearingQuerySet.all)
    assert len(rows("hearings")) == 1


def test_the_page_of_a_village_leads_to_its_passport(village):
    place = f"/en/reports/village/?village={village.pk}"

    assert f'href="{place}"' in Client().get(f"/en/villages/{village.pk}/").content.decode()


def test_many_rows_ask_no_more_than_few(village, publish, clerk):
    client, place = Client(), f"/ky/reports/village/?village={village.pk}"

    def grow(times):
        for number in range(times):
            proposal = publish(sector=list(Sector)[number % 5])
            proposal.decide(Status.IN_BUDGET, by=clerk, reason=REASON)
            deeds.made(deeds.measure("Чара", proposal, village=village, status="done"), "Түтүк")
            InitiativeGroup.objects.create(name_ky="Умут", village=village)

    grow(2)
    asked(client, place)
    few = asked(client, place)
    grow(4)

    assert len(asked(client, place)) == len(few)
