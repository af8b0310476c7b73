"""The posting log: where and when the notice of a hearing hung."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from hearings.models import Hearing, Posting
from tests.desk import page_of, sign_in

SHOP = {"ky": "Дүкөндүн жанында", "ru": "У магазина", "en": "By the shop"}
SCHOOL = {"ky": "Мектепте", "ru": "В школе", "en": "At the school"}


def day(ago):
    return timezone.localdate() - timedelta(days=ago)


def test_the_days_of_notice_are_counted_from_the_first_posting(hearing):
    hearing.hang_notice(SHOP, hung_on=day(3))
    assert stored(hearing).announced_on == day(3)
    first = hearing.hang_notice(SCHOOL, hung_on=day(5))
    assert stored(hearing).announced_on == day(5)
    hearing.hang_notice(SCHOOL, hung_on=day(1))
    assert stored(hearing).announced_on == day(5)
    first.delete()
    assert stored(hearing).announced_on == day(3)


def test_announcing_keeps_the_day_of_the_first_posting(aimak, clerk):
    hearing = Hearing.objects.create(
        kind="other", place_ky="Клуб", starts_at=timezone.now() + timedelta(days=9)
    )
    hearing.hang_notice(SHOP, hung_on=day(4))
    hearing.announced_on = day(0)
    hearing.announce(by=clerk)
    assert stored(hearing).announced_on == day(4)


def stored(hearing):
    return Hearing.objects.get(pk=hearing.pk)


def test_a_notice_is_not_taken_down_before_it_was_hung(hearing):
    with pytest.raises(ValidationError):
        hearing.hang_notice(SHOP, hung_on=day(1), taken_down_on=day(2))
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.bulk_create(
            [Posting(hearing=hearing, place_ky="Дүкөн", hung_on=day(1), taken_down_on=day(2))]
        )


def test_a_posting_names_its_place_and_no_day_to_come(hearing):
    with pytest.raises(ValidationError) as refusal:
        hearing.hang_notice({}, hung_on=day(-1))
    assert set(refusal.value.message_dict) >= {"place", "hung_on"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.bulk_create([Posting(hearing=hearing, hung_on=day(1))])


def test_a_clerk_notes_a_posting_and_everybody_reads_the_place(hearing, client):
    desk = sign_in("clerk")
    page = page_of(desk, hearing)
    answer = page.press(
        **{
            "postings-TOTAL_FORMS": "1",
            "postings-0-place_ky": SHOP["ky"],
            "postings-0-hung_on": day(2).strftime("%d.%m.%Y"),
            "postings-0-note": "Асан агай илип койду",
        }
    )
    assert answer.status_code == 302, answer.content.decode()
    assert stored(hearing).announced_on == day(2)
    public = client.get(f"/ky/hearings/{hearing.pk}/").content.decode()
    assert SHOP["ky"] in public
    assert "Асан агай" not in public


def test_the_desk_takes_the_day_from_the_log_and_says_how_many_days(hearing):
    desk = sign_in("clerk")
    assert "announced_on" in page_of(desk, hearing).values
    hearing.hang_notice(SHOP, hung_on=day(2))
    page = page_of(desk, hearing)
    assert "announced_on" not in page.values
    assert "23; the aimak's own rule: at least 10" in page.text.replace("&#x27;", "'")


def test_a_hearing_without_postings_lists_none(hearing, client):
    assert "илинген жерлер" not in client.get(f"/ky/hearings/{hearing.pk}/").content.decode()
