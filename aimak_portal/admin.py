"""The pages of the staff accounts."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from aimak_portal.roles import EXPLAINED, NAMES, ROLES, may_grant, may_manage, role_of
from aimak_portal.signin import factor, trace
from groups.desk import DeskForm, Door, PlainDeskAdmin

# Rights come with roles only: a list of hundreds of raw permissions helps nobody.
admin.site.unregister(Group)
admin.site.unregister(User)
# Secrets of second factors are shown to nobody.
admin.site.unregister(TOTPDevice)
admin.site.unregister(StaticDevice)


class RoleChoice(forms.ChoiceField):
    """The four roles, each with what it may do."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Role"))
        super().__init__(choices=[(role, NAMES[role]) for role in ROLES], **kwargs)

    def narrow(self, user):
        """Leave the roles that this person may hand out, each explained."""
        allowed = [role for role in ROLES if may_grant(user, role)]
        self.choices = [(role, f"{NAMES[role]}: {EXPLAINED[role]}") for role in allowed]


class AccountForm(DeskForm):
    """An account of the staff: who, and in which role."""

    role = RoleChoice()

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "is_active")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].initial = role_of(self.instance)


class NewAccountForm(UserCreationForm):
    """A new account, with its first password."""

    role = RoleChoice()

    class Meta(UserCreationForm.Meta):
        fields = ("username", "first_name", "last_name", "email")


class NewPasswordForm(AdminPasswordChangeForm):
    """Another password for somebody who forgot theirs. Every account here has one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        for name in ("password1", "password2"):
            self.fields[name].required = True


class TakeFactorAway(Door):
    """A colleague has lost the telephone and the printed codes."""

    slug = "reset-second-factor"
    label = _("Reset the second factor")
    explanation = _(
        "For a colleague who has lost both the telephone and the back-up codes. Make sure that it "
        "is really the colleague who asks. Afterwards the password alone opens the account; the "
        "head is led to set up another telephone first."
    )
    done = _("The second factor was taken away. Whoever was signed in with it is signed out.")
    permission = "auth.change_user"
    logged = gettext_noop("second factor")

    def is_open(self, record):
        return factor.of(record) is not None

    def go(self, record, request, form):
        factor.take_away(record)
        trace.taken_away(record.get_username(), trace.masked(request.user.get_username()))


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [(role, NAMES[role]) for role in ROLES]

    def queryset(self, request, queryset):
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class AccountAdmin(PlainDeskAdmin, UserAdmin):
    """Staff accounts. A role is chosen; single rights are neither shown nor given."""

    form = AccountForm
    add_form = NewAccountForm
    add_form_template = None
    change_password_form = NewPasswordForm
    doors = (TakeFactorAway(),)
    fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email")}),
        (_("What this account may do"), {"fields": ("role", "is_active")}),
        (_("Traces"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": (
                    "username",
                    "first_name",
                    "last_name",
                    "email",
                    "role",
                    "password1",
                    "password2",
                ),
            },
        ),
    )
    readonly_fields = ("last_login", "date_joined")
    list_display = ("username", "full_name", "role_name", "is_active", "last_login")
    list_filter = (RoleFilter, "is_active")
    filter_horizontal = ()
    # A new password leaves no other trace.
    shows_log = True
    search_fields = ("username", "first_name", "last_name", "email")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if "role" in form.base_fields:
            form.base_fields["role"].narrow(request.user)
        return form

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.instance.groups.set(Group.objects.filter(name=form.cleaned_data["role"]))

    def save_model(self, request, obj, form, change):
        obj.is_staff = True
        super().save_model(request, obj, form, change)

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_manage(request.user, obj))

    def open_doors(self, request, record):
        """One's own second factor is changed on one's own page, with password and code."""
        if record == request.user or not self.has_change_permission(request, record):
            return []
        return super().open_doors(request, record)

    def _door_record(self, request, pk, *, lock=False):
        account = super()._door_record(request, pk, lock=lock)
        if account == request.user or not self.has_change_permission(request, account):
            raise PermissionDenied
        return account

    def has_delete_permission(self, request, obj=None):
        """An account stands in traces: it is switched off, never deleted."""
        return False

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None and self.has_change_permission(request, obj):
            url = reverse("admin:auth_user_password_change", args=[obj.pk])
            context["desk_links"] = [{"label": _("Change password"), "url": url}]
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=_("full name"), ordering="last_name")
    def full_name(self, user):
        return user.get_full_name()

    @admin.display(description=_("role"))
    def role_name(self, user):
        role = role_of(user)
        return NAMES[role] if role else ""
