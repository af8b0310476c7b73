"""Everything public is found in whatever letters a reader types Kyrgyz; nothing else is."""

import pytest
from django.urls import reverse
from django.utils import timezone

from groups.models import InitiativeGroup, Member
from hearings.models import Hearing, LocalAct, Proposal
from hearings.models.choices import Status


@pytest.fixture
def find(client, db):
    def find(q):
        response = client.get(reverse("search"), {"q": q})
        assert response.status_code == 200
        return {name: found for name, found in response.context["results"].items() if found}

    return find


@pytest.fixture
def narrowed(client, db):
    """The numbers that the register shows for these choices."""

    def narrowed(**chosen):
        response = client.get(reverse("hearings:proposal_list"), chosen)
        assert response.status_code == 200
        return [proposal.number for proposal in response.context["page"]]

    return narrowed


@pytest.fixture
def everything(village, hearing, submit, clerk):
    """One of each kind, all about the bridge."""
    proposal = submit(text="Көпүрөнү оңдоо керек.")
    proposal.publish(by=clerk)
    hearing.agenda_ky = "Көпүрө жөнүндө"
    hearing.save()
    village.name_ky = "Көпүрө-Баш"
    village.save()
    group = InitiativeGroup.objects.create(name_ky="Көпүрө тобу")
    act = LocalAct.objects.create(kind="resolution", number="1/5", title_ky="Көпүрө жөнүндө токтом")
    return {
        "proposals": [proposal],
        "hearings": [hearing],
        "villages": [village],
        "groups": [group],
        "acts": [act],
    }


@pytest.mark.parametrize("q", ["көпүрө", "копуро", "КӨПҮРӨ", "кɵпүрɵ", "  көпүрө  ", "«көпүрө»"])
def test_one_search_finds_every_kind_of_thing(find, everything, q):
    assert find(q) == everything


def test_every_word_has_to_be_there(find, everything):
    assert set(find("көпүрө оңдоо")) == {"proposals"}
    assert find("көпүрө китепкана") == {}


def test_a_number_is_found(find, everything):
    [proposal] = everything["proposals"]

    assert find(proposal.number) == {"proposals": [proposal]}


def test_staffs_summary_in_another_language_is_found(find, published):
    published.summary_ru, published.summary_en = "Школьный автобус", "School bus"
    published.save()

    assert find("школьный")["proposals"] == find("BUS")["proposals"] == [published]


def test_what_is_not_public_is_not_found(find, submit, submitted, clerk, aimak):
    declined = submit()
    declined.decline(by=clerk, reason_code="insults", reason="x")
    Hearing.objects.create(kind="other", title_ky="Мектеп жөнүндө")
    LocalAct.objects.create(kind="rules", title_ky="Мектеп эрежеси", is_public=False)
    InitiativeGroup.objects.create(name_ky="Мектеп", dissolved_on=timezone.localdate())

    assert find("мектеп") == {}
    submitted.publish(by=clerk)
    assert find("мектеп") == {"proposals": [submitted]}


def test_people_are_not_found(find, submit, clerk):
    group = InitiativeGroup.objects.create(name_ky="Умут")
    Member.objects.create(group=group, full_name="Асанбек Маркеров", is_public=True)
    contact = {"full_name": "Асанбек Маркеров", "phone": "+996777000111", "email": "m@example.kg"}
    submit(contact=contact).publish(by=clerk)

    for personal in ("Маркеров", "Асанбек", "777000111", "m@example.kg"):
        assert find(personal) == {}


@pytest.mark.parametrize("q", ["", "   ", "\t"])
def test_no_words_find_nothing(find, everything, q):
    assert find(q) == {}


@pytest.mark.parametrize(
    "q", ["%", "_", "%%%", "'", '"', "\\", "--", "*", "()", "a" * 5000, "😀", "\u200b", "\ud7ff"]
)
def test_strange_words_break_nothing(find, everything, q):
    assert find(q) == {}


@pytest.mark.parametrize("q", ["%", "_", "к%о", "к_пүрө"])
def test_signs_of_the_database_are_plain_letters(find, everything, q):
    assert find(q) == {}


def test_a_nul_character_is_refused_before_the_search(client, db):
    assert client.get(reverse("search") + "?q=%00").status_code == 400


def test_what_was_searched_for_stands_in_the_page_as_text(client, db):
    html = client.get(reverse("search"), {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


# The register


@pytest.fixture
def register(submit, clerk, village, other_village, held_hearing):
    """Three public proposals that differ in everything, by nickname."""
    proposals = {
        "road": submit(text="Жолду оңдоо", sector="roads", village=village),
        "water": submit(text="Таза суу", sector="water", village=other_village, kind="question"),
        "paper": submit(text="Жол жана суу", channel="paper", hearing=held_hearing, sector="other"),
    }
    for proposal in proposals.values():
        proposal.publish(by=clerk)
    proposals["road"].decide(Status.IN_BUDGET, by=clerk, reason="x")
    return {name: proposal.number for name, proposal in proposals.items()}


def test_the_register_shows_the_newest_first(narrowed, register):
    assert narrowed() == sorted(register.values(), reverse=True)


def test_the_register_is_narrowed_by_each_choice(
    narrowed, register, village, other_village, held_hearing
):
    assert narrowed(q="суу") == [register["paper"], register["water"]]
    assert narrowed(sector="roads") == [register["road"]]
    assert narrowed(status="in_budget") == [register["road"]]
    assert narrowed(kind="question") == [register["water"]]
    assert narrowed(village=other_village.pk) == [register["water"]]
    assert narrowed(hearing=held_hearing.pk) == [register["paper"]]


def test_choices_narrow_together(narrowed, register, village):
    assert narrowed(q="жол", sector="roads", village=village.pk, kind="proposal") == [
        register["road"]
    ]
    assert narrowed(q="жол", sector="water") == []


@pytest.mark.parametrize(
    "impossible",
    [
        {"sector": "gold"},
        {"status": "submitted"},
        {"status": "declined"},
        {"kind": "x"},
        {"village": "x"},
        {"village": "9" * 30},
        {"hearing": "-1"},
        {"hearing": "9" * 30},
        {"hearing": "x"},
        {"q": "x" * 201},
        {"page": "-1"},
        {"page": "x"},
        {"page": "9" * 30},
        {"proposer__phone__startswith": "9"},
        {"status__in": "x"},
        {"o": "1; DROP TABLE"},
    ],
)
def test_an_impossible_choice_is_passed_over(narrowed, register, impossible):
    assert narrowed(**impossible) == narrowed()


def test_a_long_register_has_pages_that_keep_the_choices(submit, clerk, client):
    for _ in range(21):
        submit(sector="roads").publish(by=clerk)
    submit(sector="water").publish(by=clerk)

    address = reverse("hearings:proposal_list")
    second = client.get(address, {"sector": "roads", "page": 2})

    assert len(second.context["page"]) == 1
    assert "sector=roads" in second.content.decode()


def test_rows_written_past_their_save_are_found_once_refreshed(find, published):
    Proposal.objects.filter(pk=published.pk).update(text="Китепкана керек.")
    assert find("китепкана") == {}

    Proposal.objects.all().refresh_search()

    assert find("китепкана") == {"proposals": [published]}
