from django.db import models
from django.utils.translation import gettext_lazy as _

from language.search import Searchable, SearchableQuerySet
from language.sorting import Sorted


class Partner(Searchable, Sorted):
    """Who did it together with the aiyl okmotu: a donor, a ministry, a group of residents."""

    SEARCH_FIELDS = ("name_ky", "name_ru", "name_en")

    name = models.CharField(_("name"), max_length=160)
    url = models.URLField(_("web page"), blank=True)

    objects = SearchableQuerySet.as_manager()

    class Meta(Sorted.Meta):
        abstract = False
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self):
        return self.name or ""
