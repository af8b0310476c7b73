from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from language.search import Searchable, SearchableQuerySet
from language.years import YEARS


class ClassificationCodeQuerySet(SearchableQuerySet):
    def functions(self):
        return self.filter(kind=ClassificationCode.Kind.FUNCTION)

    def economic(self):
        return self.filter(kind=ClassificationCode.Kind.ECONOMIC)

    def in_year(self, year):
        """Codes that exist in a year."""
        return self.filter(first_year__lte=year).filter(
            Q(last_year__isnull=True) | Q(last_year__gte=year)
        )

    def for_side(self, side):
        """Economic codes that a line of this side may carry."""
        return self.economic().filter(**{f"for_{side}": True})

    def unverified(self):
        """Codes whose name in the national classification nobody has checked yet."""
        return self.filter(is_verified=False)


class ClassificationCode(Searchable):
    """A code of the budget classification: what money is spent on, or what kind of money it is.

    Codes are text of any length ("701", "7011", "22121100") in a tree; they are never read as
    numbers. They come and go with the years: the same code may mean another thing later.
    Source: the classification by Government resolution № 768 of 18.12.2009; what was not seen
    there itself is not verified.
    """

    class Kind(models.TextChoices):
        FUNCTION = "function", _("Functional classification")
        ECONOMIC = "economic", _("Economic classification")

    SEARCH_FIELDS = ("code", "name_ky", "name_ru", "name_en")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    code = models.CharField(
        _("code"),
        max_length=12,
        validators=[RegexValidator(r"^\d{1,12}$", _("A code has digits only, for example 7011."))],
    )
    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    # The highest code above it (itself at the top): what a citizens' budget is summed by.
    root = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="descendants"
    )
    first_year = models.PositiveSmallIntegerField(_("first year"), validators=YEARS, default=2010)
    last_year = models.PositiveSmallIntegerField(
        _("last year"), validators=YEARS, null=True, blank=True
    )
    for_revenue = models.BooleanField(_("for revenue"), default=False)
    for_expenditure = models.BooleanField(_("for expenditure"), default=False)
    is_verified = models.BooleanField(
        _("verified"),
        default=False,
        help_text=_("Tick once the code and its names were compared with the official list."),
    )

    objects = ClassificationCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("classification code")
        verbose_name_plural = _("classification codes")
        ordering = ["kind", "code", "first_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code", "first_year"],
                name="a_code_begins_once_in_a_year",
                violation_error_message=_("This code with this first year exists already."),
            ),
            models.CheckConstraint(
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")),
                name="a_code_ends_after_it_begins",
                violation_error_message=_("The last year comes before the first one."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name or ''}".strip()

    def save(self, **kwargs):
        super().save(**kwargs)
        root = self.parent.root if self.parent_id else self
        if self.root_id != root.pk:
            self.root = root
            super().save(update_fields=["root"])

    def exists_in(self, year):
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)
