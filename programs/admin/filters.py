"""Filters that answer a clerk's question about measures."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programs.models import Measure, Program
from programs.models.measure.plan import quarter_ago


def silent_measures():
    """Measures under way of which nothing was told for a quarter."""
    return Measure.objects.without_progress_since(quarter_ago())


class ProgressFilter(admin.SimpleListFilter):
    """Whether somebody has told how the work goes."""

    title = _("progress")
    parameter_name = "progress"

    def lookups(self, request, model_admin):
        return [("none", _("Without progress for a quarter"))]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.without_progress_since(quarter_ago())
        return queryset


class ProgramFilter(admin.SimpleListFilter):
    """The measures of one programme, or those outside any."""

    title = _("programme (SEDP)")
    parameter_name = "program"

    def lookups(self, request, model_admin):
        programs = Program.objects.newest_first()
        if not request.user.has_perm("programs.change_program"):
            programs = programs.public()
        outside = ("none", _("Outside any programme"))
        return [*((str(program.pk), str(program)) for program in programs), outside]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.filter(program__isnull=True)
        known = {value for value, _label in self.lookup_choices}
        return queryset.filter(program=self.value()) if self.value() in known else queryset
