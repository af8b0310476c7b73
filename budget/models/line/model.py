from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Village
from hearings.models import Proposal
from language.labels import label
from language.money import MoneyColumn
from language.search import Searchable
from language.sorting import Sorted
from programs.models import Measure

from ..budget import Budget
from ..choices import APPROVED, Side, Source
from ..classification import ClassificationCode
from .ledger import BudgetLineQuerySet


def _code(name, related_name, **kwargs):
    return models.ForeignKey(
        ClassificationCode,
        models.PROTECT,
        null=True,
        blank=True,
        related_name=related_name,
        verbose_name=name,
        **kwargs,
    )


class BudgetLine(Searchable, Sorted):
    """A line of the budget of a year: revenue of one kind, or expenditure for one thing, in som.

    The draft figure may change until the approval copies it. From then on the approved figure and
    the codes stay as they are (the database refuses otherwise): the plan changes by amendments,
    so that approved + amendments = revised. What was executed is kept by quarter.
    """

    Side, Source = Side, Source

    # What an approved line keeps as it is.
    FIXED = ("number", "side", "function", "economic", "source", "planned_draft", "approved")
    INDEXED = True
    SEARCH_FIELDS = ("number", "title_ky", "title_ru", "title_en")
    SORT_FIELDS = ("number",)

    budget = models.ForeignKey(
        Budget, models.PROTECT, related_name="lines", verbose_name=_("budget")
    )
    number = models.CharField(
        _("number of the line"),
        max_length=20,
        help_text=_("As the paper counts its lines: 1, 2.4, 7091-3."),
    )
    side = models.CharField(_("revenue or expenditure"), max_length=11, choices=Side.choices)
    function = _code(
        _("function"),
        "lines_by_function",
        help_text=_("What the money is for. Only for expenditure."),
    )
    economic = _code(_("economic code"), "lines_by_economic")
    title = models.CharField(_("title"), max_length=250)
    village = models.ForeignKey(
        Village,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_lines",
        verbose_name=_("village"),
        help_text=_("Leave empty for the whole aimak."),
    )
    source = models.CharField(
        _("source of the money"), max_length=12, choices=Source.choices, default=Source.OWN
    )
    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name=_("measure"),
    )
    proposals = models.ManyToManyField(
        Proposal,
        blank=True,
        related_name="budget_lines",
        verbose_name=_("answers the proposals"),
    )
    planned_draft = MoneyColumn(_("draft plan, som"), null=True, blank=True)
    approved = MoneyColumn(_("approved plan, som"), null=True, blank=True, editable=False)

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["-budget__year", "-side", "sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "number"],
                name="a_number_names_one_line_of_a_budget",
                violation_error_message=_("This number is taken by another line of the budget."),
            ),
            models.CheckConstraint(
                condition=Q(side=Side.EXPENDITURE, function__isnull=False)
                | Q(side=Side.REVENUE, function__isnull=True),
                name="expenditure_and_only_it_has_a_function",
                violation_error_message=_(
                    "Choose the function of an expenditure; a revenue has none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(planned_draft__isnull=True) | Q(planned_draft__gte=0),
                name="a_draft_is_never_below_zero",
                violation_error_message=_("A plan cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=Q(approved__isnull=True) | Q(approved__gte=0),
                name="a_plan_is_never_below_zero",
                violation_error_message=_("A plan cannot be below zero."),
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title or ''}".strip()

    def get_absolute_url(self):
        return reverse("budget:line_detail", args=[self.budget.year, self.pk])

    def get_side_display(self):
        return label(Side, self.side)

    def get_source_display(self):
        return label(Source, self.source)

    def clean(self):
        super().clean()
        errors = {}
        self._check_codes(errors)
        self._check_fixed(errors)
        if errors:
            raise ValidationError(errors)

    def record_execution(self, quarter, amount, *, by=None, note=None, now=None):
        """Take in what was executed on this line since the year's beginning, in som.

        Figures that do not fit (more than the plan, less than the quarter before) need a public
        note. Raises ValidationError.
        """
        return self.budget.record_execution([(self, quarter, amount, note)], by=by, now=now)

    def delete(self, *args, **kwargs):
        self.refuse_deletion(type(self).objects.filter(pk=self.pk))
        return super().delete(*args, **kwargs)

    delete.alters_data = True

    def refuse_return(self):
        """A deleted line of a draft does not come back into an approved budget."""
        if self.budget.is_approved:
            raise ValidationError(
                gettext("The budget is approved: a new line comes in by an amendment.")
            )

    @staticmethod
    def refuse_deletion(lines):
        """An approved line stays in the record for good."""
        if lines.filter(budget__status__in=APPROVED).exists():
            raise ValidationError(
                gettext("A line of an approved budget cannot be deleted. Amend the budget instead.")
            )

    def _check_codes(self, errors):
        if not self.budget_id or not self.side:
            return
        year = self.budget.year
        for field, kind in (("function", "function"), ("economic", "economic")):
            code = getattr(self, field)
            if code is None:
                continue
            if code.kind != kind:
                errors[field] = gettext("Code %(code)s is of the other classification.") % {
                    "code": code.code
                }
            elif not code.exists_in(year):
                errors[field] = gettext(
                    "Code %(code)s does not exist in %(year)s. Choose one that holds in this year."
                ) % {"code": code.code, "year": year}
        code = self.economic
        if code and "economic" not in errors and not getattr(code, f"for_{self.side}"):
            errors["economic"] = gettext("Code %(code)s is not for this side of the budget.") % {
                "code": code.code
            }

    def _check_fixed(self, errors):
        if not self.pk:
            if self.budget_id and self.budget.is_approved and self.approved is None:
                errors["budget"] = gettext(
                    "The budget is approved: a new line comes in by an amendment."
                )
            return
        stored = type(self).objects.filter(pk=self.pk).first()
        if stored is None or stored.approved is None:
            return
        for name in self.FIXED:
            column = self._meta.get_field(name).attname
            if getattr(stored, column) != getattr(self, column):
                errors[name] = gettext(
                    "The budget is approved: this stays as it is. Amend the budget instead."
                )
