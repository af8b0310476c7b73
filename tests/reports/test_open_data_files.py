"""Everything public goes home as tables, whole, safe to open, and made in little memory."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from groups.models import Aimak, Village
from reports.datasets import DATASETS, dataset
from reports.open_data.files import archive as pieces_of_archive
from tests import deeds
from tests.many import fill
from tests.reports.machines import archive, file, rows, table

pytestmark = pytest.mark.django_db

FORMULAS = ["=1+1", "+996555", "-1", "@SUM(A1)", "\t=1", "＝1", "жол\n=cmd|'/C calc'!A0"]


def test_a_table_is_utf_8_with_a_head_and_lines_as_the_standard_asks(village):
    content = file("/data/villages.csv")

    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "id,name_ky,name_ru,name_en,soate_code"
    assert lines[1:] == [f"{village.pk},Айры-Там,Айры-Там,Airy-Tam,", ""]


def test_a_table_is_handed_over_as_a_file_that_can_do_nothing(village):
    response = Client().get("/data/villages.csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="villages.csv"'
    assert "sandbox" in response["Content-Security-Policy"]


def test_what_is_not_stated_is_empty_and_zero_is_zero(recorded):
    recorded((2026, 3, 12), participants=20, women=0)

    shown = table(file("/data/hearings.csv"))[0]

    assert (shown["participants"], shown["women"], shown["men"]) == ("20", "0", "")
    assert shown["starts_at"] == "2026-03-12T14:00:00+06:00"


@pytest.mark.parametrize("words", FORMULAS)
def test_the_words_of_a_citizen_never_become_a_formula(publish, words):
    publish(text=f"{words} Суу керек.", kind="proposal")

    text = table(file("/data/proposals.csv"))[0]["text"]

    assert not re.search(r"(^|[\n\t])\s*[=+\-@＝]", text)
    assert text.lstrip("'\t").startswith(words.lstrip("\t")[:3])


def test_a_number_below_zero_stays_a_number():
    budget = deeds.budget(is_public=True)
    line = deeds.line(budget, "1", "1000.00")
    deeds.approve(budget)
    budget.amend(deeds.act("2/2"), [(line, "-200.00")])

    assert table(file("/data/amendment_changes.csv"))[0]["change"] == "-200.00"


@pytest.mark.parametrize("key", DATASETS)
def test_the_file_and_the_interface_tell_the_same(key, decided, hearing):
    told = table(file(f"/data/{key}.csv"))

    identity = DATASETS[key].identity.key
    assert [row[identity] for row in told] == [str(row[identity]) for row in rows(f"{key}/")]
    assert list(told[0]) == DATASETS[key].names if told else True


def test_no_table_of_another_name_is_there():
    for name in ("proposers.csv", "..%2Fmanage.csv", "Proposals.csv", "aimak.csv"):
        assert Client().get(f"/data/{name}").status_code == 404


# The archive


def test_the_archive_holds_every_table_and_what_explains_them(aimak, decided):
    files = archive()

    tables = {f"{key}.csv" for key in DATASETS}
    readmes = {f"README.{code}.txt" for code, _name in settings.LANGUAGES}
    assert set(files) == tables | readmes | {"LICENSE.txt", "dictionary.csv", "codes.csv"}
    assert files["proposals.csv"] == file("/data/proposals.csv")
    assert b"creativecommons.org/licenses/by/4.0" in files["LICENSE.txt"]


def test_each_language_has_its_own_words_to_begin_with(aimak, time_machine):
    time_machine.move_to("2026-11-22 10:00+06:00")
    files = archive()

    texts = {code: files[f"README.{code}.txt"].decode() for code in ("ky", "ru", "en")}
    for code, name in (("ky", aimak.name_ky), ("ru", aimak.name_ru), ("en", aimak.name_en)):
        assert name in texts[code] and "2026" in texts[code]
        assert f"/{code}/data/" in texts[code]
    assert len(set(texts.values())) == 3


def test_a_demonstration_says_that_it_is_one(aimak):
    sentence = "Demonstration data"
    assert sentence not in archive()["README.en.txt"].decode()

    Aimak.objects.update(is_demo=True)

    assert sentence in archive()["README.en.txt"].decode()


def test_the_dictionary_explains_every_head_of_every_table(aimak):
    explained = table(archive()["dictionary.csv"])

    heads = [(row["table"], row["field"]) for row in explained]
    assert heads == [(key, name) for key in DATASETS for name in DATASETS[key].names]
    for row in explained:
        assert all(row[f"explanation_{code}"] for code in ("ky", "ru", "en")), row


def test_every_code_has_its_name_in_three_languages(aimak):
    listed = table(archive()["codes.csv"])
    names = {(row["table"], row["field"], row["code"]): row for row in listed}

    assert names["proposals", "status", "in_budget"]["name_en"] == "Included in the budget"
    assert names["proposals", "status", "in_budget"]["name_ru"] == "Включено в бюджет"
    assert all(row["name_ky"] and row["name_ru"] for row in names.values())


# Little memory


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(dataset, "BATCH", 5)
    monkeypatch.setattr(dataset.Dataset.batch, "__defaults__", (None, 5))


def test_rows_are_read_as_they_are_taken_and_never_all_at_once(small_batches):
    Village.objects.bulk_create(Village(name_ky=f"Айыл {each}") for each in range(20))

    with CaptureQueriesContext(connection) as queries:
        taken = DATASETS["villages"].every()
        first = [next(taken) for _each in range(5)]
        assert len(queries) == 1
        assert len(first) + len(list(taken)) == 20
    assert all("LIMIT 5" in query["sql"] for query in queries)
    assert not any("OFFSET" in query["sql"] for query in queries)


def test_a_batch_holds_every_row_once_whatever_is_added_meanwhile(small_batches):
    Village.objects.bulk_create(Village(name_ky=f"Айыл {each}") for each in range(12))

    seen = []
    for row in DATASETS["villages"].every():
        seen.append(row[0])
        if len(seen) == 6:
            Village.objects.create(name_ky="Жаңы")

    assert len(seen) == len(set(seen)) == 13


def test_the_archive_hands_on_what_it_made_before_it_reads_more(small_batches, aimak):
    fill(300)
    read = []
    pieces = pieces_of_archive()
    with CaptureQueriesContext(connection) as queries:
        for piece in pieces:
            read.append((len(piece), len(queries)))

    assert max(length for length, _asked in read) < 64_000
    # What was handed on first knew nothing of the last tables.
    assert read[0][1] < 10 < read[-1][1]


# The pages


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_page_leads_to_everything(language, aimak):
    page = Client().get(f"/{language}/data/").content.decode()

    assert 'href="/data/aimak.zip"' in page and 'href="/api/v1/openapi.json"' in page
    for key in DATASETS:
        assert f'href="/data/{key}.csv"' in page
        assert f'href="/{language}/data/{key}/"' in page
    assert "CC BY 4.0" in page


def test_the_bare_address_leads_to_the_page_in_the_readers_language():
    for code in ("ky", "ru", "en"):
        response = Client().get("/data/", headers={"Accept-Language": code})
        assert (response.status_code, response["Location"]) == (302, f"/{code}/data/")


@pytest.mark.parametrize("key", DATASETS)
def test_a_page_explains_every_field_of_its_table(key, aimak):
    page = Client().get(f"/ru/data/{key}/").content.decode()

    for field in DATASETS[key].fields:
        assert f">{field.names[0]}</code>" in page
        with translation.override("ru"):
            assert field.explained(DATASETS[key].model) in page


def test_a_table_that_is_not_there_has_no_page():
    assert Client().get("/ky/data/proposers/").status_code == 404
