"""The desk's front page answers what must be done today, and what lacks a translation."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from aimak_portal.desk import waiting
from groups.desk import completeness
from groups.models import Village
from hearings.models import Hearing, Minutes
from language.completeness import _NONE
from tests.desk import address, colleague, page_of, sign_in


def items(role):
    with translation.override("en"):
        found = waiting(colleague(role)) or []
    return {item["label"]: item for item in found}


@pytest.fixture
def draft(aimak):
    return Hearing.objects.create(kind="sedp", starts_at=timezone.now() + timedelta(days=20))


def rows_of(browser, url):
    return list(browser.get(url).context["cl"].queryset)


@pytest.mark.parametrize(
    ("state", "label"),
    [
        ("draft", "Hearings to be announced"),
        ("held", "Hearings held, minutes to follow"),
        ("recorded", "Minutes entered, to be signed"),
    ],
)
def test_a_hearing_that_waits_is_counted_and_linked_to_its_list(
    state, label, draft, held_hearing, clerk
):
    waits = draft if state == "draft" else held_hearing
    if state == "recorded":
        Minutes.record(held_hearing, by=clerk, participants=9)
    item = items("clerk")[label]
    assert item["count"] == 1
    assert rows_of(sign_in("clerk"), item["url"]) == [waits]


def test_a_signed_and_a_cancelled_hearing_wait_for_nothing(held_hearing, hearing, clerk):
    Minutes.record(held_hearing, by=clerk, participants=9)
    Minutes.objects.update(signed_at=timezone.now())
    hearing.cancel(by=clerk, note={"ky": "Мезгил өзгөрдү."})
    assert items("clerk") == {}


def test_every_number_is_that_of_the_list_behind_it(house_of_work):
    browser = sign_in("head")
    for label, item in items("head").items():
        assert len(rows_of(browser, item["url"])) == item["count"], label


@pytest.fixture
def house_of_work(draft, held_hearing, submitted, submit, clerk):
    published = submit(text="Көчөгө чырак керек, түнкүсүн караңгы.")
    published.publish(by=clerk)
    overdue = submit(text="Көпүрөнү оңдогула, суу алып кетти.")
    type(overdue).objects.filter(pk=overdue.pk).update(
        due_on=timezone.localdate().replace(day=1, month=1)
    )


def test_a_deputy_only_reads_and_has_nothing_to_do(draft):
    assert waiting(colleague("deputy")) is None
    page = sign_in("deputy").get(address("index"))
    assert address("translations") not in page.content.decode()


def test_the_list_of_missing_translations_leads_to_the_records(village, clerk):
    lacking = Village.objects.create(name_ky="Кызыл-Ата")
    browser = sign_in("clerk")
    page = browser.get(address("translations"))
    url = f"{address('groups_village_changelist')}?lacks=ru"
    assert f'href="{url}">1</a>' in page.content.decode()
    assert rows_of(browser, url) == [lacking]


def test_a_row_on_the_page_lacks_for_its_record(aimak, held_hearing, clerk):
    held_hearing.place_ru = held_hearing.place_en = "Школа"
    held_hearing.save()
    url = f"{address('hearings_hearing_changelist')}?lacks=en"
    assert rows_of(sign_in("clerk"), url) == []
    Minutes.record(held_hearing, by=clerk, participants=9, summary_ky="Суу жөнүндө.")
    assert rows_of(sign_in("clerk"), url) == [held_hearing]


def test_without_the_condition_the_list_would_name_everybody(village, monkeypatch):
    monkeypatch.setattr(completeness, "lacking_on_page", lambda page, code: ~_NONE)
    url = f"{address('groups_village_changelist')}?lacks=ru"
    assert rows_of(sign_in("clerk"), url) == [village]


def test_the_page_of_a_record_says_how_far_it_is_translated(aimak):
    lacking = Village.objects.create(name_ky="Кызыл-Ата", name_ru="Кызыл-Ата")
    text = page_of(sign_in("clerk"), lacking).text
    assert text.count("1 of 1 texts") == 2
    assert "0 of 1 texts. Missing: Name" in text


def test_who_may_only_read_has_no_list_of_missing_translations(aimak):
    assert sign_in("deputy").get(address("translations")).status_code == 403
