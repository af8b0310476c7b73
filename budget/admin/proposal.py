"""The register of proposals, seen from the deeds and the money that answer them."""

from urllib.parse import urlencode

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hearings.admin import ProposalAdmin
from hearings.models import Proposal

from .filters import AnsweredFilter

# The floor below knows neither measures nor budgets; its page stays as it is.
admin.site.unregister(Proposal)


@admin.register(Proposal)
class AnsweredProposalAdmin(ProposalAdmin):
    list_filter = (*ProposalAdmin.list_filter[:1], AnsweredFilter, *ProposalAdmin.list_filter[1:])

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self._may_answer(request, obj):
            context["desk_links"] = [{"label": _("Make a measure of it"), "url": _measure(obj)}]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _may_answer(self, request, proposal):
        accepted = proposal.status in Proposal.ACCEPTED
        return accepted and request.user.has_perm("programs.add_measure")


def _measure(proposal):
    """The blank page of a measure with what the proposal says already."""
    known = {
        "proposals": proposal.pk,
        "sector": proposal.sector,
        "village": proposal.village_id,
        "title_ky": proposal.summary_ky,
        "title_ru": proposal.summary_ru,
        "title_en": proposal.summary_en,
    }
    query = urlencode({name: value for name, value in known.items() if value})
    return f"{reverse('admin:programs_measure_add')}?{query}"
