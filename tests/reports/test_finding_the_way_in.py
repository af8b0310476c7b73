"""From home to what was asked, decided, funded and built in one's own village: two clicks."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from groups.models import Village
from tests.desk import words_of
from tests.queries.counting import asked


class Links(HTMLParser):
    """The links of a page: their words and where they lead."""

    def __init__(self, response):
        super().__init__()
        self.found, self._href, self._words = [], None, []
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self._href, self._words = dict(attrs)["href"], []

    def handle_data(self, data):
        if self._href:
            self._words.append(data)

    def handle_endtag(self, tag):
        if tag == "a":
            self.found.append((" ".join("".join(self._words).split()), self._href))
            self._href = None

    def to(self, words):
        """Where the link with these words leads."""
        return next(href for text, href in self.found if text == words)


def follow(page, *words):
    """The page to which links with these words lead, one click after the other."""
    reader = Client()
    response = reader.get(page)
    for text in words:
        response = reader.get(Links(response).to(text))
        assert response.status_code == 200
    return response


def test_one_click_leads_from_home_to_ones_own_village(aimak, village, decided):
    page = words_of(follow("/en/", "Airy-Tam"))

    for heading in ("Proposals received", "Decided", "Measures", "Money of the budget"):
        assert heading in page


NAMES = [("ky", "Айры-Там"), ("ru", "Айры-Там"), ("en", "Airy-Tam")]


@pytest.mark.parametrize(("language", "name"), NAMES)
def test_home_names_the_villages_in_the_readers_language(aimak, village, language, name):
    assert Links(Client().get(f"/{language}/")).to(name) == f"/{language}/villages/{village.pk}/"


def test_home_lists_the_villages_in_the_order_of_the_alphabet(aimak):
    for name in ("Үч-Терек", "Ажек", "Өзгөн", "Ош", "Ноокат"):
        Village.objects.create(name_ky=name)

    home = Client().get("/ky/").content.decode()

    names = ["Ажек", "Ноокат", "Ош", "Өзгөн", "Үч-Терек"]
    places = [home.index(f">{name}</a>") for name in names]
    assert places == sorted(places)


def test_a_village_without_a_name_in_the_readers_language_is_marked(aimak):
    Village.objects.create(name_ky="Ажек")

    assert '<span lang="ky">Ажек</span></a>' in Client().get("/en/").content.decode()


def test_home_asks_no_more_for_many_villages(aimak):
    client = Client()
    asked(client, "/ky/")
    few = asked(client, "/ky/")

    for number in range(9):
        Village.objects.create(name_ky=f"Айыл {number}")

    assert len(asked(client, "/ky/")) == len(few) <= 5


def test_home_stands_without_villages_and_without_an_aimak(db):
    assert 'id="villages"' not in Client().get("/ky/").content.decode()


def test_every_page_leads_to_the_reports(aimak):
    assert words_of(follow("/en/about/", "Reports")).count("Reports")
