from django.shortcuts import render
from django.views.decorators.http import require_safe

from groups.models import Aimak, InitiativeGroup
from language.texts import lines


@require_safe
def group_list(request):
    """The initiative groups, and what the aimak reports about all of them."""
    groups = InitiativeGroup.objects.active().with_members().select_related("village")
    aimak = Aimak.objects.current()
    context = {
        "groups": groups,
        "aimak": aimak,
        "purposes": lines(aimak, "groups_purpose"),
        "composition": lines(aimak, "groups_composition"),
        "results": lines(aimak, "groups_results"),
    }
    return render(request, "groups/group_list.html", context)
