"""The facts of the demonstration: every figure of the sources, and nothing that they do not say."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from aimak_portal.demo import state
from groups.models import (
    Aimak,
    ContactPhone,
    InitiativeGroup,
    LegalReference,
    Village,
    YearlyFigures,
)
from hearings.models import Hearing, LocalAct, Minutes, Proposal
from hearings.models.choices import Status
from programs.models import Award, Contribution, Measure, Partner, Program, Result

LANGUAGES = ("ky", "ru", "en")
TRANSLATED = (
    Hearing,
    LocalAct,
    Minutes,
    Village,
    InitiativeGroup,
    LegalReference,
    Program,
    Partner,
    Measure,
    Contribution,
    Result,
    Award,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts")]


@pytest.fixture(scope="module")
def facts(django_db_setup, django_db_blocker):
    """Loaded once for the whole file: no test here writes."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def sedp_minutes():
    return Minutes.objects.get(hearing__kind=Hearing.Kind.SEDP, hearing__starts_at=None)


def budget_minutes():
    return Minutes.objects.get(hearing__kind=Hearing.Kind.BUDGET_DRAFT, hearing__starts_at=None)


def figures(minutes):
    """The stated figures of the minutes, and the names of those that are not stated."""
    values = {field: getattr(minutes, field) for field in Minutes.FIGURES}
    stated = {field: value for field, value in values.items() if value is not None}
    return stated, set(values) - set(stated)


def test_the_sedp_hearing_has_the_figures_of_the_sources_and_no_others():
    stated, silent = figures(sedp_minutes())

    assert stated == {
        "participants": 83,
        "women": 31,
        "items_received": 23,
        "items_from_groups": 11,
        "accepted": 8,
    }
    assert silent == {"men", "from_groups", "youth", "proposals_received", "questions_received"}


def test_the_budget_hearing_has_the_figures_of_the_sources_and_no_others():
    stated, silent = figures(budget_minutes())

    assert stated == {
        "participants": 135,
        "women": 57,
        "men": 78,
        "from_groups": 25,
        "proposals_received": 11,
        "accepted": 7,
    }
    assert silent == {"youth", "items_received", "questions_received", "items_from_groups"}


def test_dates_places_and_years_that_no_source_states_are_unknown():
    for hearing in Hearing.objects.all():
        assert (hearing.starts_at, hearing.subject_year, hearing.village) == (None, None, None)
        assert not any(getattr(hearing, f"place_{code}") for code in LANGUAGES)
        assert hearing.stage() == Hearing.Stage.RECORDED


def test_the_three_proposals_of_the_groups_have_no_stated_outcome():
    proposals = Proposal.objects.all()

    assert [proposal.summary_en for proposal in proposals.order_by("number")] == [
        "Improve the libraries",
        "Buy a vehicle for the delivery of drinking water",
        "Buy a bus to take children to school",
    ]
    for proposal in proposals:
        assert proposal.status == Status.NOT_STATED
        assert proposal.is_public
        assert proposal.hearing == budget_minutes().hearing
        assert (proposal.from_group, proposal.group, proposal.received_on) == (True, None, None)
        assert (proposal.due_on, proposal.sex) == (None, "")


def test_the_aimak_is_as_the_sources_and_the_register_name_it():
    aimak = Aimak.objects.get()

    assert (aimak.name_ru, aimak.soate_code) == ("1-Майский айылный аймак", "41703204850000")
    assert (aimak.group_count, aimak.groups_since, aimak.women_share_above) == (8, 2014, 30)
    assert aimak.email == "1-mai_ao@mail.ru"
    assert aimak.is_demo is False
    assert "Первомайский" in aimak.earlier_names.get().name_ru
    for code in LANGUAGES:
        assert len(getattr(aimak, f"groups_purpose_{code}").splitlines()) == 3
        assert len(getattr(aimak, f"groups_composition_{code}").splitlines()) == 4
        assert len(getattr(aimak, f"groups_results_{code}").splitlines()) == 10


def test_telephones_that_may_be_private_are_stored_and_not_published():
    phones = ContactPhone.objects.all()

    assert [str(phone.number.as_e164) for phone in phones] == [
        "+996777787138",
        "+996700637912",
        "+996771631631",
    ]
    assert not any(phone.is_public for phone in phones)


def test_the_villages_have_their_register_codes():
    codes = dict(Village.objects.values_list("soate_code", "name_ru"))

    assert codes == {
        "41703204850010": "Айры-Там",
        "41703204850020": "Ак-Башат",
        "41703204850030": "Алма-Бель",
        "41703204850060": "Джаны-Шаар",
        "41703204850070": "Кара-Ункюр",
        "41703204850090": "Ажек",
        "41703204850120": "Совет-Сай",
    }


def test_the_groups_of_2014_and_the_women_at_the_water_pipe_are_there():
    year, group = YearlyFigures.objects.get(), InitiativeGroup.objects.get()

    assert (year.year, year.group_count, year.village) == (2014, 5, None)
    assert (year.population, year.households) == (None, None)
    assert (group.head_count, group.women, group.founded_year) == (50, 50, None)


def test_local_acts_keep_numbers_as_text_and_unknown_dates_stand_last():
    acts = [(act.kind, act.number, act.adopted_on) for act in LocalAct.objects.newest_first()]

    assert acts == [
        ("resolution", "1/5", date(2021, 12, 24)),
        ("resolution", "23", date(2017, 11, 22)),
        ("rules", "", None),
        ("charter", "", None),
    ]


def test_no_legal_reference_pretends_to_have_been_checked():
    references = LegalReference.objects.all()

    assert [reference.article_en or "" for reference in references] == [
        "Article 111",
        "",
        "Part 2",
        "Article 21",
    ]
    assert not any(reference.checked_on for reference in references)


@pytest.mark.parametrize("model", TRANSLATED, ids=lambda model: model.__name__)
def test_what_the_facts_say_in_one_language_they_say_in_all_three(model):
    columns = {re.sub("_ky$", "", each.name) for each in model._meta.fields if "_ky" in each.name}

    for record in model.objects.all():
        for column in columns:
            said = {bool(getattr(record, f"{column}_{code}")) for code in LANGUAGES}
            assert len(said) == 1, f"{record}: {column}"


def test_the_facts_are_as_many_as_the_files_say():
    assert state.counts_of_facts() == {
        model: model.objects.count() for model in state.COUNTED if model.objects.exists()
    }


# Pages

# As a value it stands with its capital letter; inside a sentence it is written small.
NOT_STATED = {"ky": "Көрсөтүлгөн эмес", "ru": "Не указано", "en": "Not stated"}
DATE_PLACE_AND_YEAR = 3


def page_of(minutes, client, language):
    response = client.get(f"/{language}/hearings/{minutes.hearing_id}/")
    assert response.status_code == 200
    return response.content.decode()


def values(page):
    """Every number that stands at the beginning of an element: tiles, cells, definitions."""
    return set(re.findall(r">\s*(\d+)\b", page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_of_the_sedp_hearing_stand_on_its_page(client, language):
    page = page_of(sedp_minutes(), client, language)

    assert {"83", "31", "23", "11", "8"} <= values(page)
    assert "52" not in values(page), "83 − 31 was reported by nobody"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_of_the_budget_hearing_stand_on_its_page(client, language):
    page = page_of(budget_minutes(), client, language)

    assert {"135", "57", "78", "25", "11", "7"} <= values(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("minutes_of", [sedp_minutes, budget_minutes], ids=["sedp", "budget"])
def test_where_the_sources_are_silent_the_page_says_so_in_words(client, language, minutes_of):
    _stated, silent = figures(minutes_of())

    page = page_of(minutes_of(), client, language)

    assert page.count(NOT_STATED[language]) >= len(silent) + DATE_PLACE_AND_YEAR
