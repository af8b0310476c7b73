from django.shortcuts import render
from django.views.decorators.http import require_safe

from budget.acts import with_effects
from groups.models import LegalReference
from hearings.models import LocalAct


@require_safe
def document_list(request):
    """The papers with force in the aimak, what each decided, and the laws behind its procedure."""
    acts = LocalAct.objects.public().select_related("hearing").newest_first()
    context = {
        "acts": with_effects(acts),
        "legal_references": LegalReference.objects.all(),
    }
    return render(request, "aimak_portal/document_list.html", context)
