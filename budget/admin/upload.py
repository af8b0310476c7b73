"""The Excel files that were brought, as they came: to be looked at, never changed."""

from django.contrib import admin

from budget.models import BudgetUpload
from groups.desk import PlainDeskAdmin


@admin.register(BudgetUpload)
class BudgetUploadAdmin(PlainDeskAdmin):
    list_display = ("name", "budget", "uploaded_at", "uploaded_by", "taken_in_at")
    list_filter = ("budget",)
    list_select_related = ("budget", "uploaded_by")
    fields = (
        "name",
        "budget",
        "unit",
        "resolution",
        "uploaded_at",
        "uploaded_by",
        "taken_in_at",
        "new_lines",
        "changed_lines",
        "new_figures",
    )

    def get_queryset(self, request):
        # A list of fifty files does not read the files.
        return super().get_queryset(request).defer("content")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
