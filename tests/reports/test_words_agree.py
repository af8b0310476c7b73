"""What became of the words is told alike everywhere, after a thousand random deeds (bars.md R8).

Beside the database stand plain books (`clerking`); every place that counts proposals has to tell
what the books have. The database keeps the counts in step, and `recount` finds nothing to mend.
"""

import csv
import random
from io import BytesIO, StringIO

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from groups.models import Aimak
from hearings.counting.keeping import drift
from hearings.models import Proposal, ProposalCount
from reports.papers import chapter
from reports.registry import REPORTS
from reports.scope import Scope
from tests.reports import machines
from tests.reports.clerking import ACCEPTED, DECIDED, Clerk
from tests.reports.files import sheets

pytestmark = pytest.mark.stress

OPERATIONS = 1000
LANGUAGES = ["ky", "ru", "en"]


@pytest.fixture(scope="module")
def _worked(django_db_setup, django_db_blocker):
    """The register after years of work, which stays for all tests."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("ky"):
        Aimak.objects.create(name_ky="Айыл аймагы")
        user = get_user_model().objects.create_user("desk")
        yield Clerk(random.Random(5), user).work(OPERATIONS)
        transaction.set_rollback(True)


@pytest.fixture
def clerk(_worked, db):
    return _worked


def get(language, address, **query):
    response = Client().get(f"/{language}/{address}", query)
    assert response.status_code == 200
    return response


def tables_of(response):
    return {each.table.key: each.table for each in response.context["sections"] if each.table}


def whole_row(table):
    """Received, decided, accepted and implemented of all rows together."""
    keys = [column.key for column in table.columns]
    row = dict(zip(keys, table.total, strict=True))
    return [row[key] for key in ("received", "decided", "accepted", "implemented")]


def named(counts):
    return [counts[key] for key in ("received", "decided", "accepted", "implemented")]


# The places. Each returns the counts that it tells.


def home(language):
    return named(get(language, "").context["counts"])


def report(language):
    return whole_row(tables_of(get(language, "reports/proposals/"))["village"])


def report_of_the_topics(language):
    return whole_row(tables_of(get(language, "reports/proposals/"))["sector"])


def stations(language):
    rows = tables_of(get(language, "reports/proposals/"))["way"].rows
    return [row[1] for place, row in enumerate(rows) if place in {0, 1, 2, 6}]


def comma_separated(language):
    content = get(language, "reports/proposals/download.csv", table="way").getvalue()
    _heads, *rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
    return [int(row[1]) for place, row in enumerate(rows) if place in {0, 1, 2, 6}]


def workbook(language):
    response = get(language, "reports/proposals/download.xlsx")
    book = load_workbook(BytesIO(response.getvalue()))
    _heads, *rows = book.worksheets[1].iter_rows(values_only=True)
    return [row[1] for place, row in enumerate(rows) if place in {0, 1, 2, 6}]


def of_rows(rows):
    """The counts of rows of the open data, each with the status of a proposal."""
    statuses = [row["status"] for row in rows]
    sets = (DECIDED, ACCEPTED, {"implemented"})
    return [len(statuses), *(sum(status in each for status in statuses) for each in sets)]


def archive(language):
    return of_rows(machines.table(machines.archive()["proposals.csv"]))


def interface(language):
    return of_rows(row for page in machines.pages("proposals/") for row in page)


PLACES = {
    "home": home,
    "report by villages": report,
    "report by topics": report_of_the_topics,
    "stations": stations,
    "CSV": comma_separated,
    "workbook": workbook,
    "archive": archive,
    "interface": interface,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
def test_every_place_tells_what_the_books_have(clerk, place, language):
    assert PLACES[place](language) == clerk.books.counts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_village_has_its_own_counts_on_its_page_and_in_the_reports(clerk, language):
    for village in clerk.villages:
        counts = clerk.books.counts(village=village.pk)
        page = get(language, f"villages/{village.pk}/")
        chosen = get(language, "reports/proposals/", village=village.pk)

        assert named(page.context["counts"]) == counts
        assert whole_row(tables_of(chosen)["sector"]) == counts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_register_lists_as_many_as_the_report_counts(clerk, language):
    for sector in ("water", "roads"):
        listed = get(language, "proposals/", sector=sector).context["page"].paginator.count

        assert listed == clerk.books.counts(sector=sector)[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_tells_the_same(clerk, language):
    with translation.override(language):
        asked = REPORTS["proposals"]
        text = " ".join(sheets([chapter.of(asked, Scope(), asked.answer(Scope()))]))

    for count in clerk.books.counts():
        assert f" {count} " in text


def test_so_much_was_done_that_every_count_had_its_chance(clerk):
    received, decided, accepted, implemented = clerk.books.counts()

    assert clerk.done >= OPERATIONS and clerk.refused > 100
    assert len(clerk.books.pages) > received > decided > accepted > implemented > 0


@pytest.mark.parametrize("place", PLACES)
def test_one_proposal_more_would_be_noticed(clerk, place):
    page = next(page for page in clerk.books.pages.values() if not page.is_public)
    before, page.is_published, page.status = vars(page).copy(), True, "implemented"
    try:
        assert PLACES[place]("en") != clerk.books.counts()
    finally:
        vars(page).update(before)


def test_no_count_has_drifted(clerk):
    assert drift() == []
    # The database's rule of what is public is that of the register.
    assert ProposalCount.objects.total() == Proposal.objects.public().count()
