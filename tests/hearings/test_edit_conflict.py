"""Two clerks open one page and both save: nobody's change is lost silently (bars.md R4)."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from groups.desk import guard
from groups.models import InitiativeGroup, Member, Village, YearlyFigures
from hearings.models import Hearing, Minutes
from tests.desk import Page, address, door_of, page_of, sign_in, words_of

CHANGED = "Somebody else changed this page while you had it open"


@pytest.fixture
def first(db):
    return sign_in("clerk", "first-clerk")


@pytest.fixture
def second(db):
    return sign_in("clerk", "second-clerk")


@pytest.fixture
def group(village):
    group = InitiativeGroup.objects.create(name_ky="Демилге", purpose_ky="Суу", village=village)
    Member.objects.create(group=group, full_name="Асан Үсөнов", sex="male")
    Member.objects.create(group=group, full_name="Айгүл Токтоева", sex="female")
    return group


def test_the_second_clerk_sees_both_versions_of_a_field(hearing, first, second):
    one, other = page_of(first, hearing), page_of(second, hearing)
    assert one.press(place_ky="Клуб").status_code == 302

    answer = other.press(place_ky="Китепкана")

    assert answer.status_code == 200
    words = words_of(answer)
    assert CHANGED in words
    assert "Stored now: Клуб. You typed: Китепкана." in words
    assert other.values["place_ky"] == "Китепкана"
    hearing.refresh_from_db()
    assert hearing.place_ky == "Клуб"


def test_saving_once_more_is_a_deliberate_choice(hearing, first, second):
    one, other = page_of(first, hearing), page_of(second, hearing)
    one.press(place_ky="Клуб")
    other.press(place_ky="Китепкана")

    assert other.press().status_code == 302
    hearing.refresh_from_db()
    assert hearing.place_ky == "Китепкана"


def test_a_third_change_before_the_deliberate_choice_is_shown_again(hearing, first, second):
    one, other = page_of(first, hearing), page_of(second, hearing)
    one.press(place_ky="Клуб")
    other.press(place_ky="Китепкана")
    page_of(first, hearing).press(place_ky="Мектеп")

    answer = other.press()

    assert answer.status_code == 200
    assert "Stored now: Мектеп" in words_of(answer)


def test_a_field_untouched_by_the_second_clerk_is_not_set_back(hearing, first, second):
    one, other = page_of(first, hearing), page_of(second, hearing)
    one.press(agenda_ky="Жаңы күн тартиби")

    assert other.press(place_ky="Китепкана").status_code == 200
    hearing.refresh_from_db()
    assert hearing.agenda_ky == "Жаңы күн тартиби"


def test_two_clerks_who_type_the_same_do_not_disturb_each_other(hearing, first, second):
    one, other = page_of(first, hearing), page_of(second, hearing)
    one.press(place_ky="Клуб")

    assert other.press(place_ky="Клуб").status_code == 302


def test_a_mistake_in_typing_does_not_forget_what_was_seen(hearing, first, second):
    other = page_of(second, hearing)
    assert other.press(subject_year="12").status_code == 200
    page_of(first, hearing).press(place_ky="Клуб")

    answer = other.press(subject_year="2027", place_ky="Китепкана")

    assert answer.status_code == 200
    assert "Stored now: Клуб" in words_of(answer)


def test_without_the_guard_the_first_change_is_lost(hearing, first, second, monkeypatch):
    monkeypatch.setattr(guard.Guarded, "_compare", lambda *args: None)
    one, other = page_of(first, hearing), page_of(second, hearing)
    one.press(agenda_ky="Жаңы күн тартиби")

    assert other.press(place_ky="Китепкана").status_code == 302
    hearing.refresh_from_db()
    assert hearing.agenda_ky != "Жаңы күн тартиби"


@pytest.mark.parametrize("carried", ["", "not-ours", None])
def test_a_page_that_does_not_say_what_was_seen_saves_nothing(hearing, first, carried):
    page = page_of(first, hearing)

    answer = page.press(place_ky="Клуб", _seen=carried)

    assert answer.status_code == 200
    assert "Nothing has been saved" in words_of(answer)
    hearing.refresh_from_db()
    assert hearing.place_ky != "Клуб"


def test_what_was_seen_of_one_record_does_not_open_another(hearing, held_hearing, first):
    page = page_of(first, hearing)
    foreign = page_of(first, held_hearing).values["_seen"]

    assert page.press(place_ky="Клуб", _seen=foreign).status_code == 200


def test_a_changed_row_shows_both_versions(group, first, second):
    one, other = page_of(first, group), page_of(second, group)
    one.press(**{"members-0-role": "leader"})

    answer = other.press(**{"members-0-role": "secretary"})

    assert answer.status_code == 200
    assert "Stored now: Leader of the group. You typed: Secretary." in words_of(answer)
    assert other.press().status_code == 302


def test_a_row_changed_meanwhile_is_not_deleted_unseen(group, first, second):
    one, other = page_of(first, group), page_of(second, group)
    one.press(**{"members-0-role": "leader"})

    answer = other.press(**{"members-0-DELETE": "on"})

    assert answer.status_code == 200
    assert CHANGED in words_of(answer)
    assert group.members.count() == 2


def test_a_row_deleted_meanwhile_is_named_with_what_was_typed_in_it(group, first, second):
    one, other = page_of(first, group), page_of(second, group)
    one.press(**{"members-0-DELETE": "on"})

    answer = other.press(**{"members-0-full_name": "Айгүл Токтоева-Асанова"})

    assert answer.status_code == 200
    words = words_of(answer)
    assert "Somebody else deleted a row meanwhile" in words
    assert "Айгүл Токтоева-Асанова" in words
    assert other.press().status_code == 302
    assert [member.full_name for member in group.members.all()] == ["Асан Үсөнов"]


def test_a_row_added_meanwhile_stays(group, first, second):
    one, other = page_of(first, group), page_of(second, group)
    one.press(
        **{
            "members-TOTAL_FORMS": "3",
            "members-2-full_name": "Бермет",
            "members-2-kind": "youth",
            "members-2-role": "member",
        }
    )

    assert other.press(name_en="Initiative").status_code == 302
    assert group.members.count() == 3


def test_minutes_entered_by_two_clerks_are_shown_side_by_side(held_hearing, first, second):
    one, other = page_of(first, held_hearing), page_of(second, held_hearing)
    assert one.press(**{"minutes-0-participants": "83"}).status_code == 302

    answer = other.press(**{"minutes-0-participants": "88"})

    assert answer.status_code == 200
    assert "Stored now: 83. You typed: 88." in words_of(answer)
    assert Minutes.objects.get().participants == 83
    assert other.press().status_code == 302
    assert Minutes.objects.get().participants == 88


def test_minutes_entered_meanwhile_are_not_emptied(held_hearing, first, second):
    one, other = page_of(first, held_hearing), page_of(second, held_hearing)
    one.press(**{"minutes-0-participants": "83"})

    assert other.press(place_ky="Клуб").status_code == 302
    assert Minutes.objects.get().participants == 83


def test_a_row_that_has_its_own_page_is_guarded_on_both(village, first, second):
    figures = YearlyFigures.objects.create(year=2026, village=village, population=100)
    within, alone = page_of(first, village), page_of(second, figures)
    within.press(**{"yearly_figures-0-population": "110"})

    answer = alone.press(population="120")

    assert answer.status_code == 200
    assert "Stored now: 110. You typed: 120." in words_of(answer)


def test_a_record_deleted_meanwhile_gives_the_typed_words_back(village, first, second):
    page = page_of(second, village)
    Village.objects.all().delete()

    answer = page.press(name_ky="Айры-Там (жаңы)")

    assert answer.status_code == 409
    words = words_of(answer)
    assert "somebody else deleted this" in words
    assert "Айры-Там (жаңы)" in words


def test_a_step_decided_on_an_older_state_is_shown_the_new_one_first(hearing, first, second):
    door = door_of(second, hearing, "cancel")
    page_of(first, hearing).press(place_ky="Клуб")

    answer = door.press("_go", note_ky="Бороон")

    assert answer.status_code == 200
    assert "nothing has been done yet" in words_of(answer)
    hearing.refresh_from_db()
    assert not hearing.is_cancelled
    assert door.press("_go").status_code == 302


# Fifty interleavings

FIELDS = ("place_ky", "place_ru", "title_ky", "agenda_ky", "notice_en")


@pytest.mark.parametrize("seed", range(25))
def test_no_change_is_lost_whatever_the_order(hearing, first, second, seed):
    """Two clerks open, type and save in any order; each typed value is stored or contested."""
    chance = random.Random(seed)
    pages = {"first": page_of(first, hearing), "second": page_of(second, hearing)}
    browsers = {"first": first, "second": second}
    kept = {}
    for turn in range(6):
        who = chance.choice(sorted(pages))
        field, value = chance.choice(FIELDS), f"{who} {seed} {turn}"
        answer = pages[who].press("_continue", **{field: value})
        hearing.refresh_from_db()
        if answer.status_code == 302:
            kept[field] = value
            pages[who] = page_of(browsers[who], hearing)
        else:
            assert CHANGED in words_of(answer)
            # Somebody who reads the page takes the stored version of what is not their own.
            pages[who] = page_of(browsers[who], hearing)
        assert {name: getattr(hearing, name) for name in kept} == kept


@pytest.mark.stress
@pytest.mark.django_db(transaction=True)
def test_no_change_is_lost_when_two_save_in_the_same_instant():
    hearing = Hearing(
        kind=Hearing.Kind.OTHER, place_ky="Клуб", starts_at=timezone.now() + timedelta(days=30)
    )
    hearing.announce()
    browsers = [sign_in("clerk", "first-clerk"), sign_in("clerk", "second-clerk")]
    lost = 0
    for turn in range(25):
        pages = [page_of(browser, hearing) for browser in browsers]
        lost += _both_save(pages, hearing, turn)
    assert lost == 0


def _both_save(pages, hearing, turn):
    """Both press at once; how many of the saved values are not there afterwards."""
    start = Barrier(2)
    typed = [("place_ky", f"Орун {turn}"), ("agenda_ky", f"Күн тартиби {turn}")]

    def press(page, field, value):
        try:
            start.wait()
            return page.press(**{field: value}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        ways = [both.submit(press, page, *pair) for page, pair in zip(pages, typed, strict=True)]
        answers = [way.result() for way in ways]
    hearing.refresh_from_db()
    assert 302 in answers
    return sum(
        code == 302 and getattr(hearing, field) != value
        for code, (field, value) in zip(answers, typed, strict=True)
    )


def test_a_new_record_carries_no_marks(first, db):
    assert "_seen" not in Page(first, address("groups_village_add")).values
