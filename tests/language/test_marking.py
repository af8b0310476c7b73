"""What was looked for is marked as it is written, never where it does harm."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.models import InitiativeGroup
from language.folding import words
from language.marking import excerpt, marked, passage, places
from language.ranking import BEGINNINGS, BEGINS, PARTS, STANDS, WHOLE, rank

PAIRS = [
    ("учун", "Жаштар үчүн", "Жаштар <mark>үчүн</mark>"),
    ("ОКМОТУ", "Айыл өкмөтү", "Айыл <mark>өкмөтү</mark>"),
    ("окмоту", "Айыл ɵкмɵтү", "Айыл <mark>ɵкмɵтү</mark>"),
    ("елка", "Ёлка", "<mark>Ёлка</mark>"),
    ("мектеп", "МЕКТЕПКЕ жол", "<mark>МЕКТЕП</mark>КЕ жол"),
    ("мектеп", "мек\xadтеп", "<mark>мек\xadтеп</mark>"),
    ("кои", "ко\u0438\u0306", "ко\u0438\u0306"),
    ("кой", "ко\u0438\u0306", "<mark>ко\u0438\u0306</mark>"),
    ("fi", "ﬁре", "<mark>ﬁ</mark>ре"),
    ("strasse", "Straße", "<mark>Straße</mark>"),
    ("жол суу", "Суу, жол", "<mark>Суу</mark>, <mark>жол</mark>"),
    ("аба абак", "абак", "<mark>абак</mark>"),
    ("су", "суу, кусуу", "<mark>су</mark>у, кусуу"),
    ("жок", "Бар", "Бар"),
    ("", "Бар & жок", "Бар &amp; жок"),
]


@pytest.mark.parametrize(("query", "text", "html"), PAIRS)
def test_words_are_marked_as_they_are_written(query, text, html):
    assert marked(text, words(query)) == html


def test_a_text_with_signs_of_html_stays_a_text():
    html = marked('<b onclick="x">суу</b> & mark', words("суу mark <b amp"))
    assert "<b" not in html
    assert html.count("<mark>") == html.count("</mark>") == 4
    assert (
        "&lt;<mark>b</mark>" in html
        and "<mark>суу</mark>" in html
        and "&amp; <mark>mark</mark>" in html
    )


@given(st.text(max_size=60), st.text(min_size=1, max_size=10))
def test_whatever_the_text_the_marks_stand_within_it_and_in_order(text, query):
    found = places(text, words(query))
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(earlier[1] < later[0] for earlier, later in pairwise(found))
    marked(text, words(query))


def test_a_short_text_is_shown_whole():
    assert excerpt("Таза   суу\nкерек", ["суу"]) == "Таза суу керек"


@pytest.mark.parametrize("place", [0, 100, 200])
def test_a_long_text_is_cut_between_words_around_what_was_found(place):
    texts = ["сөз"] * 200
    texts.insert(place, "китепкана")
    cut = excerpt(" ".join(texts), ["китепкана"])
    assert "китепкана" in cut and len(cut) < 200
    assert set(cut.replace("…", "").split()) == {"сөз", "китепкана"}
    assert cut.startswith("… ") == bool(place) and cut.endswith(" …") == (place < 200)


def test_a_long_word_is_cut_nowhere_else():
    assert excerpt("а" * 500, ["ааа"])


def test_the_passage_shows_what_the_title_does_not():
    group = InitiativeGroup(
        name_ky="Умут", purpose_ky="Жол жасоо", purpose_ru="Строить дорогу", search_text="x"
    )
    assert passage(group, ["умут"], "Умут") == ("", "")
    assert passage(group, ["умут", "дорогу"], "Умут") == ("Строить дорогу", "ru")
    assert passage(group, ["жок"], "Умут") == ("", "")


RANKS = [
    ("таза суу", "таза суу керек", BEGINS),
    ("2026-00012", "2026-00012 таза суу", BEGINS),
    ("таза суу", "бизге таза суу керек", STANDS),
    ("суу таза", "бизге таза суу керек", WHOLE),
    ("суу таз", "бизге таза суу керек", BEGINNINGS),
    ("аза", "бизге таза суу керек", PARTS),
    ("суу", "суунун баары", BEGINNINGS),
    ("(", "суу (таза)", PARTS),
]


@pytest.mark.parametrize(("query", "text", "step"), RANKS)
def test_the_better_a_text_fits_the_earlier_it_stands(query, text, step):
    assert rank(text, words(query)) == step
