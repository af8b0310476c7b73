"""The clerk's pages of the people: aimak, villages, initiative groups, deputies."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.desk import (
    DeskAdmin,
    Door,
    PlainDeskAdmin,
    PlainTabularInline,
    StackedInline,
    TabularInline,
)
from groups.desk.history import READS_ALL
from groups.models import (
    Aimak,
    ContactPhone,
    Deletion,
    Deputy,
    EarlierName,
    Erasure,
    InitiativeGroup,
    LegalReference,
    Member,
    PersonalAccess,
    Village,
    YearlyFigures,
)
from groups.models.deletion import in_words
from language.search import SearchableAdmin
from language.templatetags.language import number, percent
from language.texts import active_language


class PublicForReaders:
    """Rows of people: who may not change them sees those that are published."""

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if self.has_change_permission(request):
            return rows
        return rows.filter(is_public=True)


class PhoneInline(PublicForReaders, PlainTabularInline):
    model = ContactPhone
    fields = ("number", "is_public")


class EarlierNameInline(StackedInline):
    model = EarlierName
    fields = ("name", "valid_from", "valid_until", "note")


class LegalReferenceInline(StackedInline):
    model = LegalReference
    fields = ("title", "article", "about", "url", "source", "checked_on", "position")


@admin.register(Aimak)
class AimakAdmin(DeskAdmin):
    """The one aimak of this portal: its list leads straight to its page."""

    fieldsets = (
        (
            None,
            {"fields": ("name", "rayon", "oblast", "soate_code", "address", "email", "about")},
        ),
        (
            _("Initiative groups"),
            {
                "fields": (
                    "groups_since",
                    "group_count",
                    "women_share_above",
                    "groups_purpose",
                    "groups_composition",
                    "groups_results",
                )
            },
        ),
        (_("House rules"), {"fields": ("notice_days", "answer_days", "is_demo")}),
    )
    inlines = (PhoneInline, EarlierNameInline, LegalReferenceInline)

    def changelist_view(self, request, extra_context=None):
        aimak = Aimak.objects.first()
        if aimak is None or not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        return HttpResponseRedirect(reverse("admin:groups_aimak_change", args=[aimak.pk]))

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Aimak.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


class VillageFiguresInline(TabularInline):
    model = YearlyFigures
    fields = ("year", "population", "women", "households", "group_count", "source")


@admin.register(Village)
class VillageAdmin(SearchableAdmin, DeskAdmin):
    list_display = ("__str__", "soate_code")
    fields = ("name", "soate_code")
    inlines = (VillageFiguresInline,)


@admin.register(YearlyFigures)
class YearlyFiguresAdmin(DeskAdmin):
    """Figures of the whole aimak and of its villages, year by year."""

    list_display = ("year_plain", "where", "population_number", "households_number")
    list_display_links = ("year_plain", "where")
    list_filter = ("village",)
    list_select_related = ("village",)
    fields = ("year", "village", "population", "women", "households", "group_count", "source")

    @admin.display(description=_("year"), ordering="year")
    def year_plain(self, figures):
        return str(figures.year)

    @admin.display(description=_("village"), ordering="village__sort_key")
    def where(self, figures):
        return figures.village or gettext("The whole aimak")

    @admin.display(description=_("population"), ordering="population")
    def population_number(self, figures):
        return number(figures.population)

    @admin.display(description=_("households"), ordering="households")
    def households_number(self, figures):
        return number(figures.households)


class MemberInline(PublicForReaders, PlainTabularInline):
    model = Member
    fields = ("full_name", "sex", "kind", "role", "joined_on", "left_on", "is_public")

    def get_queryset(self, request):
        # Who was erased is counted and no longer named.
        members = super().get_queryset(request).exclude(full_name="")
        return members if self.has_change_permission(request) else members.current()


class WorksTodayFilter(admin.SimpleListFilter):
    title = _("works today")
    parameter_name = "active"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.active()
        if self.value() == "no":
            return queryset.filter(dissolved_on__isnull=False)
        return queryset


@admin.register(InitiativeGroup)
class InitiativeGroupAdmin(SearchableAdmin, DeskAdmin):
    list_display = ("__str__", "village", "members", "women_percent")
    list_filter = (WorksTodayFilter, "village")
    list_select_related = ("village",)
    readonly_fields = ("women_percent",)
    fields = (
        "name",
        "village",
        "purpose",
        "founded_year",
        "dissolved_on",
        "reported_members",
        "reported_women",
        "women_percent",
        "note",
    )
    inlines = (MemberInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).with_members()

    @admin.display(description=_("members"))
    def members(self, group):
        return number(group.head_count)

    @admin.display(description=_("share of women"))
    def women_percent(self, group):
        return percent(group.women_share if group.pk else None)


@admin.register(Deputy)
class DeputyAdmin(SearchableAdmin, DeskAdmin):
    list_display = ("full_name", "office_text", "village", "term_from", "term_until")
    list_filter = ("village",)
    list_select_related = ("village",)
    fields = ("full_name", "office", "village", "term_from", "term_until")

    @admin.display(description=_("office in the kenesh"))
    def office_text(self, deputy):
        return deputy.office or ""


class BringBack(Door):
    """Everything as it was before the deletion."""

    slug = "back"
    label = _("Bring back")
    explanation = _("All that was deleted then comes back as it was, under the same numbers.")
    done = _("It is back.")
    permission = "groups.view_deletion"

    def is_open(self, record):
        return record.restored_at is None

    def notes(self, record):
        return [f"{name}: {count}" for name, count in in_words(record.taken)]

    def go(self, record, request, form):
        record.bring_back(by=request.user)


@admin.register(Deletion)
class DeletionAdmin(PlainDeskAdmin):
    """What was deleted in the last thirty days: one's own deletions; all of them for the head."""

    list_display = ("__str__", "at", "by", "reason", "restored_at")
    list_select_related = ("by",)
    fields = readonly_fields = (
        "__str__",
        "with_it",
        "at",
        "by",
        "reason",
        "kept_until_day",
        "restored_at",
        "restored_by",
    )
    doors = (BringBack(),)

    def get_queryset(self, request):
        deletions = super().get_queryset(request).defer("rows")
        if request.user.has_perm(READS_ALL):
            return deletions
        return deletions.by_account(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("why"))
    def reason(self, deletion):
        said = deletion.why or {}
        return said.get(active_language()) or next(iter(said.values()), "")

    @admin.display(description=_("what was deleted with it"))
    def with_it(self, deletion):
        return ", ".join(f"{name}: {count}" for name, count in in_words(deletion.taken))

    @admin.display(description=_("can be brought back until"))
    def kept_until_day(self, deletion):
        return deletion.kept_until


class _TraceAdmin(PlainDeskAdmin):
    """A trace that nobody writes by hand: read by who answers for it."""

    fields = list_display = ("kind_text", "record", "by", "at")
    list_display_links = None
    list_select_related = ("by",)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("kind of record"), ordering="kind")
    def kind_text(self, trace):
        return capfirst(trace.kind_name)


@admin.register(PersonalAccess)
class PersonalAccessAdmin(_TraceAdmin):
    """Who was shown whose personal data."""


@admin.register(Erasure)
class ErasureAdmin(_TraceAdmin):
    """What was erased, and why. Never the data itself."""

    fields = list_display = ("kind_text", "record", "why", "by", "at")
    list_filter = ("why",)
