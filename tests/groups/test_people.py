"""The aimak, its villages and their figures by year, and the deputies in office."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from groups.models import Aimak, ContactPhone, Deputy, LegalReference, Village, YearlyFigures


def refused_by_the_database(*rows):
    with pytest.raises(IntegrityError), transaction.atomic():
        type(rows[0]).objects.bulk_create(rows)
    return True


# One aimak


def test_the_portal_serves_one_aimak(aimak):
    second = Aimak(name_ky="Башка айыл аймагы")

    with pytest.raises(ValidationError):
        second.full_clean()
    assert refused_by_the_database(second)


def test_nobody_gets_around_that_by_saying_it_is_not_the_only_one(aimak):
    assert refused_by_the_database(Aimak(name_ky="Башка айыл аймагы", only_one=False))
    with pytest.raises(IntegrityError), transaction.atomic():
        Aimak.objects.update(only_one=False)


def test_an_aimak_that_nobody_described_yet_breaks_no_page(client, db):
    assert not Aimak.objects.exists()
    assert Aimak.objects.current().notice_days == 10

    for name in ("home", "about", "groups:group_list", "hearings:hearing_list"):
        assert client.get(reverse(name)).status_code == 200


def test_a_share_of_women_is_at_most_all_of_them(aimak):
    aimak.women_share_above = 101

    with pytest.raises(ValidationError):
        aimak.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        aimak.save()


@pytest.mark.parametrize("code", ["123", "4170621580001", "417062158000100", "4170621580001x"])
def test_a_soate_code_has_14_digits(aimak, village, code):
    for place in (aimak, village):
        place.soate_code = code
        with pytest.raises(ValidationError) as caught:
            place.full_clean()
        assert "soate_code" in caught.value.message_dict


def test_a_soate_code_names_one_village(village):
    Village.objects.filter(pk=village.pk).update(soate_code="41706215800010")
    twin = Village(name_ky="Ажек", soate_code="41706215800010")

    with pytest.raises(ValidationError):
        twin.full_clean()
    assert refused_by_the_database(twin)


def test_villages_whose_code_is_unknown_stand_side_by_side(village, other_village):
    assert village.soate_code == other_village.soate_code == ""


def test_only_a_telephone_whose_owner_agreed_is_shown(aimak, client):
    ContactPhone.objects.create(aimak=aimak, number="+996777787138")
    ContactPhone.objects.create(aimak=aimak, number="+996372251234", is_public=True)

    digits = "".join(filter(str.isdigit, client.get(reverse("about")).content.decode()))
    assert "996372251234" in digits
    assert "777787138" not in digits


def test_a_law_that_nobody_checked_yet_is_no_error(aimak, client):
    LegalReference.objects.create(aimak=aimak, title_ky="Бюджет кодекси")

    page = client.get(reverse("document_list"))
    assert "Бюджет кодекси" in page.content.decode()


# Figures by year


def test_a_village_has_one_row_of_figures_a_year(village, other_village):
    YearlyFigures.objects.create(year=2026, village=village, population=900)
    YearlyFigures.objects.create(year=2025, village=village)
    YearlyFigures.objects.create(year=2026, village=other_village)
    second = YearlyFigures(year=2026, village=village)

    with pytest.raises(ValidationError):
        second.full_clean()
    assert refused_by_the_database(second)


def test_the_whole_aimak_has_one_row_of_figures_a_year(village):
    YearlyFigures.objects.create(year=2026, population=6000)
    YearlyFigures.objects.create(year=2026, village=village)
    second = YearlyFigures(year=2026)

    with pytest.raises(ValidationError):
        second.full_clean()
    assert refused_by_the_database(second)


def test_there_are_not_more_women_than_residents(village):
    figures = YearlyFigures(year=2026, village=village, population=900, women=901)

    with pytest.raises(ValidationError):
        figures.full_clean()
    assert refused_by_the_database(figures)
    YearlyFigures.objects.bulk_create([YearlyFigures(year=2026, population=900, women=900)])


@pytest.mark.parametrize("known", [{"population": 900}, {"women": 901}, {}])
def test_an_unknown_figure_contradicts_nothing_and_is_not_zero(village, known):
    figures = YearlyFigures(year=2026, village=village, **known)
    figures.full_clean()
    figures.save()

    kept = YearlyFigures.objects.get()
    assert kept.households is None
    assert {name: getattr(kept, name) for name in known} == known


@pytest.mark.parametrize("year", [1990, 2101, 26])
def test_an_impossible_year_is_refused(village, year):
    with pytest.raises(ValidationError):
        YearlyFigures(year=year, village=village).full_clean()


def test_a_village_with_figures_or_proposals_is_not_deleted(village, submitted):
    with pytest.raises(ProtectedError):
        village.delete()

    assert Village.objects.get() == village


def test_the_village_page_says_what_is_not_stated(village, client):
    YearlyFigures.objects.create(year=2026, village=village, population=900)

    html = client.get(village.get_absolute_url()).content.decode()
    assert "900" in html
    assert "2026" in html


# Deputies


TODAY = timezone.localdate
TERMS = [
    ("whole term unknown", None, None, True),
    ("began", -1, None, True),
    ("begins today", 0, None, True),
    ("begins tomorrow", 1, None, False),
    ("ends", None, 1, True),
    ("ends today", None, 0, True),
    ("ended yesterday", None, -1, False),
    ("in the middle", -1, 1, True),
]


@pytest.mark.parametrize(("name", "since", "until", "serves"), TERMS)
def test_a_deputy_is_in_office_within_the_term(db, name, since, until, serves):
    def day(offset):
        return None if offset is None else TODAY() + timedelta(days=offset)

    Deputy.objects.create(full_name=name, term_from=day(since), term_until=day(until))

    assert Deputy.objects.in_office().exists() is serves


def test_who_was_in_office_on_another_day_can_be_asked(db):
    Deputy.objects.create(
        full_name="Асан", term_from=date(2020, 4, 12), term_until=date(2024, 4, 12)
    )

    assert Deputy.objects.in_office(date(2022, 1, 1)).exists()
    assert not Deputy.objects.in_office(date(2025, 1, 1)).exists()


def test_a_term_does_not_end_before_it_begins(db):
    deputy = Deputy(full_name="Асан", term_from=date(2024, 4, 12), term_until=date(2024, 4, 11))

    with pytest.raises(ValidationError):
        deputy.full_clean()
    assert refused_by_the_database(deputy)


def test_only_deputies_in_office_are_shown(db, client):
    Deputy.objects.create(full_name="Асан Кызматтагы")
    Deputy.objects.create(full_name="Үсөн Мурдагы", term_until=date(2020, 1, 1))

    html = client.get(reverse("about")).content.decode()
    assert "Асан Кызматтагы" in html
    assert "Үсөн Мурдагы" not in html


def test_villages_and_deputies_stand_in_the_order_of_the_kyrgyz_alphabet(db):
    for name in ("Өзөн", "Ош", "Нарын", "Ңадыр", "Үч-Коргон", "Уч", "Ёлка", "Ески"):
        Village.objects.create(name_ky=name)
        Deputy.objects.create(full_name=name)

    ordered = ["Ески", "Ёлка", "Нарын", "Ңадыр", "Ош", "Өзөн", "Уч", "Үч-Коргон"]
    assert [village.name_ky for village in Village.objects.all()] == ordered
    assert [deputy.full_name for deputy in Deputy.objects.all()] == ordered
