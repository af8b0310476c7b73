"""Programs read the public record page by page, and learn at once what has changed."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hearings.models import Hearing, Minutes, Proposal
from reports.datasets import DATASETS
from tests import deeds
from tests.reports.machines import ask, pages, rows, told

pytestmark = pytest.mark.django_db


def test_a_text_stands_in_each_language_and_what_is_not_stated_is_null(village):
    village.name_en = ""
    village.save()

    assert rows("villages/") == [
        {
            "id": village.pk,
            "name": {"ky": "Айры-Там", "ru": "Айры-Там", "en": None},
            "soate_code": None,
        }
    ]


def test_money_is_written_without_losing_a_tiyin():
    budget = deeds.budget(is_public=True)
    line = deeds.line(budget, "1", "1250000.10")

    assert told(f"budget_lines/{line.pk}/")["planned_draft"] == "1250000.10"
    assert told(f"budget_lines/{line.pk}/")["executed"] is None


def test_a_line_tells_its_plan_through_amendment_and_execution():
    budget = deeds.budget(is_public=True)
    line = deeds.line(budget, "1", "1000.00")
    deeds.approve(budget)
    budget.amend(deeds.act("2/2"), [(line, Decimal("-0.30"))])
    line.record_execution(1, Decimal("99.90"))

    shown = told(f"budget_lines/{line.pk}/")

    plan = ("planned_draft", "approved", "revised", "executed", "executed_quarter")
    assert [shown[name] for name in plan] == ["1000.00", "1000.00", "999.70", "99.90", 1]
    assert rows("amendment_changes/")[0]["change"] == "-0.30"


def test_a_hearing_tells_the_figures_of_its_minutes(recorded):
    hearing = recorded((2026, 3, 12), announced_on=date(2026, 3, 2), participants=135, women=57)

    shown = told(f"hearings/{hearing.pk}/")

    assert (shown["participants"], shown["women"], shown["men"]) == (135, 57, None)
    assert (shown["women_share"], shown["notice_days"]) == ("0.4222", 10)
    assert shown["starts_at"] == "2026-03-12T14:00:00+06:00"
    assert shown["stage"] == "recorded"


def test_a_share_above_one_that_the_minutes_explain_is_as_described(recorded):
    hearing = recorded((2026, 3, 12), participants=20, women=50, discrepancy_ky="Тизме толук эмес.")
    described = told("openapi.json")["components"]["schemas"]["HearingsRow"]["properties"]
    share = next(each for each in described["women_share"]["anyOf"] if "pattern" in each)

    told_of = told(f"hearings/{hearing.pk}/")["women_share"]

    assert told_of == "2.5000"
    assert re.search(share["pattern"], told_of) and "explain" in share["description"]


def test_a_hearing_without_a_title_is_called_as_on_its_page(hearing):
    shown = told(f"hearings/{hearing.pk}/")

    assert shown["title"]["en"] == "Public hearing on the draft local budget for 2027"
    assert shown["participants"] is None and shown["signed_on"] is None


def test_a_decision_comes_with_its_reason(decided):
    shown = told(f"proposals/{decided.number}/")

    assert (shown["status"], shown["decision"]) == ("in_budget", "in_budget")
    assert shown["decision_reason"]["ru"] == "Включено в бюджет."
    assert [step["status"] for step in rows(f"proposal_steps/?proposal={decided.number}")] == [
        "submitted",
        "published",
        "in_budget",
    ]


def test_a_group_is_counted_and_nobody_in_it_is_named(village):
    from groups.models import InitiativeGroup, Member

    group = InitiativeGroup.objects.create(name_ky="Таза суу", reported_members=3)
    Member.objects.create(group=group, full_name="Айнура", sex="female", is_public=True)

    shown = told(f"initiative_groups/{group.pk}/")

    assert (shown["members"], shown["reported_members"], shown["women"]) == (3, 3, None)
    assert "Айнура" not in ask("initiative_groups/").content.decode()


# Pages


def test_paging_tells_each_row_once_while_rows_are_added(publish):
    known = [publish().number for _each in range(7)]

    seen = []
    for page in pages("proposals/?limit=3"):
        assert len(page) <= 3
        seen += [row["number"] for row in page]
        if len(seen) == 3:
            known.append(publish().number)

    assert seen == sorted(known)


def test_the_last_page_says_that_it_is_the_last(publish):
    for _each in range(4):
        publish()

    assert [len(page) for page in pages("proposals/?limit=2")] == [2, 2]


def test_a_page_far_on_is_found_by_its_key_and_never_by_counting(publish):
    last = publish().number

    with CaptureQueriesContext(connection) as queries:
        rows(f"proposals/?after={last}&limit=2")

    assert len(queries) == 1
    assert "OFFSET" not in queries[0]["sql"] and "COUNT" not in queries[0]["sql"]


def test_a_page_far_on_in_a_year_starts_from_its_own_key(publish):
    """A second lower bound would let SQLite read the whole year up to the page."""
    number = publish().number

    with CaptureQueriesContext(connection) as queries:
        rows(f"proposals/?year={number[:4]}&after={number}")
        rows(f"proposals/?year={number[:4]}")

    bounds = [query["sql"].count('"number" >') for query in queries]
    assert bounds == [1, 1]
    assert number in queries[0]["sql"] and f"{number[:4]}-'" in queries[1]["sql"]


# Filters


def test_rows_are_narrowed_by_what_the_dataset_offers(publish, village, other_village, clerk):
    here, there = publish(), publish(village=other_village, sector="roads")
    there.decide(Proposal.Status.REJECTED, by=clerk, reason="Жок.", reason_code="no_money")
    year = here.number[:4]

    def found(**chosen):
        query = "&".join(f"{name}={value}" for name, value in chosen.items())
        return [row["number"] for row in rows(f"proposals/?{query}")]

    assert found(village=village.pk) == [here.number]
    assert found(sector="roads") == [there.number]
    assert found(status="rejected", year=year) == [there.number]
    assert found(year=int(year) - 1) == []
    assert found(year=year) == [here.number, there.number]


def test_a_hearing_is_found_by_the_year_of_its_day(recorded):
    recorded((2025, 12, 31))
    later = recorded((2026, 1, 1))

    assert [row["id"] for row in rows("hearings/?year=2026")] == [later.pk]


def test_a_measure_is_found_by_any_of_its_years():
    both = deeds.measure(first_year=2024, last_year=2026)
    deeds.measure(first_year=2027)

    assert [row["id"] for row in rows("measures/?year=2025")] == [both.pk]


@pytest.mark.parametrize("key", DATASETS)
def test_each_filter_narrows_without_failing(key, hearing, decided):
    for name, each in DATASETS[key].filters.items():
        value = {"year": "2026", "budget": "2026", "proposal": decided.number}.get(name, "1")
        if each.field.kind == "code":
            value = next(iter(getattr(each.field.codes, "values", each.field.codes)))
        assert ask(f"{key}/?{name}={value}").status_code == 200, name


# What is refused

REFUSED = [
    "proposals/?proposer__phone__startswith=9",
    "proposals/?published_at__isnull=True",
    "proposals/?held_because=fast",
    "proposals/?page=-1",
    "proposals/?limit=0",
    "proposals/?limit=501",
    "proposals/?limit=-1",
    "proposals/?limit=1&limit=2",
    "proposals/?after=x",
    "proposals/?year=",
    "proposals/?year=1990",
    "proposals/?year=2101",
    "proposals/?year=99999999999999999999999",
    "proposals/?village=9223372036854775808",
    "proposals/?village=%ED%A0%80",
    "proposals/?village=٣",
    "proposals/?status=Published",
    "hearings/?after=1e3",
    "hearings/%D9%A3/",
    "hearings/1%0a/",
    "proposals/2026-00001%0a/",
    "hearings/1_0/",
    "hearings/-1/",
    "hearings/99999999999999999999/",
    "villages/1/?village=1",
    "?q=x",
    "openapi.json?x=1",
]


@pytest.mark.parametrize("address", REFUSED)
def test_what_an_address_does_not_know_is_refused_with_a_reason(address):
    response = ask(address)

    assert response.status_code == 422
    assert response.json()["detail"]


NOT_THERE = [
    "nothing/",
    "nothing",
    "villages/7/",
    "proposals/2026-99999/",
    "v2/x/y/",
    "%0d%0aX",
    "%0a",
    "villages%0a/",
    "openapi.json%0a",
]


@pytest.mark.parametrize("address", NOT_THERE)
def test_what_is_not_there_is_a_404_with_a_reason(address):
    response = ask(address)

    assert (response.status_code, response["Content-Type"]) == (404, "application/json")
    assert response.json()["detail"]


@pytest.mark.parametrize("address", ["villages/?soate_code=%00", "villages/%00/"])
def test_a_character_that_no_database_holds_is_a_400_with_a_reason(address):
    response = ask(address)

    assert response.status_code == 400
    assert response.json()["detail"]
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_whoever_wants_to_write_is_told_that_it_is_read_only(method, village):
    for client in (Client(), Client(enforce_csrf_checks=True)):
        response = getattr(client, method)("/api/v1/villages/")
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response.json()["detail"]


@pytest.mark.parametrize("address", ["", "villages/", "villages/1/", "nothing/"])
def test_a_script_of_another_site_may_ask_whether_something_changed(address, db):
    """A browser sends If-None-Match for a script only after it was allowed by OPTIONS."""
    asks = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    response = Client().options(f"/api/v1/{address}", headers=asks)

    assert (response.status_code, response.content) == (204, b"")
    assert response["Allow"] == response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Headers"] == "If-None-Match"
    assert int(response["Access-Control-Max-Age"]) > 0
    assert "Content-Type" not in response


@pytest.mark.parametrize("address", ["villages", "villages/1", "proposals/2026-99999"])
def test_an_address_without_its_last_stroke_leads_to_the_right_one(village, address):
    response = Client().get(f"/api/v1/{address}?limit=5")

    assert (response.status_code, response["Location"]) == (301, f"/api/v1/{address}/?limit=5")


def test_a_line_break_never_leaves_the_address(db):
    response = Client().get("/api/v1/villages/%0d%0aX:y")

    assert (response.status_code, response["Location"]) == (301, "/api/v1/villages/%0D%0AX:y/")


# What machines and caches need to know


def test_any_site_may_read_and_nobody_gets_a_cookie(village):
    for address in ("/api/v1/", "/api/v1/villages/", "/api/v1/nothing/", "/data/villages.csv"):
        response = Client().get(address)
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cache-Control"] == "public, no-cache"
        assert not response.cookies


def test_only_the_head_of_an_answer_may_be_asked_for(village):
    response = Client().head("/api/v1/villages/")

    assert (response.status_code, response.content) == (200, b"")


def test_an_answer_that_has_not_changed_is_not_sent_again(village):
    mark = ask("villages/")["ETag"]

    again = ask("villages/", **{"If-None-Match": mark})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == mark and again["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("place", ["/api/v1/", "/ky/hearings/feed/", "/ky/hearings/calendar.ics"])
def test_what_has_not_changed_is_kept_as_the_answer_itself(hearing, place):
    whole = Client().get(place)

    again = Client().get(place, headers={"If-None-Match": whole["ETag"]})

    assert again.status_code == 304
    assert "Accept-Encoding" in whole["Vary"] and again["Vary"] == whole["Vary"]


def test_a_packed_answer_is_recognised_too(village):
    for number in range(20):
        village.pk = None
        village.name_ky = f"Айыл {number}"
        village.save()
    packed = {"Accept-Encoding": "gzip"}
    mark = ask("villages/", **packed)["ETag"]

    assert mark.startswith("W/")
    assert ask("villages/", **packed, **{"If-None-Match": mark}).status_code == 304


def _name(hearing, clerk):
    Hearing.objects.filter(pk=hearing.pk).update(place_en="Somewhere else")


def _publish(hearing, clerk):
    hearing.pk = None
    hearing.save()


def _cancel(hearing, clerk):
    hearing.cancel(note="Зал жабык.", by=clerk)


def _record(hearing, clerk):
    Minutes.objects.create(hearing=hearing, recorded_at=hearing.starts_at, women=5)


@pytest.mark.parametrize("change", [_name, _publish, _cancel, _record])
def test_the_mark_changes_at_once_with_whatever_is_shown(hearing, clerk, change):
    mark = ask("hearings/")["ETag"]

    change(hearing, clerk)

    answer = ask("hearings/", **{"If-None-Match": mark})
    assert answer.status_code == 200 and answer["ETag"] != mark


def test_the_mark_changes_with_the_clock_where_the_clock_decides(hearing, time_machine):
    mark = ask("hearings/")["ETag"]

    time_machine.move_to(hearing.starts_at)

    assert ask("hearings/", **{"If-None-Match": mark}).status_code == 200


def test_the_language_of_the_reader_changes_nothing(village):
    bodies = {ask("", **{"Accept-Language": code}).content for code in ("ky", "ru", "en")}

    assert len(bodies) == 1


def test_the_description_names_every_address_and_every_field():
    description = told("openapi.json")

    for dataset in DATASETS.values():
        shape = description["components"]["schemas"][f"{_camel(dataset.key)}Row"]["properties"]
        assert list(shape) == [field.key for field in dataset.fields]
        assert {f"/api/v1/{dataset.key}/", f"/api/v1/{dataset.key}/{{key}}/"} <= set(
            description["paths"]
        )
    assert description["info"]["license"]["name"] == "CC BY 4.0"


def _camel(key):
    return key.title().replace("_", "")


def test_the_list_of_everything_leads_to_every_dataset():
    listed = told("")["datasets"]

    assert [each["key"] for each in listed] == list(DATASETS)
    for each in listed:
        assert Client().get(each["address"]).status_code == 200
        assert Client().get(each["file"]).status_code == 200
