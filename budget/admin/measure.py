"""The page of a measure, seen from the money: which budget lines carry it."""

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budget.models import BudgetLine
from programs.admin import MeasureAdmin
from programs.admin.filters import ProgressFilter
from programs.models import Measure

from .filters import PaidFilter

# The floor below knows nothing of budgets; its page stays as it is, with this beside it.
admin.site.unregister(Measure)


@admin.register(Measure)
class PaidMeasureAdmin(MeasureAdmin):
    change_form_template = "admin/budget/measure_form.html"
    list_filter = (
        ProgressFilter,
        PaidFilter,
        *(each for each in MeasureAdmin.list_filter if each is not ProgressFilter),
    )

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and request.user.has_perm("budget.view_budgetline"):
            context["lines"] = self._lines(request, obj)
        if obj is not None and request.user.has_perm("budget.add_budgetline"):
            url = f"{reverse('admin:budget_budgetline_add')}?measure={obj.pk}"
            context["desk_links"] = [{"label": _("Add a budget line"), "url": url}]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _lines(self, request, measure):
        lines = BudgetLine.objects.filter(measure=measure)
        if not request.user.has_perm("budget.change_budgetline"):
            lines = lines.public()
        return lines.for_lists().newest_first()
