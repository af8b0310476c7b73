"""What people asked for and what became of it, as rows: for tests that only count them."""

from datetime import UTC, date, datetime
from itertools import count

from hearings.models import Proposal, ProposalStep
from hearings.models.choices import DECIDED, NEVER_PUBLISHED, Status

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
_numbers = count(1)


def asks(status="published", *, took=None, reason_code="", published=None, **values):
    """A proposal that stands there; `took` is after how many days it was decided."""
    status, n = Status(status), next(_numbers)
    if published is None:
        published = status not in NEVER_PUBLISHED | {Status.DECLINED}
    values = {"channel": "paper", "text": "Суу керек.", "language": "ky"} | values
    proposal = Proposal.objects.create(
        number=f"2026-{n:05d}",
        registered_at=MOMENT,
        published_at=MOMENT if published else None,
        receipt_digest=f"{n:064d}",
        from_group=values.pop("from_group", "group" in values),
        **values,
    )
    if status in DECIDED:
        proposal.decision = _step(proposal, status, reason_code, took)
    elif status == Status.DECLINED:
        _step(proposal, status, reason_code, took)
    proposal.status = status
    if status == Status.DEFERRED:
        proposal.deferred_to = 2030
    proposal.save()
    return proposal


def _step(proposal, status, reason_code, took):
    received = proposal.received_on or date(2026, 3, 1)
    return ProposalStep.objects.create(
        proposal=proposal,
        new_status=status,
        reason_ky="Себеби ушул.",
        reason_code=reason_code or ("no_money" if status in {"rejected", "declined"} else ""),
        on=date.fromordinal(received.toordinal() + (took or 0)),
        at=MOMENT,
    )
