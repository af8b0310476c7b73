"""Every page asks the database as often at a thousand rows of each kind as at ten."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import zeal
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from groups.models import (
    Aimak,
    ContactPhone,
    Deputy,
    EarlierName,
    InitiativeGroup,
    LegalReference,
    Member,
    Sex,
    Village,
    YearlyFigures,
)
from hearings import receipts
from hearings.models import (
    Hearing,
    HearingDocument,
    HearingStep,
    LocalAct,
    Minutes,
    Proposal,
    ProposalPhoto,
    ProposalStep,
)
from hearings.models.choices import Status

FEW, MANY = 10, 1000

# How often each page may ask, the name and address of the aimak in its frame included.
MOST = {
    "home": 5,
    "hearing_list": 4,
    "hearing": 5,
    "register": 4,
    "register_filtered": 4,
    "register_page_two": 4,
    "proposal": 5,
    "groups": 4,
    "group": 5,
    # One for each kind of thing that a village has.
    "village": 7,
    "documents": 4,
    "about": 7,
    "search": 6,
    "search_for_nothing": 1,
    "form": 3,
}

# Initiative groups of one village and villages of one aimak are a handful: their lists have no
# pages, so their rows are a few in both measurements.
HANDFUL = 8


@pytest.fixture(scope="session", autouse=True)
def watched():
    """django-zeal looks for the query that is asked anew for each row of a list.

    For the session, because it cannot be taken away: put on twice, it would count twice.
    """
    initialize_app_registry()
    patch()


def number(n):
    return f"2026-{n + 1:05d}"


def keep(rows):
    """Write rows in one go, their derived columns computed."""
    for row in rows:
        if hasattr(row, "derive"):
            row.derive()
    return type(rows[0]).objects.bulk_create(rows)


@dataclass
class Register:
    """A municipality with so many rows of each kind, and the addresses of its fullest pages."""

    rows: int

    def fill(self):
        self.people()
        self.hearings()
        self.proposals()
        self.decisions()
        self.papers()
        return self

    def people(self):
        aimak = Aimak.objects.create(name_ky="Айыл аймагы", name_ru="Аймак", name_en="Aimak")
        handful = range(HANDFUL)
        self.villages = keep([Village(name_ky=f"Айыл {n}") for n in handful])
        keep([YearlyFigures(year=2000 + n, village=self.villages[0]) for n in handful])
        self.groups = keep(
            [InitiativeGroup(name_ky=f"Умут {n}", village=self.villages[0]) for n in handful]
        )
        keep(
            [
                Member(group=self.groups[0], full_name=f"Асан {n}", sex=Sex.FEMALE, is_public=True)
                for n in range(self.rows)
            ]
        )
        keep([Deputy(full_name=f"Бакыт {n}", village=self.villages[0]) for n in handful])
        keep([LegalReference(aimak=aimak, title_ky=f"Мыйзам {n}") for n in handful])
        keep([EarlierName(aimak=aimak, name_ky=f"Аймак {n}") for n in handful])
        keep([ContactPhone(aimak=aimak, number="+996372251234", is_public=True) for n in handful])

    def hearings(self):
        now = timezone.now()
        # Every other one is to come: those lists must not grow with queries either.
        self.hearing_rows = keep(
            [
                Hearing(
                    kind=Hearing.Kind.SEDP,
                    title_ky=f"Көпүрө боюнча угуу {n}",
                    village=self.villages[n % HANDFUL],
                    place_ky="Мектеп",
                    starts_at=now + timedelta(days=(n + 1) * (-1 if n % 2 else 1)),
                    published_at=now,
                )
                for n in range(self.rows)
            ]
        )
        self.hearing = self.hearing_rows[1]
        held = self.hearing_rows[1::2]
        keep([Minutes(hearing=hearing, participants=40, recorded_at=now) for hearing in held])
        keep(
            [
                HearingStep(hearing=self.hearing, verb="corrected", note_ky="x", at=now)
                for _ in range(self.rows)
            ]
        )

    def proposals(self):
        now = timezone.now()
        rows = [
            Proposal(
                number=number(n),
                text=f"Көпүрөнү оңдоо керек, {n}",
                language="ky",
                sector=Proposal.Sector.ROADS,
                village=self.villages[0],
                hearing=self.hearing,
                group=self.groups[0],
                from_group=True,
                channel=Proposal.Channel.PAPER,
                registered_at=now,
                published_at=now,
                status=Status.PUBLISHED,
                receipt_digest=receipts.digest(str(n)),
            )
            for n in range(self.rows)
        ]
        self.proposal_rows = keep(rows)
        self.proposal = self.proposal_rows[0]

    def decisions(self):
        def step(proposal, status):
            return ProposalStep(
                proposal=proposal,
                new_status=status,
                reason_ky="Себеби ушул.",
                on=date(2026, 11, 1),
                at=timezone.now(),
            )

        decided = self.proposal_rows[::2]
        steps = keep([step(proposal, Status.IN_BUDGET) for proposal in decided])
        for proposal, decision in zip(decided, steps, strict=True):
            proposal.status, proposal.decision = Status.IN_BUDGET, decision
        Proposal.objects.bulk_update(decided, ["status", "decision"])
        keep([step(self.proposal, Status.UNDER_REVIEW) for _ in range(self.rows)])
        others = self.proposal_rows[1::2]
        Proposal.objects.filter(pk__in=[other.pk for other in others]).update(
            merged_into=self.proposal
        )

    def papers(self):
        papers = {"content_type": "application/pdf", "size_bytes": 1000, "file": "x.pdf"}
        keep(
            [
                LocalAct(kind="resolution", title_ky=f"Көпүрө боюнча токтом {n}", **papers)
                for n in range(self.rows)
            ]
        )
        keep(
            [
                HearingDocument(hearing=self.hearing, title_ky=f"Долбоор {n}", **papers)
                for n in range(self.rows)
            ]
        )
        sizes = dict.fromkeys(("width", "height", "thumb_width", "thumb_height"), 100)
        keep(
            [
                ProposalPhoto(
                    proposal=self.proposal,
                    key=uuid.uuid4(),
                    image="x.webp",
                    thumbnail="x.webp",
                    is_public=True,
                    **sizes,
                )
                for _ in range(self.rows)
            ]
        )

    def address(self, page):
        register = reverse("hearings:proposal_list")
        return {
            "home": reverse("home"),
            "hearing_list": reverse("hearings:hearing_list"),
            "hearing": self.hearing.get_absolute_url(),
            "register": register,
            "register_filtered": f"{register}?q=көпүрө&sector=roads&village={self.villages[0].pk}"
            f"&status=in_budget&kind=proposal&hearing={self.hearing.pk}",
            "register_page_two": f"{register}?page=2",
            "proposal": self.proposal.get_absolute_url(),
            "groups": reverse("groups:group_list"),
            "group": self.groups[0].get_absolute_url(),
            "village": self.villages[0].get_absolute_url(),
            "documents": reverse("hearings:document_list"),
            "about": reverse("about"),
            "search": reverse("search") + "?q=көпүрө",
            "search_for_nothing": reverse("search"),
            "form": reverse("hearings:proposal_new"),
        }[page]

    def clear(self):
        Proposal.objects.update(decision=None, merged_into=None, status=Status.PUBLISHED)
        for model in (ProposalStep, ProposalPhoto, Proposal, Minutes, HearingStep):
            model.objects.all().delete()
        for model in (HearingDocument, LocalAct, Hearing, Member, InitiativeGroup):
            model.objects.all().delete()
        for model in (YearlyFigures, Deputy, Village, Aimak):
            model.objects.all().delete()


def asked(client, address):
    """What the page asked the database, while zeal watched."""
    with (
        zeal.zeal_context(),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries]


@pytest.fixture(scope="module")
def counts(django_db_setup, django_db_blocker):
    """What each page asked at a few rows, and what at many."""
    from django.db import transaction
    from django.test import Client

    counts = {}
    with django_db_blocker.unblock(), transaction.atomic():
        for rows in (FEW, MANY):
            register = Register(rows).fill()
            counts[rows] = {page: asked(Client(), register.address(page)) for page in MOST}
            register.clear()
        transaction.set_rollback(True)
    return counts


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
    for _ in range(3):
        submit()

    with zeal.zeal_context(), pytest.raises(zeal.NPlusOneError):
        [str(proposal.village) for proposal in Proposal.objects.all()]
    with zeal.zeal_context():
        [str(proposal.village) for proposal in Proposal.objects.with_context()]


def test_every_public_page_is_measured():
    from aimak_portal.urls import urlpatterns

    names = {
        pattern.name
        for resolver in urlpatterns
        for group in getattr(resolver, "url_patterns", [])
        for pattern in [group, *getattr(group, "url_patterns", [])]
        if getattr(pattern, "name", None) and getattr(group, "app_name", "") != "admin"
    }
    measured = {
        "home",
        "about",
        "search",
        "group_detail",
        "village_detail",
        "group_list",
        "hearing_list",
        "hearing_detail",
        "proposal_list",
        "proposal_detail",
        "proposal_new",
        "document_list",
    }
    # Answers about one row: a receipt, a tracked proposal, a file.
    single = {
        "proposal_sent",
        "proposal_track",
        "document",
        "act_file",
        "photo",
        "photo_thumbnail",
    }
    assert names == measured | single
