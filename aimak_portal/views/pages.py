from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from groups.models import Aimak, Deputy, InitiativeGroup, Village
from hearings.models import ConsentText, Proposal

LATEST = 20


@require_safe
def about(request):
    """The aimak, its contacts, the legal basis and the notice on personal data."""
    aimak = Aimak.objects.current()
    described = aimak.pk is not None
    context = {
        "aimak": aimak,
        "phones": aimak.phones.filter(is_public=True) if described else [],
        "earlier_names": aimak.earlier_names.all() if described else [],
        "legal_references": aimak.legal_references.all() if described else [],
        "deputies": Deputy.objects.in_office().select_related("village"),
        "villages": Village.objects.all(),
        "consent": ConsentText.objects.current(),
    }
    return render(request, "aimak_portal/about.html", context)


@require_safe
def group_detail(request, pk):
    """One initiative group: who is in it, as far as they agreed, and what it proposed."""
    groups = InitiativeGroup.objects.with_members().select_related("village")
    group = get_object_or_404(groups, pk=pk)
    context = {
        "group": group,
        "members": group.public_members(),
        "proposals": Proposal.objects.public()
        .of_group(group)
        .with_context()
        .newest_first()[:LATEST],
    }
    return render(request, "aimak_portal/group_detail.html", context)
