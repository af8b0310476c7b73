"""The deeds of the sources: two programmes, three things done together, two contests won."""

import re
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from budget.models import Budget, BudgetLine
from hearings.models import LocalAct
from programs.models import Award, Contribution, Measure, Program
from programs.models.choices import Source, Status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts")]


@pytest.fixture(scope="module")
def facts(django_db_setup, django_db_blocker):
    """Loaded once for the whole file: no test here writes."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def bus():
    return Measure.objects.get(sector="transport")


def water():
    return Measure.objects.get(sector="water")


def dam():
    return Measure.objects.get(sector="disasters")


def gained(measure):
    """The stated counts of who gained, by kind."""
    counts = {kind: getattr(measure, kind) for kind in Measure.BENEFICIARIES}
    return {kind: count for kind, count in counts.items() if count is not None}


def given(measure):
    """Who gave, how much and in which words."""
    return [
        (each.source, each.partner and each.partner.name_en, each.amount, each.words_en)
        for each in measure.contributions.all()
    ]


def made(measure):
    return [(result.quantity, result.unit_en) for result in measure.results.all()]


def test_the_programmes_are_approved_by_the_resolutions_of_the_sources():
    programs = Program.objects.newest_first()

    assert [(each.years, each.resolution.number) for each in programs] == [
        ("2022–2026", "1/5"),
        ("2018–2022", "23"),
    ]
    assert [str(each.resolution.adopted_on) for each in programs] == ["2021-12-24", "2017-11-22"]


def test_both_programmes_hold_in_2022_the_newer_one_first():
    assert [each.first_year for each in Program.objects.in_force(2022)] == [2022, 2018]


def test_which_programme_was_heard_is_not_stated():
    assert not Program.hearings.through.objects.exists()
    assert not any(program.sectors.exists() for program in Program.objects.all())


def test_parents_and_the_local_budget_paid_for_the_way_to_school():
    assert given(bus()) == [
        (Source.LOCAL_BUDGET, None, Decimal(250_000), None),
        (Source.COMMUNITY, None, Decimal(50_000), "Contribution of the parents"),
    ]
    assert bus().contributions.totals() == {"stated": Decimal(300_000), "unstated": 0}
    assert gained(bus()) == {"pupils": 85}
    assert made(bus()) == [(85, "pupils")]
    assert bus().village is None, "which villages lie at the border is not stated"


def test_the_water_pipe_has_its_figures_and_nobodys_amount():
    assert made(water()) == [(Decimal("4.5"), "km")]
    assert gained(water()) == {"households": 143, "women": 109, "men": 155, "children": 85}
    assert water().village.name_en == "Airy-Tam"
    assert given(water()) == [
        (
            Source.DONOR,
            "UN World Food Programme (UN WFP)",
            None,
            "Investment to lay the pipes",
        ),
        (Source.LOCAL_BUDGET, None, None, "Funds for machinery and fuel"),
        (
            Source.COMMUNITY,
            "Initiative group",
            None,
            "A group of 50 women organised food for the workers",
        ),
    ]
    assert water().contributions.totals() == {"stated": None, "unstated": 3}


def test_the_dam_has_its_figures_and_no_money():
    assert made(dam()) == [(300, "m"), (2000, "seedlings")]
    assert gained(dam()) == {"families": 180}
    assert dam().village.name_en == "Ajek"
    assert [each.partner.name_en for each in dam().contributions.all()] == [
        "Ministry of Emergency Situations",
        "Initiative group",
        "Local community",
    ]
    assert dam().contributions.totals() == {"stated": None, "unstated": 3}


def test_what_was_done_is_done_on_a_day_that_nobody_states():
    for measure in Measure.objects.all():
        assert measure.status == Status.DONE
        assert [(step.new_status, step.on) for step in measure.steps.all()] == [("done", None)]
        assert (measure.first_year, measure.last_year) == (None, None)


def test_no_measure_is_tied_to_anything_without_evidence():
    for measure in Measure.objects.all():
        assert (measure.program, measure.planned_cost) == (None, None)
        assert not measure.proposals.exists()
        assert not measure.photos.exists()
        assert not (measure.responsible_en or measure.indicator_en)
    assert not Budget.objects.exists()
    assert not BudgetLine.objects.exists()


def test_the_only_money_of_the_measures_is_that_of_the_way_to_school():
    stated = Contribution.objects.filter(amount__isnull=False)

    assert {each.measure for each in stated} == {bus()}


def test_both_contests_were_won_and_what_the_prizes_bought_is_told():
    awards = Award.objects.newest_first()

    assert [(award.year, award.place, award.prize) for award in awards] == [
        (2015, 1, Decimal(170_000)),
        (2014, 1, Decimal(100_000)),
    ]
    assert [award.measure for award in awards] == [None, None]
    assert "Таза суунун башаты таза болсун" in awards[1].initiative_ky
    assert "Таза суунун башаты таза болсун" in awards[1].initiative_ru
    assert awards[0].contest_en == "“Real Citizen Participation in the Budgetary Process”"
    assert "4 November 2014" in awards[0].note_en


def test_the_rules_on_livestock_say_who_initiated_them():
    rules = LocalAct.objects.get(kind=LocalAct.Kind.RULES)

    assert rules.title_ru == "Правила перегона и содержания скота в общественных местах"
    assert "initiative groups initiated the rules" in rules.about_en
    assert (rules.adopted_on, rules.hearing) == (None, None)


# Pages

MONEY = {
    "ky": ("250 000", "50 000", "300 000"),
    "ru": ("250 000", "50 000", "300 000"),
    "en": ("250,000", "50,000", "300,000"),
}
KILOMETRES = {"ky": "4,5 км", "ru": "4,5 км", "en": "4.5 km"}
PRIZES = {
    "ky": ("100 000", "170 000"),
    "ru": ("100 000", "170 000"),
    "en": ("100,000", "170,000"),
}
NOT_STATED = {"ky": "Көрсөтүлгөн эмес", "ru": "Не указано", "en": "Not stated"}


def words(client, address):
    """The words of a page, without its markup and with ordinary spaces."""
    response = client.get(address)
    assert response.status_code == 200
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text)


def page_of(measure, client, language):
    return words(client, f"/{language}/measures/{measure.pk}/")


@pytest.mark.parametrize("language", MONEY)
def test_the_page_of_the_way_to_school_adds_its_money_up(client, language):
    page = page_of(bus(), client, language)

    for amount in MONEY[language]:
        assert amount in page
    assert "85" in page


@pytest.mark.parametrize("language", MONEY)
def test_the_page_of_the_water_pipe_says_that_no_amount_is_stated(client, language):
    page = page_of(water(), client, language)

    for figure in (KILOMETRES[language], "143", "109", "155", "85"):
        assert figure in page
    assert page.count(NOT_STATED[language]) >= water().contributions.count()
    assert water().contributions.first().partner.name_en in page_of(water(), client, "en")


@pytest.mark.parametrize("language", MONEY)
def test_the_page_of_the_dam_has_its_figures(client, language):
    page = page_of(dam(), client, language)

    for figure in ("300", "2 000" if language != "en" else "2,000", "180"):
        assert figure in page


@pytest.mark.parametrize("language", MONEY)
def test_the_prizes_stand_among_the_programmes(client, language):
    page = words(client, f"/{language}/programs/")

    for prize in PRIZES[language]:
        assert prize in page
