"""The budget classification: codes with their names, and which of them nobody has checked yet."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.models import BudgetLine, ClassificationCode
from groups.desk import DeskAdmin
from language.search import SearchableAdmin
from programs.admin.readers import ReadersPage

# What an approved line says through its code.
MEANING = ("kind", "code", "parent", "for_revenue", "for_expenditure")


def described(code):
    """The code with its name, and a mark where nobody has compared it with the official list."""
    if code.is_verified:
        return str(code)
    return gettext("%(code)s (not verified)") % {"code": code}


class CodeField(forms.ModelChoiceField):
    """A code of the classification as staff chooses it."""

    def label_from_instance(self, code):
        return described(code)


@admin.register(ClassificationCode)
class ClassificationCodeAdmin(ReadersPage, SearchableAdmin, DeskAdmin):
    list_display = ("code", "name_text", "kind", "years_text", "is_verified")
    list_display_links = ("code", "name_text")
    readonly_fields = ("years_text",)
    for_readers = {"first_year": "years_text", "last_year": None}
    list_filter = ("is_verified", "kind", "for_revenue", "for_expenditure")
    fields = (
        "kind",
        "code",
        "name",
        "parent",
        "first_year",
        "last_year",
        "for_revenue",
        "for_expenditure",
        "is_verified",
    )

    def get_readonly_fields(self, request, obj=None):
        """Names and checks may change; what lines of budgets mean by a code does not."""
        used = obj is not None and _is_used(obj)
        return (*self.readonly_fields, *MEANING) if used else self.readonly_fields

    def has_delete_permission(self, request, obj=None):
        used = obj is not None and _is_used(obj)
        return super().has_delete_permission(request, obj) and not used

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "parent":
            kwargs["form_class"] = CodeField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("name"))
    def name_text(self, code):
        return code.name or ""

    @admin.display(description=_("years"), ordering="first_year")
    def years_text(self, code):
        if code.last_year is None:
            return gettext("since %(year)s") % {"year": code.first_year}
        return f"{code.first_year}–{code.last_year}"


def _is_used(code):
    """Whether a line carries the code, or one that is part of it."""
    lines = BudgetLine.objects.order_by()
    if code.kind == ClassificationCode.Kind.FUNCTION:
        return lines.filter(function=code).exists() or lines.filter(function__root=code).exists()
    return lines.filter(economic=code).exists() or lines.filter(economic__root=code).exists()
