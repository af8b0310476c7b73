"""A feed tells what is new at the hearings, each deed once, in the reader's language."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hearings.models import Hearing, HearingStep, Minutes
from hearings.models.hearing.step import HearingStepQuerySet
from tests.queries.counting import asked
from tests.reports.feeds import Followed

PLACE = "hearings/feed/"
NOTE = {"ky": "Жол жабылды.", "ru": "Дорога закрыта.", "en": "The road is closed."}


def entries(language="en"):
    return Followed(PLACE, language).entries


def in_days(days):
    return timezone.now() + timedelta(days=days)


@pytest.fixture
def draft(aimak):
    """Written down, not announced, with a step that no door would leave."""
    hearing = Hearing.objects.create(kind="other", title_ky="Жашыруун", starts_at=in_days(40))
    hearing.add_step(HearingStep.Verb.ANNOUNCED)
    return hearing


def test_an_announced_hearing_says_when_where_and_about_what(hearing):
    (entry,) = entries("ky")

    assert entry.title.endswith(hearing.heading)
    assert entry.link == f"http://testserver/ky/hearings/{hearing.pk}/"
    assert "Маданият үйү" in entry.words
    assert "Бюджеттин долбоору" in entry.words
    assert entry.published == entry.updated == hearing.steps.get().at


def test_each_deed_is_an_entry_of_its_own_the_latest_first(hearing):
    hearing.move(starts_at=in_days(30), note=NOTE)
    hearing.cancel(note=NOTE)

    told = entries()

    assert [entry.title.partition(":")[0] for entry in told] == [
        "Hearing cancelled",
        "Hearing moved",
        "Hearing announced",
    ]
    assert len({entry.id for entry in told}) == 3


def test_a_moved_hearing_says_both_dates_and_why(hearing):
    hearing.move(starts_at=in_days(30), note=NOTE)

    moved, announced = entries()

    assert "The road is closed." in moved.words
    assert "Date and time: was" in moved.words
    assert announced.published < announced.updated == moved.published


def test_results_say_the_figures_and_what_is_not_stated(held_hearing):
    Minutes.record(held_hearing, participants=83, women=31)

    (entry,) = entries()

    assert entry.title.startswith("Results of the hearing")
    assert "Participants: 83" in entry.words
    assert "Women: 31" in entry.words
    assert "Proposals accepted: Not stated" in entry.words


def test_a_corrected_figure_makes_its_entry_new_again(held_hearing, clerk):
    minutes = Minutes.record(held_hearing, participants=83)
    before = entries()[0]

    minutes.correct(by=clerk, reason=NOTE, participants=84)

    after = entries()[0]
    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated > before.updated
    assert "Participants: 84" in after.words


@pytest.mark.parametrize(
    ("language", "word"), [("ky", "Жол жабылды."), ("ru", "Дорога закрыта."), ("en", "closed")]
)
def test_each_language_has_its_own_feed(hearing, language, word):
    hearing.cancel(note=NOTE)

    followed = Followed(PLACE, language)

    assert followed.language == language
    assert word in followed.entries[0].words
    assert f"/{language}/hearings/" in followed.entries[0].link


def test_a_text_that_is_not_translated_is_told_in_its_own_language(hearing):
    hearing.cancel(note={"ky": "Жол жабылды."})

    assert '<div lang="ky"><p>Жол жабылды.</p>' in entries("ru")[0].html


def test_the_author_is_the_municipality_and_nobody_else(hearing):
    followed = Followed(PLACE, "ru")

    assert followed.author == ["1-Майский айылный аймак"]
    assert "clerk" not in followed.response.content.decode()


def test_a_hearing_that_is_not_announced_is_not_told(hearing, draft, monkeypatch):
    assert len(entries()) == 1

    # Negative control: without the lock it would be.
    monkeypatch.setattr(HearingStepQuerySet, "public", HearingStepQuerySet.all)
    assert len(entries()) == 2


def test_only_the_latest_are_told(hearing):
    for _ in range(60):
        HearingStep.objects.create(
            hearing=hearing,
            verb="moved",
            note_ky="x",
            at=timezone.now(),
            old=hearing.starts_at.isoformat(),
            new=hearing.starts_at.isoformat(),
        )

    assert len(entries()) == 50


def test_many_entries_ask_no_more_than_one(hearing):
    client, place = Client(), f"/ky/{PLACE}"
    asked(client, place)
    few = asked(client, place)

    for _ in range(5):
        other = Hearing(kind="other", starts_at=in_days(9), place_ky="Мектеп")
        other.announce()

    assert len(asked(client, place)) == len(few) == 3


def test_ids_do_not_depend_on_the_host_that_was_asked(hearing, settings):
    settings.ALLOWED_HOSTS = ["one.example.kg", "two.example.kg"]

    one, two = (
        Followed(PLACE, host=host).entries[0] for host in ("one.example.kg", "two.example.kg")
    )

    assert one.id == two.id
    assert (one.link, two.link) == tuple(
        f"http://{name}.example.kg/en/hearings/{hearing.pk}/" for name in ("one", "two")
    )


def test_what_has_not_changed_is_not_sent_again(hearing):
    reader, place = Client(), f"/ky/{PLACE}"
    first = reader.get(place)
    headers = {"if-none-match": first["ETag"]}

    assert reader.get(place, headers=headers).status_code == 304
    hearing.cancel(note=NOTE)
    again = reader.get(place, headers=headers)
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


PLACES = [PLACE, "proposals/feed/", "hearings/calendar.ics", "hearings/{pk}/hearing.ics"]


@pytest.mark.parametrize("place", PLACES)
def test_the_head_alone_says_what_the_whole_says(hearing, place):
    reader, place = Client(), f"/ky/{place.format(pk=hearing.pk)}"

    whole, head = reader.get(place), reader.head(place)

    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(whole.headers) and "ETag" in head
    again = reader.head(place, headers={"if-none-match": head["ETag"]})
    assert again.status_code == 304


def test_an_empty_feed_is_a_feed_and_stays_the_same(aimak):
    first, second = Followed(PLACE), Followed(PLACE)

    assert first.entries == []
    assert first.response["ETag"] == second.response["ETag"]


def test_a_moment_that_is_none_does_not_break_the_feed(hearing, clerk):
    hearing.move(starts_at=in_days(30), by=clerk, note=NOTE)
    HearingStep.objects.filter(verb="moved").update(old="<b>soon</b>", new="later")

    assert any("moved" in entry.title for entry in entries())


def test_the_name_of_the_aimak_may_hold_what_xml_cannot(hearing, aimak):
    type(aimak).objects.update(name_en="The\x08 aimak")

    assert "The aimak" in Followed(PLACE).said("title")


def test_a_control_character_does_not_break_the_feed(hearing):
    Hearing.objects.update(title_en="The\x08 road\x0b", agenda_en="One\x1f\nTwo")

    (entry,) = entries()

    assert "The road" in entry.title
    assert "One" in entry.words


def test_what_a_clerk_typed_is_no_markup_for_a_reader(hearing):
    Hearing.objects.update(title_en="<b>Road</b>", agenda_en="<script>alert(1)</script>")

    (entry,) = entries()

    assert entry.title.endswith("<b>Road</b>")  # the title of an entry is plain text
    assert "<script" not in entry.html
