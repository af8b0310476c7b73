"""A measure on one page: what is planned, who pays, what was done and who gained."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.desk import DeskAdmin, FindingForm, StackedInline
from language.money import money
from language.search import SearchableAdmin
from programs.models import Contribution, Measure, MeasurePhoto, Result

from .choosing import AnswersProposals
from .filters import ProgramFilter, ProgressFilter
from .measure_doors import DOORS
from .readers import PublishedForReaders


class ContributionInline(StackedInline):
    model = Contribution
    fields = ("source", "partner", "amount", "words")


class ResultInline(StackedInline):
    model = Result
    fields = ("what", "quantity", "unit")


class PhotoInline(StackedInline):
    """Before, during the work and after. Everybody sees only those that are ticked."""

    model = MeasurePhoto
    fields = ("picture", "image", "moment", "taken_on", "caption", "is_public")
    readonly_fields = ("picture",)

    def get_queryset(self, request):
        photos = super().get_queryset(request)
        return photos if self.has_change_permission(request) else photos.filter(is_public=True)

    @admin.display(description=_("stored photo"))
    def picture(self, photo):
        if not photo.pk:
            return gettext("No photo yet")
        return format_html(
            '<a href="{}"><img class="desk-photo" src="{}" width="{}" height="{}" alt="{}"></a>',
            photo.image_url,
            photo.thumbnail_url,
            photo.thumb_width,
            photo.thumb_height,
            gettext("Photo of the measure; open it in full size"),
        )


@admin.register(Measure)
class MeasureAdmin(AnswersProposals, PublishedForReaders, SearchableAdmin, DeskAdmin):
    """The measures of the programmes, and those outside any."""

    form = FindingForm
    doors = DOORS
    change_form_template = "admin/programs/measure_form.html"
    list_display = ("title_text", "status_text", "years_text", "village", "cost", "is_public")
    list_filter = (ProgressFilter, "status", ProgramFilter, "sector", "village", "is_public")
    list_select_related = ("village",)
    readonly_fields = ("status_text", "proposals_text", "years_text", "cost", "program_text")
    for_readers = {
        "proposals": "proposals_text",
        "first_year": "years_text",
        "last_year": None,
        "planned_cost": "cost",
        "program": "program_text",
    }
    fieldsets = (
        (
            _("What is planned"),
            {
                "fields": (
                    "status_text",
                    "title",
                    "about",
                    "program",
                    "sector",
                    "village",
                    "first_year",
                    "last_year",
                    "planned_cost",
                    "indicator",
                    "indicator_target",
                    "indicator_unit",
                    "responsible",
                    "is_public",
                )
            },
        ),
        (
            _("Whose words it answers"),
            {
                "fields": ("proposals",),
                "description": _(
                    "The proposals follow the measure: they are begun and done with it."
                ),
            },
        ),
        (
            _("Who gains"),
            {
                "fields": Measure.BENEFICIARIES,
                "description": _(
                    "As the paper states it. What it does not state stays empty: that is not zero. "
                    "The kinds overlap, so they are never added up."
                ),
            },
        ),
    )
    inlines = (ContributionInline, ResultInline, PhotoInline)

    def has_delete_permission(self, request, obj=None):
        """A measure with a story stays; one that is not wanted is stopped with a reason."""
        told = obj is not None and obj.steps.exists()
        return super().has_delete_permission(request, obj) and not told

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["steps"] = obj.steps.in_order().select_related("by")
            context["names_staff"] = self.has_change_permission(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=_("title"))
    def title_text(self, measure):
        return str(measure)

    @admin.display(description=_("status"), ordering="status")
    def status_text(self, measure):
        return measure.get_status_display()

    @admin.display(description=_("programme (SEDP)"))
    def program_text(self, measure):
        program = measure.program
        return str(program) if program is not None and program.is_public else ""

    @admin.display(description=_("years"), ordering="last_year")
    def years_text(self, measure):
        return measure.years

    @admin.display(description=_("planned cost"), ordering="planned_cost")
    def cost(self, measure):
        return money(measure.planned_cost)
