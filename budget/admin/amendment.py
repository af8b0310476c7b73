"""Amendments as they were entered: they are reversed on the page of the budget, never changed."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from budget.models import Amendment
from groups.desk import DeskAdmin
from language.money import signed
from programs.admin.choosing import act_for_readers


@admin.register(Amendment)
class AmendmentAdmin(DeskAdmin):
    change_form_template = "admin/budget/amendment_form.html"
    list_display = ("__str__", "budget", "revenue_text", "expenditure_text", "at")
    list_filter = (("budget", admin.RelatedOnlyFieldListFilter),)
    fields = ("budget", "resolution_text", "note", "reverses_text", "at")
    readonly_fields = ("resolution_text", "reverses_text")

    def get_queryset(self, request):
        amendments = super().get_queryset(request).for_page().select_related("budget")
        amendments = amendments.order_by("-pk")
        if request.user.has_perm("budget.change_budget"):
            return amendments
        return amendments.public()

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        changes = obj.changes.select_related("line")
        context["changes"] = changes.order_by("-line__side", "line__sort_key")
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=_("resolution"))
    def resolution_text(self, amendment):
        return act_for_readers(amendment.resolution)

    @admin.display(description=_("amendment that it reverses"))
    def reverses_text(self, amendment):
        return amendment.reverses or "–"

    @admin.display(description=_("change of revenue, som"))
    def revenue_text(self, amendment):
        return signed(amendment.revenue or 0)

    @admin.display(description=_("change of expenditure, som"))
    def expenditure_text(self, amendment):
        return signed(amendment.expenditure or 0)
