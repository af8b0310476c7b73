"""A programme on one page: its years, its resolution, the hearings, and its goals by sector."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from groups.desk import DeskAdmin, FindingForm, StackedInline
from language.search import SearchableAdmin
from language.templatetags.language import number
from programs.models import Program, ProgramSector

from .choosing import (
    ActField,
    HearingsField,
    act_for_readers,
    published_hearings,
    resolutions,
)
from .readers import PublishedForReaders


class SectorInline(StackedInline):
    model = ProgramSector
    fields = ("sector", "goal")


@admin.register(Program)
class ProgramAdmin(PublishedForReaders, SearchableAdmin, DeskAdmin):
    """The programmes (SEDP) of the aimak."""

    form = FindingForm
    list_display = ("title_text", "years_text", "resolution_text", "measures_number", "is_public")
    list_filter = ("is_public",)
    list_select_related = ("resolution",)
    fields = (
        "title",
        "about",
        "first_year",
        "last_year",
        "resolution",
        "hearings",
        "is_public",
    )
    readonly_fields = ("years_text", "resolution_text")
    for_readers = {
        "first_year": "years_text",
        "last_year": None,
        "resolution": "resolution_text",
    }
    inlines = (SectorInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).with_totals()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "resolution":
            kwargs["form_class"], kwargs["queryset"] = ActField, resolutions()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "hearings":
            kwargs["form_class"], kwargs["queryset"] = HearingsField, published_hearings()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("title"))
    def title_text(self, program):
        return str(program)

    @admin.display(description=_("years"), ordering="first_year")
    def years_text(self, program):
        return program.years

    @admin.display(description=_("approved by the resolution"))
    def resolution_text(self, program):
        return act_for_readers(program.resolution)

    @admin.display(description=_("public measures"))
    def measures_number(self, program):
        return number(program.measure_count)
