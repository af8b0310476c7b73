from django.conf import settings
from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hearings.models import Hearing, LocalAct
from language.labels import label
from language.money import MoneyColumn
from language.years import YEARS

from ..choices import APPROVED, Side, Status
from ..public import budget_is_public
from .doors import BudgetDoors


def _act(name, related_name):
    return models.ForeignKey(
        LocalAct,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name=related_name,
        verbose_name=name,
    )


def _hearing(name, related_name):
    return models.ForeignKey(
        Hearing,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name=related_name,
        verbose_name=name,
    )


# What pages say of the papers and hearings of a budget.
_PAPER = ("key", "kind", "number", "adopted_on", "is_public", "file")
_HEARD = ("kind", "subject_year", "published_at")
_SAID = (
    "year",
    "status",
    "is_public",
    "resolution_revenue",
    "resolution_expenditure",
    *(f"{act}__{name}" for act in ("resolution", "report_resolution") for name in _PAPER),
    *(f"{hearing}__{name}" for hearing in ("hearing", "report_hearing") for name in _HEARD),
    *(
        f"{column}_{code}"
        for column in (
            "about",
            "discrepancy",
            "resolution__title",
            "report_resolution__title",
            "hearing__title",
            "report_hearing__title",
        )
        for code, _name in settings.LANGUAGES
    ),
)


class BudgetQuerySet(models.QuerySet):
    def public(self):
        return self.filter(budget_is_public())

    def approved(self):
        return self.filter(status__in=APPROVED)

    def in_years(self, first=None, last=None):
        """The budgets of these years; None leaves that end open."""
        found = self if first is None else self.filter(year__gte=first)
        return found if last is None else found.filter(year__lte=last)

    def newest_first(self):
        return self.order_by("-year")

    def for_page(self):
        return self.select_related("resolution", "report_resolution", "hearing", "report_hearing")

    def for_citizens(self):
        """The newest first, with what pages say of them and why one was opened again, if it was."""
        from ..step import BudgetStep

        steps = BudgetStep.objects.of_the_whole().filter(budget=OuterRef("pk")).order_by("-pk")

        def why(code):
            said = Case(When(verb=BudgetStep.Verb.REOPENED, then=f"note_{code}"))
            return Subquery(steps.annotate(said=said).values("said")[:1])

        notes = {f"reopened_{code}": why(code) for code, _name in settings.LANGUAGES}
        return self.for_page().only(*_SAID).annotate(**notes).newest_first()

    def locked(self, pk):
        return self.select_for_update().get(pk=pk)


class Budget(BudgetDoors, models.Model):
    """The local budget of one year: draft, heard, approved by a resolution, amended, reported.

    Amounts are in som. What the resolution prints as totals is kept beside the sums of the lines:
    real papers do not always add up, and then both numbers are shown with the note why.
    """

    Status, Side = Status, Side

    year = models.PositiveSmallIntegerField(
        _("year"),
        unique=True,
        validators=YEARS,
        error_messages={"unique": _("The budget of this year is here already.")},
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status.choices,
        default=Status.DRAFT,
        editable=False,
    )
    about = models.TextField(
        _("what citizens should know"),
        blank=True,
        help_text=_("A few plain sentences that stand above the figures."),
    )
    is_public = models.BooleanField(
        _("everyone may read it"),
        default=False,
        help_text=_("A budget is published by itself when it is heard or approved."),
    )
    hearing = _hearing(_("heard at"), "budgets")
    resolution = _act(_("approved by the resolution"), "approved_budgets")
    # As the resolution prints them.
    resolution_revenue = MoneyColumn(
        _("revenue by the resolution, som"), null=True, blank=True, editable=False
    )
    resolution_expenditure = MoneyColumn(
        _("expenditure by the resolution, som"), null=True, blank=True, editable=False
    )
    discrepancy = models.TextField(
        _("note on discrepancies"),
        blank=True,
        help_text=_(
            "Where figures of the paper do not agree, write why; they are then kept as they are."
        ),
    )
    report_hearing = _hearing(_("report heard at"), "reported_budgets")
    report_resolution = _act(_("report approved by the resolution"), "reported_budgets")

    objects = BudgetQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget of a year")
        verbose_name_plural = _("budgets")
        ordering = ["-year"]
        permissions = [
            ("approve_budget", "Can approve, report and reopen budgets"),
            ("amend_budget", "Can amend budgets"),
            ("execute_budget", "Can record the execution of budgets"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=sorted(APPROVED)) | Q(resolution__isnull=False),
                name="an_approved_budget_names_its_resolution",
                violation_error_message=_("Choose the resolution that approves the budget."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(APPROVED)) | Q(resolution__isnull=True),
                name="a_draft_names_no_resolution",
            ),
        ]

    def __str__(self):
        return str(_("Budget of the year %(year)s")) % {"year": self.year}

    def get_absolute_url(self):
        return reverse("budget:budget_detail", args=[self.year])

    def get_status_display(self):
        return label(Status, self.status)

    @property
    def is_approved(self):
        return self.status in APPROVED

    @property
    def is_draft(self):
        return not self.is_approved
