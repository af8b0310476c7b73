"""What lacks a translation: only what another language has."""

import pytest

from groups.models import Village
from hearings.models import Hearing
from language.completeness import lacking, meters, translated_fields


@pytest.fixture
def half(db):
    return Village.objects.create(name_ky="Ажек", name_en="Ajek")


def codes(village):
    found = Village.objects.filter(pk=village.pk)
    return [code for code in ("ky", "ru", "en") if found.filter(lacking(Village, code)).exists()]


def test_a_text_that_stands_in_two_languages_lacks_the_third(half):
    assert codes(half) == ["ru"]


def test_a_text_of_blanks_counts_as_none(half):
    Village.objects.filter(pk=half.pk).update(name_ru="")
    assert codes(half) == ["ru"]


def test_a_text_that_nobody_wrote_lacks_nothing(village):
    assert codes(village) == []


def test_a_record_without_translated_texts_lacks_nothing(db):
    from hearings.models import Proposer

    assert translated_fields(Proposer) == ()
    assert not Proposer.objects.filter(lacking(Proposer, "ru")).exists()


def test_the_meter_counts_written_texts_and_names_the_missing_ones(db):
    hearing = Hearing(place_ky="Мектеп", place_ru="Школа", agenda_ky="Бюджет", notice_ru=" ")
    ky, ru, en = meters([hearing])
    assert (ky.written, ru.written, en.written) == (2, 1, 0)
    assert {meter.texts for meter in (ky, ru, en)} == {2}
    assert ky.is_whole
    assert len(ru.missing) == 1
    assert len(en.missing) == 2
