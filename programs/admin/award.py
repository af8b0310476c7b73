"""Contests that the aimak won."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from groups.desk import DeskAdmin
from language.money import money
from language.search import SearchableAdmin
from programs.models import Award, Measure

from .readers import PublishedForReaders


@admin.register(Award)
class AwardAdmin(PublishedForReaders, SearchableAdmin, DeskAdmin):
    list_display = ("contest_text", "year_text", "place", "prize_text", "is_public")
    list_filter = ("is_public",)
    readonly_fields = ("year_text", "prize_text")
    for_readers = {"year": "year_text", "prize": "prize_text"}
    fields = (
        "contest",
        "initiative",
        "year",
        "place",
        "prize",
        "bought",
        "measure",
        "note",
        "is_public",
    )

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "measure":
            kwargs["queryset"] = Measure.objects.newest_first()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("contest"))
    def contest_text(self, award):
        return str(award)

    @admin.display(description=_("year"), ordering="year")
    def year_text(self, award):
        return str(award.year or "")

    @admin.display(description=_("prize"), ordering="prize")
    def prize_text(self, award):
        return money(award.prize)
