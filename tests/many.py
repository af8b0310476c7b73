"""Many rows at once, past the doors: for tests that look at what a long list costs."""

from django.utils import timezone

from groups.models import Deputy, InitiativeGroup, Village, YearlyFigures
from hearings.models import Hearing, LocalAct, Proposal
from hearings.models.choices import Status


def fill(number):
    """That many more rows in every list of the desk."""
    start = Proposal.objects.count()
    villages = Village.objects.bulk_create(
        Village(name_ky=f"Айыл {start + each}") for each in range(number)
    )
    hearings = Hearing.objects.bulk_create(
        Hearing(kind="other", title_ky=f"Угуу {start + each}", village=villages[each])
        for each in range(number)
    )
    Proposal.objects.bulk_create(
        Proposal(
            number=f"2020-{start + each:05d}",
            text="Суу керек.",
            language="ky",
            village=villages[each],
            hearing=hearings[each],
            registered_at=timezone.now(),
            due_on=timezone.localdate(),
            receipt_digest=f"{start + each:064d}",
            status=Status.SUBMITTED,
        )
        for each in range(number)
    )
    InitiativeGroup.objects.bulk_create(
        InitiativeGroup(name_ky=f"Топ {start + each}", village=villages[each])
        for each in range(number)
    )
    Deputy.objects.bulk_create(
        Deputy(full_name=f"Депутат {start + each}", village=villages[each])
        for each in range(number)
    )
    YearlyFigures.objects.bulk_create(
        YearlyFigures(year=2020, village=villages[each], population=100) for each in range(number)
    )
    LocalAct.objects.bulk_create(
        LocalAct(kind="other", title_ky=f"Токтом {start + each}") for each in range(number)
    )
