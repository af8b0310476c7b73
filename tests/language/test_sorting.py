"""Lists stand in the order of the Kyrgyz alphabet, whatever the database thinks of it."""

import random
import string

import pytest
from django.db.models.functions import Collate
from hypothesis import example, given
from hypothesis import strategies as st

from groups.models import Village
from language.sorting import sort_key

ALPHABET = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"

IN_ORDER = [
    "",
    "2-айыл",
    "10-айыл",
    "100 үй",
    "Chong-Kemin",
    "Zarya",
    "Ажек",
    "Айры-Там",
    "Ак Башат",
    "Ак-Башат суусу",
    "Акбашат",
    "Алма-Бел",
    "Ем",
    "Еще",
    "Ёлка",
    "Жаңы-Шаар",
    "Зарбүлүк",
    "Кара-Суу",
    "Кара-Үңкүр",
    "Караөзөк",
    "Нур",
    "Ңа",
    "Ош",
    "Өзгөн",
    "Пар",
    "Совет-Сай",
    "Сузак",
    "Сүзак",
    "Уч",
    "Үч",
    "Фрунзе",
    "Ынтымак",
    "Эчки",
    "Яблоня",
]


def test_the_alphabet_has_its_36_letters_in_order():
    assert len(ALPHABET) == 36
    assert sorted(set(ALPHABET), key=sort_key) == list(ALPHABET)


def test_names_stand_as_in_a_kyrgyz_register():
    assert sorted(random.Random(1).sample(IN_ORDER, len(IN_ORDER)), key=sort_key) == IN_ORDER


def test_plain_code_points_would_put_the_kyrgyz_letters_last():
    assert sorted(IN_ORDER) != IN_ORDER
    assert sorted("яөпңо") == list("опяңө")


def test_the_database_lists_names_in_the_same_order(db):
    for name in random.Random(2).sample(IN_ORDER, len(IN_ORDER)):
        Village.objects.create(name_ky=name)
    assert [village.name_ky for village in Village.objects.all()] == IN_ORDER
    backwards = Village.objects.order_by("-sort_key").values_list("name_ky", flat=True)
    assert list(backwards) == IN_ORDER[::-1]


@pytest.mark.postgresql
def test_cyrillic_names_stand_as_in_cldr(db):
    """PostgreSQL's ICU brings CLDR's Kyrgyz order; it has no ё of its own and no numbers."""
    cyrillic = [
        name for name in IN_ORDER if name and name[0] in ALPHABET.upper() and name[0] != "Ё"
    ]
    for name in random.Random(3).sample(cyrillic, len(cyrillic)):
        Village.objects.create(name_ky=name)
    by_cldr = Village.objects.order_by(Collate("name_ky", "ky-x-icu"))
    assert [village.name_ky for village in by_cldr] == cyrillic


def test_a_village_without_a_kyrgyz_name_stands_by_its_russian_one(db):
    Village.objects.create(name_ky="Жаңы-Шаар")
    Village.objects.create(name_ru="Ёлка")
    Village.objects.create(name_en="Zarya")
    first = [village.sort_key for village in Village.objects.all()]
    assert first == [sort_key("Zarya"), sort_key("Ёлка"), sort_key("Жаңы-Шаар")]


def test_a_renamed_village_moves_to_its_new_place(db):
    village = Village.objects.create(name_ky="Ажек")
    Village.objects.create(name_ky="Өзгөн")
    village.name_ky = "Эчки"
    village.save(update_fields=["name_ky"])
    assert [each.name_ky for each in Village.objects.all()] == ["Өзгөн", "Эчки"]


@given(st.lists(st.text(ALPHABET, max_size=100), max_size=8))
def test_words_stand_letter_by_letter(words):
    by_letters = sorted(words, key=lambda word: [ALPHABET.index(letter) for letter in word])
    assert sorted(words, key=sort_key) == by_letters


@given(st.text(ALPHABET))
def test_capitals_stand_with_small_letters(word):
    assert sort_key(word.upper()) == sort_key(word)


@given(st.integers(0, 999_999_999), st.integers(0, 999_999_999))
@example(9, 10)
def test_numbers_stand_by_their_value(one, other):
    assert (sort_key(f"{one}-айыл") < sort_key(f"{other}-айыл")) == (one < other)


@given(st.text(st.characters()))
@example("\ud800")
@example("7" * 5000)
@example("٣½²")
def test_any_text_has_a_key_that_every_collation_orders_alike(text):
    key = sort_key(text)
    assert set(key) <= set(string.hexdigits.lower())
    assert len(key) <= 255


@given(st.text(ALPHABET, max_size=300), st.text(ALPHABET, max_size=300))
@example("а" * 127 + "бв", "а" * 127 + "вб")
def test_a_cut_key_never_turns_the_order_round(one, other):
    letters = [[ALPHABET.index(letter) for letter in word] for word in (one, other)]
    if letters[0] < letters[1]:
        assert sort_key(one) <= sort_key(other)


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("Ак-Башат", "ак  башат"),
        ("«Үмүт»", "Үмүт"),
        ("ɵзгѳн", "өзгөн"),
        ("Excel'ге", "Excelге"),
        ("café", "cafe"),
        ("007", "7"),
    ],
)
def test_marks_case_and_look_alikes_do_not_count(one, same):
    assert sort_key(one) == sort_key(same)


def test_letters_of_other_scripts_come_last():
    assert sort_key("яяя") < sort_key("გ") < sort_key("字")
