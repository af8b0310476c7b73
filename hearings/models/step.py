from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from language.constraints import stated
from language.labels import label
from language.texts import is_stated

from .choices import EXPLAINED, REFUSALS, RefusalReason, Status


class ProposalStepQuerySet(models.QuerySet):
    def public(self):
        """Without what is between the municipality and the proposer: returning and declining."""
        return self.exclude(new_status__in=[Status.RETURNED, Status.DECLINED])


class ProposalStep(models.Model):
    """One change of a proposal's status: from, to, why, when. Together: the public timeline."""

    proposal = models.ForeignKey("hearings.Proposal", models.CASCADE, related_name="steps")
    old_status = models.CharField(max_length=20, choices=Status.choices, blank=True)
    new_status = models.CharField(max_length=20, choices=Status.choices)
    reason = models.TextField(_("reason"), blank=True)
    reason_code = models.CharField(
        _("kind of reason"), max_length=20, choices=RefusalReason.choices, blank=True
    )
    # The day it holds for, which for a paper entered late is before the day of entry.
    on = models.DateField(_("day"))
    at = models.DateTimeField(_("entered"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ProposalStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(new_status__in=sorted(EXPLAINED)) | stated("reason"),
                name="a_decision_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(new_status__in=sorted(REFUSALS)) | ~Q(reason_code=""),
                name="a_refusal_has_a_coded_reason",
            ),
        ]

    def __str__(self):
        return str(self.get_new_status_display())

    def get_new_status_display(self):
        return label(Status, self.new_status)

    def clean(self):
        super().clean()
        errors = {}
        if self.new_status in EXPLAINED and not is_stated(self, "reason"):
            errors["reason"] = _("Write the reason in at least one language.")
        if self.new_status in REFUSALS and not self.reason_code:
            errors["reason_code"] = _("Choose the kind of reason.")
        if errors:
            raise ValidationError(errors)
