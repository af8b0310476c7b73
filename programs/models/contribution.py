from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext_lazy as _

from language.constraints import stated
from language.labels import label
from language.money import MoneyColumn

from .choices import Source
from .measure import Measure
from .partner import Partner
from .public import measure_is_public

# The columns behind a row of a report.
_ROW = (
    "source",
    "amount",
    *(
        f"{field}_{code}"
        for field in ("words", "partner__name", "measure__title")
        for code, _name in settings.LANGUAGES
    ),
)
TOTALS = {
    "stated": Sum("amount"),
    "unstated": Count("pk", filter=Q(amount__isnull=True)),
}


class ContributionQuerySet(models.QuerySet):
    def public(self):
        return self.filter(measure_is_public("measure__"))

    def of(self, measures):
        """What was given to these measures."""
        return self.filter(measure__in=measures.values("pk"))

    def for_reports(self):
        """With the words that a report tells of each, those to the latest measures first."""
        related = self.select_related("partner", "measure").only(*_ROW)
        return related.order_by(F("measure__last_year").desc(nulls_last=True), "-measure", "pk")

    def with_partners(self):
        return self.select_related("partner")

    def totals(self):
        """The money of these contributions, and how many have no amount stated."""
        return self.aggregate(**TOTALS)

    def totals_by(self, column):
        """The same and how many there are, a row for each value of the column."""
        return self.order_by().values(column).annotate(**TOTALS, contributions=Count("pk"))


class Contribution(models.Model):
    """What one source gave to a measure: an amount in som or, where none is known, words.

    A sum of contributions says how many of them have no amount: it is then a least, not a total.
    """

    measure = models.ForeignKey(
        Measure, models.CASCADE, related_name="contributions", verbose_name=_("measure")
    )
    source = models.CharField(_("source"), max_length=20, choices=Source.choices)
    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("partner"),
    )
    amount = MoneyColumn(
        _("amount, som"),
        null=True,
        blank=True,
        help_text=_("Leave empty where no paper states it; that is not the same as zero."),
    )
    words = models.CharField(
        _("what was given"),
        max_length=250,
        blank=True,
        help_text=_("Needed where there is no amount: machinery, fuel, days of work."),
    )

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=False) | stated("words"),
                name="a_contribution_has_an_amount_or_words",
                violation_error_message=_(
                    "Enter the amount or, where none is known, what was given."
                ),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="a_contribution_is_never_below_zero",
                violation_error_message=_("An amount cannot be below zero."),
            ),
        ]

    def __str__(self):
        return self.get_source_display()

    def get_source_display(self):
        return label(Source, self.source)
