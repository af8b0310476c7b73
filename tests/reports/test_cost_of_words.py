"""The reports on proposals and groups ask the database as often at many rows as at few."""

from datetime import UTC, date, datetime

from django.test import Client

from budget.models import BudgetLine
from groups.models import InitiativeGroup, Member, Village
from hearings.models import Proposal, ProposalStep
from hearings.models.choices import NEVER_PUBLISHED, Status
from programs.models import Measure, Result
from tests.budget.many import keep
from tests.deeds import budget, code
from tests.desk import sign_in
from tests.queries.counting import asked

FEW, MANY, MOST = 10, 300, 24
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
STATUSES = [Status.PUBLISHED, Status.IN_BUDGET, Status.REJECTED, Status.SUBMITTED]
SECTORS, SEXES = ["water", "roads"], ["female", "male", ""]
ADDRESSES = [f"/en/reports/{slug}/?first_year=1991" for slug in ("proposals", "groups")]


def fill(first, last, money):
    """As many villages, groups, proposals, measures and lines, each answering the one before."""
    every = range(first, last)
    villages = keep([Village(name_en=f"Village {n}") for n in every])
    groups = keep([InitiativeGroup(name_en=f"Group of {each}", village=each) for each in villages])
    keep([Member(group=group, full_name="Асан", sex="female") for group in groups])
    proposals = keep([proposal(n, v, g) for n, v, g in zip(every, villages, groups, strict=True)])
    decide(every, proposals)
    measures = keep([Measure(title_en=f"Measure {n}") for n in every])
    keep([Result(measure=each, what_en="Road", quantity=4) for each in measures])
    answers = Measure.proposals.through
    keep([answers(measure=m, proposal=p) for m, p in zip(measures, proposals, strict=True)])
    function, economic = code("7091", "function"), code("2222", "economic")
    lines = keep(
        [
            BudgetLine(
                budget=money,
                number=str(n),
                side="expenditure",
                function=function,
                economic=economic,
                title_en=f"Line {n}",
                planned_draft=100,
            )
            for n in every
        ]
    )
    names = BudgetLine.proposals.through
    keep([names(budgetline=each, proposal=p) for each, p in zip(lines, proposals, strict=True)])


def proposal(n, village, group):
    status = STATUSES[n % len(STATUSES)]
    return Proposal(
        number=f"2026-{n:05d}",
        text="Суу керек.",
        language="ky",
        village=village,
        group=group,
        from_group=True,
        sector=SECTORS[n % 2],
        sex=SEXES[n % 3],
        received_on=date(2026, 1, 1 + n % 28),
        registered_at=MOMENT,
        published_at=None if status in NEVER_PUBLISHED else MOMENT,
        receipt_digest=f"{n:064d}",
    )


def decide(every, proposals):
    """The decision of each, or where it is checked none."""
    steps = keep(
        [
            ProposalStep(
                proposal=each,
                new_status=STATUSES[n % len(STATUSES)],
                reason_ky="Себеби ушул.",
                reason_code="no_money",
                on=date(2026, 2, 1 + n % 28),
                at=MOMENT,
            )
            for n, each in zip(every, proposals, strict=True)
        ]
    )
    for step in steps:
        step.proposal.status, step.proposal.decision = step.new_status, step
    Proposal.objects.bulk_update(proposals, ["status", "decision"], batch_size=100)


def questions(clients):
    """What each page asks; that a session lives on is written now and then, and is no question."""
    return {
        (reader, address): [sql for sql in asked(client, address) if sql.startswith("SELECT")]
        for reader, client in clients.items()
        for address in ADDRESSES
    }


def test_a_report_asks_as_often_at_three_hundred_rows_as_at_ten(aimak):
    money = budget(2026, is_public=True)
    clients = {"everybody": Client(), "deputy": sign_in("deputy")}
    fill(0, FEW, money)
    # What is asked once in the life of a process is no question of a page.
    questions(clients)
    few = questions(clients)
    fill(FEW, MANY, money)

    many = questions(clients)

    for page, queries in many.items():
        assert len(queries) == len(few[page]), (page, "\n".join(queries))
        assert len(queries) <= MOST, (page, "\n".join(queries))
