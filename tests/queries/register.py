"""A municipality with so many rows of each kind: its people, hearings, proposals and papers."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

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
    Message,
    Minutes,
    Proposal,
    ProposalPhoto,
    ProposalStep,
    Proposer,
)
from hearings.models.choices import Status
from tests.budget.many import keep
from tests.queries.ledger import Ledger

# Initiative groups of one village, villages and years of one aimak are a handful: their lists have
# no pages, so their rows are a few in both measurements.
HANDFUL = 8


def number(n):
    return f"2026-{n + 1:05d}"


@dataclass
class Register(Ledger):
    """The rows of the lower floors; those of deeds and money are the ledger's."""

    rows: int

    def fill(self):
        self.people()
        self.hearings()
        self.proposals()
        self.decisions()
        self.papers()
        self.fill_ledger()
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
        self.proposal, self.whole = self.proposal_rows[0], self.proposal_rows[2]

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
        keep([Proposer(proposal=proposal, email="a@example.kg") for proposal in decided])
        keep([_message(step) for step in steps])
        keep([step(self.proposal, Status.UNDER_REVIEW) for _ in range(self.rows)])
        others = self.proposal_rows[1::2]
        Proposal.objects.filter(pk__in=[other.pk for other in others]).update(
            merged_into=self.proposal
        )

    def papers(self):
        papers = {"content_type": "application/pdf", "size_bytes": 1000, "file": "x.pdf"}
        self.acts = keep(
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


def _message(step):
    return Message(
        proposal=step.proposal,
        step=step,
        channel=Message.Channel.EMAIL,
        language="ky",
        subject="Көпүрө",
        body="Көпүрө",
        created_at=step.at,
        not_before=step.at,
    )
