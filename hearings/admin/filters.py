"""Filters that answer a clerk's question."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearings.models import Hearing


def awaiting_minutes():
    """Hearings that were held and whose figures nobody has entered yet."""
    return Hearing.objects.past().filter(cancelled_at__isnull=True, minutes__isnull=True)


class StageFilter(admin.SimpleListFilter):
    """Where a hearing stands; the same answer as `Hearing.stage()`."""

    title = _("stage")
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        return Hearing.Stage.choices

    def queryset(self, request, queryset):
        stage = Hearing.Stage
        choose = {
            stage.DRAFT: lambda: queryset.filter(published_at__isnull=True),
            stage.ANNOUNCED: lambda: queryset.upcoming(timezone.now()).filter(minutes__isnull=True),
            stage.CANCELLED: lambda: queryset.filter(cancelled_at__isnull=False),
            stage.HELD: lambda: queryset.filter(pk__in=awaiting_minutes().values("pk")),
            stage.RECORDED: lambda: queryset.recorded().filter(cancelled_at__isnull=True),
        }
        return choose[self.value()]() if self.value() in choose else queryset


class WaitsFilter(admin.SimpleListFilter):
    """What a proposal waits for."""

    title = _("what it waits for")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [
            ("moderation", _("To be checked")),
            ("decision", _("A decision")),
            ("overdue", _("Overdue")),
        ]

    def queryset(self, request, queryset):
        choose = {
            "moderation": queryset.awaiting_moderation,
            "decision": queryset.awaiting_decision,
            "overdue": queryset.overdue,
        }
        return choose[self.value()]() if self.value() in choose else queryset
