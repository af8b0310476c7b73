from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hearings.models import LocalAct
from language.constraints import stated
from language.labels import label
from language.money import MoneyColumn

from .public import budget_is_public


class BudgetStepQuerySet(models.QuerySet):
    def public(self):
        return self.filter(budget_is_public("budget__"))

    def of_the_whole(self):
        """The steps of the budget itself, without the corrections of single figures."""
        return self.filter(line__isnull=True)

    def for_page(self):
        return self.of_the_whole().select_related("resolution")


class BudgetStep(models.Model):
    """What was done to a budget or to one executed figure, when, why. Shown without names.

    A corrected figure keeps the old one here.
    """

    class Verb(models.TextChoices):
        HEARD = "heard", pgettext_lazy("budget", "Put to the hearing")
        APPROVED = "approved", pgettext_lazy("budget", "Approved")
        AMENDED = "amended", _("Amended")
        CORRECTED = "corrected", _("Executed figure corrected")
        REPORTED = "reported", _("Reported")
        REOPENED = "reopened", _("Opened again")

    budget = models.ForeignKey("budget.Budget", models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    line = models.ForeignKey(
        "budget.BudgetLine", models.CASCADE, null=True, blank=True, related_name="steps"
    )
    quarter = models.PositiveSmallIntegerField(_("quarter"), null=True, blank=True)
    old = MoneyColumn(_("old figure, som"), null=True, blank=True)
    new = MoneyColumn(_("new figure, som"), null=True, blank=True)
    resolution = models.ForeignKey(
        LocalAct, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("public note"), blank=True)
    at = models.DateTimeField(_("entered"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = BudgetStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of the budget")
        verbose_name_plural = _("steps of the budget")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verb="reopened") | stated("note"),
                name="a_reopened_budget_has_a_public_note",
                violation_error_message=_("Write a note that tells everyone why."),
            ),
            models.CheckConstraint(
                condition=~Q(verb="corrected")
                | Q(line__isnull=False, quarter__isnull=False, old__isnull=False),
                name="a_correction_keeps_the_old_figure",
            ),
        ]

    def __str__(self):
        return self.get_verb_display()

    def get_verb_display(self):
        return label(self.Verb, self.verb)
