"""Every public page answers in three languages, with data and on the first day without any."""

import re
from functools import cache

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hearings import receipts
from tests.aimak_portal import pages
from tests.aimak_portal.routes import addresses, body, public_routes

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# What leads a stranger elsewhere: to the form that was not sent yet, to the sign-in.
LEADING_ON = ("/sent/", "/reports/pack/")
# A year whose thousands are apart, as those of numbers are: 2 026 or 2,026 or 2.026.
GROUPED_YEAR = re.compile(
    r"(?<![\d,.\xa0])(?:1[ \xa0\u202f,.]9\d\d|2[ \xa0\u202f,.]0\d\d)(?![\d,.\xa0]*\d)"
)
SWITCH = re.compile(
    r'<a[^>]*href="([^"]+)"[^>]*hreflang="(\w+)"|hreflang="(\w+)"[^>]*href="([^"]+)"'
)


def plain_pages(language):
    """The public pages that need no record."""
    return [
        route.at(language)
        for route in public_routes()
        if not route.holes and route.address.startswith("<lang>/")
    ]


@pytest.fixture(scope="module")
def pages_in(_house):
    """The public pages in a language, as pairs of address and text: read once for all who ask."""

    @cache
    def read(language):
        answers = (
            (place, Client().get(place)) for place in addresses(public_routes(), _house, language)
        )
        texts = [(place, answer, body(answer)) for place, answer in answers]
        found = [(place, text) for place, answer, text in texts if _is_a_page(answer)]
        assert len(found) > 40
        return found

    return read


def _is_a_page(response):
    return "text/html" in response["Content-Type"] and response.status_code != 302


def visible(house):
    """What anybody may open, by a word."""
    yield from (house.hearings[name] for name in house.hearings if name != "draft")
    yield from house.groups.values()
    yield from house.villages
    hidden = {"submitted", "returned", "declined", "taken down", "withdrawn"}
    yield from (each for name, each in house.proposals.items() if name not in hidden)


def switches(html):
    found = {}
    for address, language, other_language, other in SWITCH.findall(html):
        found[language or other_language] = (address or other).replace("&amp;", "&")
    return found


def marked(html, text):
    """The languages in which a text is marked to be, wherever it stands on the page."""
    return {language for said, language in pages.words(html) if text in said}


def assert_in(language, response, place):
    """A page, and a feed, says in which language it is; a calendar marks each text."""
    text = body(response)
    kind = response["Content-Type"]
    if "text/html" in kind:
        assert f'<html lang="{language}"' in text, place
    elif "xml" in kind:
        assert f'xml:lang="{language}"' in text, place


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_before_anything_is_entered(db, language):
    for place in plain_pages(language):
        response = Client().get(place)
        if place.endswith(LEADING_ON):
            assert response.status_code == 302
            continue
        assert response.status_code == 200, place
        assert_in(language, response, place)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_in_a_full_house(house, language):
    with translation.override(language):
        places = [each.get_absolute_url() for each in visible(house)]
    for place in [*plain_pages(language), *places]:
        if place.endswith(LEADING_ON):
            continue
        response = Client().get(place)
        assert response.status_code == 200, place
        assert_in(language, response, place)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_repeats_an_id_or_leaves_its_title_empty(house, pages_in, language):
    for place, html in pages_in(language):
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), place
        assert re.search(r"<title>\s*\S[^<]*</title>", html), place
        assert html.count("<h1") == 1, place


def test_the_receipt_is_shown_to_who_sent_the_words(house):
    client = Client()
    page = body(client.get(reverse("hearings:proposal_new")))
    typed = {
        "kind": "proposal",
        "text": "Көпүрө керек.",
        "language": "ky",
        "sector": "roads",
        "village": house.villages[0].pk,
        "consent": "on",
        "token": pages.typed(page)["token"][0],
    }
    response = client.post(reverse("hearings:proposal_new"), typed)
    assert response.status_code == 303
    for language in LANGUAGES:
        with translation.override(language):
            response = client.get(reverse("hearings:proposal_sent"))
        assert response.status_code == 200
        assert re.search(r"[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]", body(response))


# The way in


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("ky", "ky"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("en-GB,en;q=0.5", "en"),
        ("de,fr;q=0.9", "ky"),
        ("kk,uz;q=0.8,ru;q=0.5", "ru"),
        ("", "ky"),
        ("*", "ky"),
        ("nonsense;;;q=x", "ky"),
    ],
)
def test_the_root_sends_a_reader_to_their_language_and_the_unsure_to_kyrgyz(db, wanted, language):
    response = Client().get("/", headers={"Accept-Language": wanted} if wanted else {})
    assert response.status_code == 302
    assert response["Location"] == f"/{language}/"
    assert "Accept-Language" in response["Vary"]


def test_an_address_without_a_language_finds_its_page(house):
    place = house.hearings["recorded"].get_absolute_url().removeprefix("/ky")
    response = Client().get(place + "?a=1", headers={"Accept-Language": "ru"})
    assert response.status_code == 302
    assert response["Location"] == f"/ru{place}?a=1"


# The language switch


@pytest.mark.parametrize("query", ["", "?q=%D1%81%D1%83%D1%83&page=2", "?status=rejected"])
def test_the_language_switch_keeps_the_page_and_its_question(house, query):
    for place in addresses(public_routes(), house):
        response = Client().get(place + query)
        html = body(response)
        if "text/html" not in response["Content-Type"] or response.status_code == 302:
            continue
        found = switches(html)
        assert set(found) >= {"ru", "en"}, place
        for language, address in found.items():
            assert address == f"/{language}/{place[4:]}{query}", place


def test_the_language_switch_of_a_missing_page_answers_in_that_language(db):
    found = switches(body(Client().get("/ky/no-such-page/")))
    assert found["ru"] == "/ru/no-such-page/"
    assert '<html lang="ru"' in body(Client().get(found["ru"]))


# Texts in another language than the page's


def test_a_text_that_is_not_translated_is_shown_in_its_own_language(house):
    page = body(Client().get("/en/about/"))
    assert marked(page, "Ала-Бука району") == {"ky"}
    assert "Ала-Бука району" not in body(Client().get("/ru/about/"))


def test_a_citizens_words_stand_in_their_own_language(house):
    for name, language, text in [
        ("published", "ky", "автобус керек"),
        ("in Russian", "ru", "Нужен мост"),
        ("in English", "en", "The library needs"),
    ]:
        for shown in LANGUAGES:
            with translation.override(shown):
                place = house.proposals[name].get_absolute_url()
            told = marked(body(Client().get(place)), text)
            assert told == {language}, (name, shown)


def test_a_citizens_words_keep_their_language_in_every_list(house):
    text = "Жол качан оңдолот"
    for place in ("/en/proposals/", "/en/", "/en/search/?q=жол"):
        told = marked(body(Client().get(place)), text)
        assert told <= {"ky"}, place
    assert marked(body(Client().get("/en/proposals/")), text) == {"ky"}


def test_the_status_by_the_code_is_told_in_the_readers_language(house):
    code = receipts.printed(receipts.code_from(house.secrets["returned"]))
    for language in LANGUAGES:
        response = Client().post(f"/{language}/proposals/track/", {"code": code})
        html = body(response)
        assert response.status_code == 200
        assert f'<html lang="{language}"' in html
        assert marked(html, "купияэмнеге") <= {"ky", "ru"}


# Years are no quantities


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_year_has_its_thousands_apart(house, pages_in, language):
    for place, html in pages_in(language):
        text = " ".join(said for said, _language in pages.words(html))
        assert not GROUPED_YEAR.findall(text), place


@pytest.mark.parametrize("year", ["2 026", "2\xa0027", "2,026", "1 991", "2.028"])
def test_a_year_with_its_thousands_apart_would_be_seen(year):
    assert GROUPED_YEAR.search(f"бюджет {year} жыл")


@pytest.mark.parametrize("text", ["2026", "12 026", "2 135 000", "1 240", "01.02.2026", "2 135"])
def test_other_figures_are_no_such_year(text):
    assert not GROUPED_YEAR.search(f"жыл {text} адам")


@pytest.mark.parametrize("language", LANGUAGES)
def test_quantities_have_their_thousands_apart(house, language):
    apart = {"ky": "2\xa0135", "ru": "2\xa0135", "en": "2,135"}[language]
    with translation.override(language):
        place = house.hearings["recorded"].get_absolute_url()
    assert apart in body(Client().get(place)).replace("&nbsp;", "\xa0")
