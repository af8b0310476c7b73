"""Every public page asks the database as often at a thousand rows of each kind as at ten."""

import pytest
import zeal
from django.test import Client
from django.urls import reverse

from hearings.models import Proposal
from reports.chapters.village import passport_of
from tests.aimak_portal.routes import public_routes
from tests.queries.counting import FEW, MANY, measured, watch
from tests.queries.ledger import YEAR

# The database is set up for a run in which some test says that it needs one.
pytestmark = pytest.mark.django_db

# How often each page may ask, the name and address of the aimak in its frame included.
MOST = {
    "home": 5,
    "hearing_list": 4,
    "hearing": 5,
    "register": 4,
    "register_filtered": 4,
    "register_page_two": 4,
    # With its measures, lines and results, as most have them.
    "proposal": 5,
    # With photos and with proposals that joined it, which few have.
    "proposal_with_everything": 7,
    "groups": 4,
    "group": 5,
    "documents": 3,
    "about": 7,
    "search_for_nothing": 1,
    "form": 3,
    # From here on one for each kind of thing that stands on the page, and one for the frame.
    # Programmes and their sectors, measures and their totals, villages to choose from, awards.
    "programs": 7,
    "programs_filtered": 4,
    # Sectors, hearings, measures and their totals, villages to choose from.
    "program": 7,
    # Steps, contributions, results, proposals, lines, photos, awards.
    "measure": 9,
    # Budgets, sums of their sides.
    "budgets": 4,
    # Budgets, sums, quarters, amendments, asked-for lines, lines, villages to choose from.
    "year": 8,
    "year_filtered": 8,
    "year_in_thousands": 8,
    "year_on_paper": 8,
    # Its measure with sources and results, proposals twice, amendments, quarters, corrections.
    "line": 8,
    # Budget, lines, figures, changes, codes, villages, proposals, measures.
    "workbook": 7,
    # Proposals, measures, lines and their sums, results, awards, hearings, groups, figures.
    "village": 13,
    # The aimak, the steps of hearings, the hearings.
    "hearings_feed": 3,
    # The aimak, the proposals with their decisions.
    "decisions_feed": 2,
    # The hearings, their steps, the aimak.
    "hearings_calendar": 3,
    "hearing_calendar": 3,
    "reports": 1,
    # Of everything that the other reports tell, that of one village.
    "passport": 21,
    # The same, without the frame of a page; with the aimak at the head of a file, and its
    # telephones on paper.
    "passport_workbook": 21,
    "passport_csv": 20,
    "passport_pdf": 22,
    # Its name in the frame and in the sentence to cite.
    "data": 2,
    "data_table": 1,
    # Plain rows, without the frame of a page.
    "rows": 1,
    "rows_narrowed": 1,
    "rows_of_hearings": 1,
    "one_row": 1,
    # One for each of the nine kinds of things that can be found.
    # Of each kind that holds the words two: to weigh what was found, and to read what is shown.
    "search": 24,
}


def addresses(register):
    """The fullest page of each kind."""
    proposals, programs = reverse("hearings:proposal_list"), reverse("programs:program_list")
    village, year = register.villages[0], reverse("budget:budget_detail", args=[YEAR])
    return {
        "home": reverse("home"),
        "hearing_list": reverse("hearings:hearing_list"),
        "hearing": register.hearing.get_absolute_url(),
        "register": proposals,
        "register_filtered": f"{proposals}?q=көпүрө&sector=roads&village={village.pk}"
        f"&status=in_budget&kind=proposal&hearing={register.hearing.pk}",
        "register_page_two": f"{proposals}?page=2",
        "proposal": register.whole.get_absolute_url(),
        "proposal_with_everything": register.proposal.get_absolute_url(),
        "groups": reverse("groups:group_list"),
        "group": register.groups[0].get_absolute_url(),
        "documents": reverse("document_list"),
        "about": reverse("about"),
        "search_for_nothing": reverse("search"),
        "form": reverse("hearings:proposal_new"),
        "programs": programs,
        "programs_filtered": f"{programs}?q=көпүрө&status=done&village={village.pk}",
        "program": register.programs[0].get_absolute_url() + "?sector=roads",
        "measure": register.measure.get_absolute_url(),
        "budgets": reverse("budget:budget_list"),
        "year": year,
        "year_filtered": f"{year}?q=көпүрө&village={village.pk}&asked=on&side=expenditure",
        "year_in_thousands": f"{year}?unit=thousand&page=2",
        "year_on_paper": f"{year}?lines=all",
        "line": register.line.get_absolute_url(),
        "workbook": reverse("budget:budget_workbook", args=[YEAR]),
        "village": village.get_absolute_url(),
        "reports": reverse("reports:report_list"),
        "passport": passport_of(village),
        **{f"passport_{form}": file for form, file in files_of_passport(village)},
        "hearings_feed": reverse("reports:hearings_feed"),
        "decisions_feed": reverse("reports:decisions_feed"),
        "hearings_calendar": reverse("reports:hearings_calendar"),
        "hearing_calendar": reverse("reports:hearing_calendar", args=[register.hearing.pk]),
        "data": reverse("reports:data"),
        "data_table": reverse("reports:data_detail", args=["proposals"]),
        "rows": "/api/v1/proposals/",
        "rows_narrowed": f"/api/v1/proposals/?village={village.pk}&sector=roads&status=in_budget",
        "rows_of_hearings": "/api/v1/hearings/",
        "one_row": f"/api/v1/proposals/{register.proposal.number}/",
        "search": reverse("search") + "?q=көпүрө",
    }


def files_of_passport(village):
    for form in ("workbook", "csv", "pdf"):
        yield form, f"{reverse(f'reports:report_{form}', args=['village'])}?village={village.pk}"


@pytest.fixture(scope="module")
def counts(django_db_setup, django_db_blocker):
    """What each page asked at a few rows, and what at many."""
    with django_db_blocker.unblock():
        return measured(MOST, Client, addresses)


@pytest.mark.stress
@pytest.mark.parametrize("page", MOST)
def test_a_page_asks_as_often_at_a_thousand_rows_as_at_ten(counts, page):
    few, many = counts[FEW][page], counts[MANY][page]

    assert len(many) == len(few), "\n".join(many)


@pytest.mark.stress
@pytest.mark.parametrize(("page", "most"), MOST.items())
def test_a_page_asks_no_more_than_it_may(counts, page, most):
    queries = counts[MANY][page]

    assert len(queries) <= most, "\n".join(queries)


def test_a_question_for_each_row_would_be_noticed(submit):
    watch()
    for _ in range(3):
        submit()

    with zeal.zeal_context(), pytest.raises(zeal.NPlusOneError):
        [str(proposal.village) for proposal in Proposal.objects.all()]
    with zeal.zeal_context():
        [str(proposal.village) for proposal in Proposal.objects.with_context()]


def test_a_question_for_each_row_is_noticed_also_where_its_manager_was_used_before(submit):
    proposals = [submit() for _ in range(3)]
    [list(proposal.steps.all()) for proposal in proposals]
    watch()

    with zeal.zeal_context(), pytest.raises(zeal.NPlusOneError):
        [list(proposal.steps.all()) for proposal in Proposal.objects.all()]


def test_every_public_page_is_measured():
    measured_ones = {
        "home",
        "about",
        "search",
        "group_detail",
        "village_detail",
        "document_list",
        "groups:group_list",
        "hearings:hearing_list",
        "hearings:hearing_detail",
        "hearings:proposal_list",
        "hearings:proposal_new",
        "proposal_detail",
        "measure_detail",
        "programs:program_list",
        "programs:program_detail",
        "budget:budget_list",
        "budget:budget_detail",
        "budget:budget_workbook",
        "budget:line_detail",
        "reports:report_list",
        "reports:report_detail",
        "reports:report_workbook",
        "reports:report_csv",
        "reports:report_pdf",
        "reports:hearings_feed",
        "reports:decisions_feed",
        "reports:hearings_calendar",
        "reports:hearing_calendar",
        "reports:data",
        "reports:data_detail",
        "open_interface",
    }
    # Answers about one row or none: a receipt, a tracked proposal, a file, whether all is well.
    single = {
        "health",
        "robots",
        "hearings:proposal_sent",
        "hearings:proposal_track",
        "hearings:document",
        "hearings:act_file",
        "hearings:photo",
        "hearings:photo_thumbnail",
        "programs:photo",
        "programs:photo_thumbnail",
        # For those who are signed in: a form, and the files of one order.
        "reports:pack_order",
        "reports:pack_detail",
        "reports:pack_file",
        # What machines read first, and files that are read a batch at a time.
        "open_interface_root",
        "data_file",
        "data_archive",
    }
    assert {route.name for route in public_routes()} == measured_ones | single
