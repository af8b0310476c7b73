"""Hearings in the calendar of a telephone: what moves or is cancelled, moves there too."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from hearings.models import Hearing, HearingStep
from hearings.models.hearing import HearingQuerySet
from tests.hearings.moments import bishkek
from tests.queries.counting import asked

ALL = "hearings/calendar.ics"
NOTE = {"ky": "Жол жабылды.", "ru": "Дорога закрыта.", "en": "The road is closed."}
LONG = "Өкмөттүн үйүндө, экинчи кабат; эшиктен кирип, оңго бурулуңуз: «Ынтымак» залы " * 2


def in_days(days):
    return timezone.now() + timedelta(days=days)


def events(place=ALL, language="ky"):
    response = Client().get(f"/{language}/{place}")
    assert response.status_code == 200
    return Calendar.from_ical(response.content).walk("VEVENT")


def event(hearing, language="ky"):
    """The hearing alone, as a telephone takes it."""
    (found,) = events(f"hearings/{hearing.pk}/hearing.ics", language)
    return found


@pytest.fixture
def draft(aimak):
    """Written down, not announced, with a step that no door would leave."""
    hearing = Hearing.objects.create(kind="other", title_ky="Жашыруун", starts_at=in_days(40))
    hearing.add_step(HearingStep.Verb.ANNOUNCED)
    return hearing


def test_an_announced_hearing_is_an_event(hearing):
    found = event(hearing)

    assert found["SUMMARY"] == hearing.heading
    assert found["LOCATION"] == "Маданият үйү"
    assert found["DESCRIPTION"] == "Күн тартиби\n1. Бюджеттин долбоору\n2. Сунуштар"
    assert found["URL"] == f"http://testserver/ky/hearings/{hearing.pk}/"
    assert found["STATUS"] == "CONFIRMED"
    assert found["SEQUENCE"] == 0


def test_an_event_begins_when_the_clock_of_bishkek_says(hearing):
    Hearing.objects.update(starts_at=bishkek(2027, 1, 14, 10))

    starts_at = event(hearing).start

    assert starts_at.astimezone(ZoneInfo("Asia/Bishkek")).isoformat() == "2027-01-14T10:00:00+06:00"
    # In UTC: a clock without a zone would be another moment on every telephone.
    assert starts_at.utcoffset() == timedelta(0)


def test_no_paper_says_when_a_hearing_ends(hearing):
    assert not {"DTEND", "DURATION"} & set(event(hearing))


def test_a_moved_hearing_is_the_same_event_a_revision_later(hearing):
    before = event(hearing)

    hearing.move(starts_at=in_days(30), note=NOTE)
    once = event(hearing)
    hearing.move(starts_at=in_days(35), note=NOTE)
    twice = event(hearing)

    assert before["UID"] == once["UID"] == twice["UID"]
    assert [each["SEQUENCE"] for each in (before, once, twice)] == [0, 1, 2]
    assert before.start < once.start < twice.start
    assert before["DTSTAMP"].dt <= once["LAST-MODIFIED"].dt <= twice["LAST-MODIFIED"].dt
    assert twice["LAST-MODIFIED"].dt == hearing.steps.last().at.replace(microsecond=0)
    assert "Жол жабылды." in twice["DESCRIPTION"]


@pytest.mark.parametrize(("language", "why"), [("ky", "Жол"), ("ru", "Дорога"), ("en", "The road")])
def test_a_cancelled_hearing_stays_and_says_so(hearing, language, why):
    hearing.cancel(note=NOTE)

    found = event(hearing, language)

    assert (found["STATUS"], found["SEQUENCE"]) == ("CANCELLED", 1)
    assert found["DESCRIPTION"].startswith(why)
    # Not every telephone shows the status.
    assert found["SUMMARY"] != hearing.heading


def test_a_text_that_is_not_translated_names_its_language(hearing):
    found = event(hearing, "ru")

    assert found["LOCATION"] == "Дом культуры"
    assert found["LOCATION"].params["LANGUAGE"] == "ru"
    assert found["DESCRIPTION"].params["LANGUAGE"] == "ky"


def test_without_a_place_it_is_in_the_village(hearing, village):
    Hearing.objects.update(place_ky="", place_ru="", place_en="", village=village)

    assert event(hearing, "en")["LOCATION"] == "Airy-Tam"


def test_long_texts_are_folded_between_letters_and_come_back_whole(hearing):
    Hearing.objects.update(place_ky=LONG.strip())

    content = Client().get(f"/ky/hearings/{hearing.pk}/hearing.ics").content

    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert all(line.decode() is not None for line in content.split(b"\r\n"))
    assert event(hearing)["LOCATION"] == LONG.strip()


def test_what_a_clerk_typed_makes_no_lines_of_its_own(hearing):
    Hearing.objects.update(
        agenda_ky="Бир\r\nEND:VEVENT\r\nBEGIN:VALARM\x07", title_ky="Жол;\rURL:https://evil.example"
    )

    (found,) = events()

    assert "END:VEVENT\n3. BEGIN:VALARM" in found["DESCRIPTION"]
    assert not found.subcomponents
    assert found["SUMMARY"].startswith("Жол;")
    assert found["URL"] == f"http://testserver/ky/hearings/{hearing.pk}/"


def test_the_calendar_holds_the_last_year_and_what_is_to_come(hearing, aimak):
    for days in (-400, -300):
        Hearing(kind="other", starts_at=in_days(days)).publish_past()

    assert len(events()) == 2


def test_of_an_unknown_date_there_is_no_event(aimak):
    undated = Hearing(kind="other")
    undated.publish_past()

    assert events() == []
    assert Client().get(f"/ky/hearings/{undated.pk}/hearing.ics").status_code == 404
    page = Client().get(f"/ky/hearings/{undated.pk}/").content.decode()
    assert "hearing.ics" not in page


def test_a_hearing_that_is_not_announced_is_in_no_calendar(draft, monkeypatch):
    place = f"/ky/hearings/{draft.pk}/hearing.ics"
    assert events() == []
    assert Client().get(place).status_code == 404

    # Negative control: without the lock it would be.
    monkeypatch.setattr(HearingQuerySet, "public", HearingQuerySet.all)
    assert len(events()) == 1
    assert Client().get(place).status_code == 200


def test_the_calendar_says_whose_it_is_and_when_to_look_again(hearing):
    response = Client().get(f"/ru/{ALL}")
    whole = Calendar.from_ical(response.content)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "1-Майский айылный аймак" in whole["X-WR-CALNAME"]
    assert whole["REFRESH-INTERVAL"].dt == timedelta(hours=12)


def test_the_pages_of_hearings_lead_to_the_calendar(hearing):
    def hrefs(page):
        return Client().get(f"/en/{page}").content.decode()

    assert 'href="/en/hearings/calendar.ics"' in hrefs("hearings/")
    assert f'href="/en/hearings/{hearing.pk}/hearing.ics"' in hrefs(f"hearings/{hearing.pk}/")
    hearing.cancel(note=NOTE)
    assert "hearing.ics" not in hrefs(f"hearings/{hearing.pk}/")


def test_a_calendar_without_hearings_is_a_calendar(aimak):
    """RFC 5545, 3.6: a calendar has at least one part; this one tells the clock of Bishkek."""
    whole = Calendar.from_ical(Client().get(f"/ky/{ALL}").content)

    (clock,) = whole.subcomponents
    assert (clock.name, clock["TZID"]) == ("VTIMEZONE", "Asia/Bishkek")
    now = timezone.now()
    assert now.astimezone(clock.to_tz()).utcoffset() == timezone.localtime(now).utcoffset()


def test_many_hearings_ask_no_more_than_one(hearing):
    client, place = Client(), f"/ky/{ALL}"
    asked(client, place)
    few = asked(client, place)

    for _ in range(5):
        Hearing(kind="other", starts_at=in_days(9), place_ky="Мектеп").announce()

    assert len(asked(client, place)) == len(few) == 3


def test_a_calendar_that_has_not_changed_is_not_sent_again(hearing):
    reader, place = Client(), f"/ky/{ALL}"
    headers = {"if-none-match": reader.get(place)["ETag"]}

    assert reader.get(place, headers=headers).status_code == 304
    hearing.move(starts_at=in_days(30), note=NOTE)
    assert reader.get(place, headers=headers).status_code == 200
