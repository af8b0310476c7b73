from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from language.search import Searchable, SearchableQuerySet
from language.sorting import Sorted

from .village import Village


class DeputyQuerySet(SearchableQuerySet):
    def in_office(self, day=None):
        """Deputies whose term covers the day (today); an unknown date does not exclude."""
        day = day or timezone.localdate()
        return self.filter(
            Q(term_from__isnull=True) | Q(term_from__lte=day),
            Q(term_until__isnull=True) | Q(term_until__gte=day),
        )

    def for_search(self):
        """With the village that each is elected from."""
        return self.select_related("village")


class Deputy(Searchable, Sorted):
    """A deputy of the aiyl kenesh. An elected office: the name is public."""

    SEARCH_FIELDS = ("full_name", "office_ky", "office_ru", "office_en")
    SORT_FIELDS = ("full_name",)

    full_name = models.CharField(_("full name"), max_length=200)
    office = models.CharField(
        _("office in the kenesh"),
        max_length=200,
        blank=True,
        help_text=_("For example: chair, head of the budget committee."),
    )
    village = models.ForeignKey(
        Village,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputies",
        verbose_name=_("village"),
    )
    term_from = models.DateField(_("term from"), null=True, blank=True)
    term_until = models.DateField(_("term until"), null=True, blank=True)

    objects = DeputyQuerySet.as_manager()

    class Meta(Sorted.Meta):
        abstract = False
        verbose_name = _("deputy of the aiyl kenesh")
        verbose_name_plural = _("deputies of the aiyl kenesh")
        constraints = [
            models.CheckConstraint(
                condition=Q(term_until__gte=F("term_from")),
                name="a_term_ends_after_it_begins",
                violation_error_message=_("The term ends before it begins."),
            )
        ]

    def __str__(self):
        return self.full_name
