"""Filters that answer a clerk's question."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hearings.models import Hearing


class WithProposalsFilter(admin.RelatedFieldListFilter):
    """Those hearings that have proposals, each looked up: the register is not read for it."""

    def field_choices(self, field, request, model_admin):
        proposals = model_admin.get_queryset(request).order_by()
        heard = Hearing.objects.filter(Exists(proposals.filter(hearing=OuterRef("pk"))))
        order = self.field_admin_ordering(field, request, model_admin)
        limits = {"pk__in": heard.values("pk")}
        return field.get_choices(include_blank=False, ordering=order, limit_choices_to=limits)


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
            stage.HELD: queryset.awaiting_minutes,
            stage.RECORDED: lambda: queryset.recorded().filter(cancelled_at__isnull=True),
        }
        return choose[self.value()]() if self.value() in choose else queryset


class HearingWaitsFilter(admin.SimpleListFilter):
    """What a hearing waits for."""

    title = _("what it waits for")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [
            ("announcement", _("To be announced")),
            ("minutes", _("Minutes to enter")),
            ("signature", _("Minutes to sign")),
        ]

    def queryset(self, request, queryset):
        choose = {
            "announcement": queryset.awaiting_announcement,
            "minutes": queryset.awaiting_minutes,
            "signature": queryset.awaiting_signature,
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
