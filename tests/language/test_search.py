"""One search, the same on both databases, on the public pages and in the admin."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import RequestFactory
from django.utils import translation

from groups.models import Village
from language import search
from language.folding import fold
from language.search import Searchable, SearchableAdmin, SearchableQuerySet

# How residents type, and what the papers say.

# ө ү ң ё have no key on a Russian keyboard.
RUSSIAN_KEYBOARD = [
    ("окмоту", "Айыл өкмөтү"),
    ("айыл окмоту", "Айыл өкмөтү"),
    ("учун", "Жаштар үчүн спорт аянтчасы"),
    ("мин сом", "250,0 миң сом"),
    ("болунгон", "Бөлүнгөн каражат"),
    ("кенеш", "Айылдык кеңеш"),
    ("тошок", "Төшөк"),
    ("конул", "Көңүл бурчу көйгөй"),
    ("койгой", "Көңүл бурчу көйгөй"),
    ("суу тутугу", "Суу түтүгү"),
    ("кочот", "Көчөт отургузуу"),
    ("копуро", "Көпүрөнү оңдоо"),
    ("ондоо", "Көпүрөнү оңдоо"),
    ("жаны-шаар", "Жаңы-Шаар"),
    ("кара-ункур", "Кара-Үңкүр"),
    ("отчет", "Годовой отчёт"),
    ("учет", "Учёт предложений"),
    ("утвержденный", "Утверждённый план"),
    ("ёл", "Село Ел"),
    ("тогоон", "Төгөөн"),
]

CASE = [
    ("МЕКТЕП", "Мектеп"),
    ("мектеп", "МЕКТЕП"),
    ("ӨКМӨТ", "айыл өкмөтү"),
    ("өкмөт", "АЙЫЛ ӨКМӨТҮ"),
    ("үңкүр", "КАРА-ҮҢКҮР"),
    ("ШКОЛА", "школа"),
    ("водопровод", "ВОДОПРОВОД"),
    ("Kindergarten", "KINDERGARTEN"),
]

LOOKALIKES = [
    ("өкмөт", "Айыл \u0275км\u0275т\u04af"),
    ("өкмөт", "Айыл \u0473км\u0473т\u04af"),
    ("\u0275км\u0275т", "Айыл өкмөтү"),
    ("\u0472КМ\u0472Т", "Айыл өкмөтү"),
    ("үчүн", "Балдар \u03b3ч\u03b3н"),
    ("\u03b3ч\u03b3н", "Балдар үчүн"),
    ("кеңеш", "Айылдык ке\u04caеш"),
    ("КЕ\u04c9ЕШ", "Айылдык кеңеш"),
]

SHAPES = [
    ("  таза \t суу ", "Таза суу"),
    ("суу таза", "Таза суу"),
    ("«мектеп»", "Орто мектеп"),
    ("и\u0306", "Чоң-Кемин, көй"),  # й in two code points
]

PAIRS = RUSSIAN_KEYBOARD + CASE + LOOKALIKES + SHAPES


class Desk(SearchableAdmin, admin.ModelAdmin):
    """A clerk's desk as any app would set it up."""


@pytest.fixture
def villages(db):
    """A village for every spelling, and one that no query means."""
    Village.objects.create(name_ky="Zzz")
    return {
        written: Village.objects.create(name_ky=written)
        for written in dict.fromkeys(written for _, written in PAIRS)
    }


def missed(villages, find):
    """The pairs for which the village is not found, or the one that nobody meant is."""
    misses = []
    for typed, written in PAIRS:
        found = set(find(typed).values_list("pk", flat=True))
        if villages[written].pk not in found or len(found) == len(villages) + 1:
            misses.append((typed, written))
    return misses


def desk_search(query):
    request = RequestFactory().get("/")
    desk = Desk(Village, admin.site)
    found, may_have_duplicates = desk.get_search_results(request, Village.objects.all(), query)
    assert not may_have_duplicates
    return found


def test_there_are_forty_spellings_half_of_them_from_a_russian_keyboard():
    assert len(set(PAIRS)) == 40
    assert len(set(RUSSIAN_KEYBOARD)) == 20


@pytest.mark.parametrize(("typed", "written"), PAIRS)
def test_what_is_typed_is_found_in_what_is_written(typed, written):
    assert all(word in fold(written) for word in search.words(typed))


def test_what_was_typed_on_a_russian_keyboard_is_found_by_its_right_spelling(db):
    keyboard = str.maketrans("өүңёӨҮҢЁ", "оунеОУНЕ")
    misses = []
    for _, written in RUSSIAN_KEYBOARD:
        village = Village.objects.create(name_ky=written.translate(keyboard))
        if village not in Village.objects.search(written):
            misses.append(written)
    assert misses == []


def test_the_public_search_finds_every_spelling(villages):
    assert missed(villages, Village.objects.search) == []


def test_the_admin_search_finds_every_spelling(villages):
    assert missed(villages, desk_search) == []


def test_without_folding_the_spellings_are_missed(villages, monkeypatch):
    monkeypatch.setattr(search, "fold", str)
    monkeypatch.setattr(search, "words", str.split)
    Village.objects.refresh_search()
    assert set(RUSSIAN_KEYBOARD) <= set(missed(villages, Village.objects.search))


@pytest.mark.parametrize("query", ["окмоту", "суу", "мектеп жол", "100%", "", "\x00", "«»"])
def test_the_admin_finds_what_the_public_finds(villages, query):
    assert set(desk_search(query)) == set(Village.objects.search(query))


def test_the_admin_shows_its_search_box():
    assert Desk(Village, admin.site).get_search_fields(RequestFactory().get("/"))


def test_every_searchable_paper_is_searched_alike_in_the_admin():
    desks = [
        admin.site.get_model_admin(model)
        for model in apps.get_models()
        if issubclass(model, Searchable) and admin.site.is_registered(model)
    ]
    assert [desk for desk in desks if not isinstance(desk, SearchableAdmin)] == []


def test_every_searchable_paper_can_be_searched_by_its_manager():
    models = [model for model in apps.get_models() if issubclass(model, Searchable)]
    assert models
    for model in models:
        assert model.SEARCH_FIELDS, model
        assert isinstance(model._default_manager.all(), SearchableQuerySet), model


def test_every_word_must_be_found_and_in_any_language(db):
    both = Village.objects.create(name_ky="Таза суу", name_en="Clean water")
    Village.objects.create(name_ky="Таза аба")
    assert set(Village.objects.search("water таза")) == {both}


def test_an_empty_query_narrows_nothing(villages):
    assert Village.objects.search("").count() == Village.objects.search(None).count()
    assert Village.objects.search("  ").count() == Village.objects.count()


@pytest.mark.parametrize("sign", ["%", "_", "\\"])
def test_a_wildcard_is_a_sign_like_any_other(db, sign):
    meant = Village.objects.create(name_ky=f"10{sign}0 суу")
    Village.objects.create(name_ky="10а0 суу")
    assert list(Village.objects.search(f"0{sign}0")) == [meant]
    assert list(Village.objects.search(sign)) == [meant]


@pytest.mark.parametrize("garbage", ["\x00", "\ud800", "мек\x00теп\udfff", "'; --", "а" * 10**6])
def test_garbage_finds_something_or_nothing_but_never_fails(villages, garbage):
    Village.objects.search(garbage).count()
    desk_search(garbage).count()


def test_look_alike_letters_are_kept_as_real_ones(db):
    village = Village.objects.create(name_ky="Ке\u04caеш \u0275зг\u0275н")
    village.refresh_from_db()
    assert village.name_ky == "Кеңеш өзгөн"


def test_a_changed_name_is_found_at_once(db):
    village = Village.objects.create(name_ky="Эски")
    village.name_ky = "Жаңы"
    village.save(update_fields=["name_ky"])
    assert list(Village.objects.search("жаны")) == [village]
    assert list(Village.objects.search("эски")) == []


def test_a_name_changed_through_the_language_of_the_page_is_found(db):
    village = Village.objects.create(name_ky="Жаңы")
    with translation.override("ru"):
        village.name = "Новое"
        village.save(update_fields=["name"])
    assert list(Village.objects.search("новое")) == [village]


def test_a_name_changed_by_update_or_create_is_found(db):
    Village.objects.create(name_ky="Эски", soate_code="41703204850010")
    village, _ = Village.objects.update_or_create(
        soate_code="41703204850010", defaults={"name_ky": "Жаңы"}
    )
    assert list(Village.objects.search("жаны")) == [village]


def test_saving_no_column_writes_nothing(db, django_assert_num_queries):
    village = Village.objects.create(name_ky="Жаңы")
    with django_assert_num_queries(0):
        village.save(update_fields=[])


def test_an_old_copy_saved_for_another_column_leaves_the_order_alone(db):
    village = Village.objects.create(name_ky="Ак-Там")
    old_copy = Village.objects.get(pk=village.pk)
    village.name_ky = "Ээр"
    village.save()
    order = village.sort_key
    old_copy.soate_code = "41703204850010"
    old_copy.save(update_fields=["soate_code"])
    village.refresh_from_db()
    assert village.sort_key == order


def test_a_bulk_write_is_found_after_a_refresh(db, monkeypatch):
    monkeypatch.setattr(search, "BATCH", 2)
    names = ["Үч-Кайың", "Төө-Моюн", "Көк-Таш", "Жаңы-Жол", "Өзгөрүш"]
    Village.objects.bulk_create(Village(name_ky=name) for name in names)
    assert not Village.objects.search("төө").exists()
    Village.objects.refresh_search()
    assert all(Village.objects.search(name).count() == 1 for name in names)
    assert [village.name_ky for village in Village.objects.all()] == [
        "Жаңы-Жол",
        "Көк-Таш",
        "Өзгөрүш",
        "Төө-Моюн",
        "Үч-Кайың",
    ]


def test_refreshing_an_empty_set_does_nothing(db):
    Village.objects.none().refresh_search()
