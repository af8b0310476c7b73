"""The Excel files that were brought, as they came: to be looked at, never changed."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from budget.models import BudgetUpload
from groups.desk import PlainDeskAdmin


@admin.register(BudgetUpload)
class BudgetUploadAdmin(PlainDeskAdmin):
    list_display = ("name", "budget", "uploaded_at", "by_text", "taken_in_at")
    list_filter = ("budget",)
    list_select_related = ("budget", "uploaded_by")
    fields = (
        "name",
        "budget",
        "unit",
        "resolution",
        "uploaded_at",
        "by_text",
        "taken_in_at",
        "new_lines_text",
        "changed_lines_text",
        "new_figures_text",
    )
    readonly_fields = ("by_text", "new_lines_text", "changed_lines_text", "new_figures_text")

    def get_queryset(self, request):
        # A list of fifty files does not read the files.
        return super().get_queryset(request).defer("content")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    # What came of it, in words

    @admin.display(description=_("uploaded by"), ordering="uploaded_by")
    def by_text(self, upload):
        return _known(upload.uploaded_by)

    @admin.display(description=_("new lines"))
    def new_lines_text(self, upload):
        return _known(upload.new_lines)

    @admin.display(description=_("changed lines"))
    def changed_lines_text(self, upload):
        return _known(upload.changed_lines)

    @admin.display(description=_("executed figures"))
    def new_figures_text(self, upload):
        return _known(upload.new_figures)


def _known(value):
    """What is not known is a dash, as everywhere at the desk."""
    return "–" if value is None else value
