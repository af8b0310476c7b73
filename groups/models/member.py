from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from language.search import Searchable, SearchableQuerySet
from language.sorting import Sorted

from .privacy import Erasable


class Sex(models.TextChoices):
    """Always asked and never inferred from a name; empty means not stated."""

    FEMALE = "female", _("Woman")
    MALE = "male", _("Man")


class MemberQuerySet(SearchableQuerySet):
    def current(self):
        return self.filter(left_on__isnull=True)

    def of_person(self, query):
        """Members whose name holds every word of the query, in whatever keyboard's letters."""
        return self.search(query).exclude(full_name="")

    def public(self):
        """Members who agreed that their names are shown."""
        return self.filter(is_public=True)


class Member(Erasable, Searchable, Sorted):
    """A person in an initiative group. The name is personal data unless its owner agreed."""

    class Kind(models.TextChoices):
        COMMUNITY_LEADER = "leader", _("Community leader")
        YOUTH = "youth", _("Young person")
        DEPUTY = "deputy", _("Deputy of the aiyl kenesh")
        CIVIL_SOCIETY = "civil_society", _("Civil society organisation")
        RESIDENT = "resident", _("Resident")

    class Role(models.TextChoices):
        LEADER = "leader", _("Leader of the group")
        SECRETARY = "secretary", _("Secretary")
        MEMBER = "member", _("Member")

    PERSONAL_FIELDS = ("full_name",)
    SEARCH_FIELDS = ("full_name",)
    SORT_FIELDS = ("full_name",)

    group = models.ForeignKey(
        "groups.InitiativeGroup",
        models.CASCADE,
        related_name="members",
        verbose_name=_("initiative group"),
    )
    full_name = models.CharField(_("full name"), max_length=200)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex.choices, blank=True)
    kind = models.CharField(
        _("who they are"), max_length=20, choices=Kind.choices, default=Kind.RESIDENT
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.MEMBER)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    is_public = models.BooleanField(
        _("name is published"),
        default=False,
        help_text=_("Tick only when the person agrees."),
    )

    objects = MemberQuerySet.as_manager()

    class Meta(Sorted.Meta):
        abstract = False
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__gte=F("joined_on")),
                name="a_member_leaves_after_joining",
                violation_error_message=_("The day of leaving is before the day of joining."),
            )
        ]

    def __str__(self):
        return self.full_name or str(_("Name erased"))

    def where_it_stands(self):
        return str(self.group)

    @classmethod
    def forget(cls, keys):
        """The name goes; that there was a member, and of which sex, stays in the figures."""
        rows = cls._base_manager.filter(pk__in=keys)
        rows.update(full_name="", is_public=False, search_text="", sort_key="")
