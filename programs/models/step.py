from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from language.constraints import stated
from language.labels import label
from language.texts import is_stated

from .choices import Status, needs_reason
from .public import measure_is_public


class MeasureStepQuerySet(models.QuerySet):
    def of_public_measures(self):
        return self.filter(measure_is_public("measure__"))

    def in_order(self):
        """As it happened; what no paper dates stands where it was entered."""
        return self.order_by("pk")


class MeasureStep(models.Model):
    """One step of a measure: from where to where, why, when. Shown to everyone, without names.

    A step that leaves the status as it was is a note of progress, and says something.
    """

    measure = models.ForeignKey("programs.Measure", models.CASCADE, related_name="steps")
    old_status = models.CharField(max_length=10, choices=Status.choices)
    new_status = models.CharField(max_length=10, choices=Status.choices)
    note = models.TextField(_("public note"), blank=True)
    # The day on which it happened; empty where no paper states it.
    on = models.DateField(_("day"), null=True, blank=True)
    at = models.DateTimeField(_("entered"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MeasureStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of the measure")
        verbose_name_plural = _("steps of the measure")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(new_status=F("old_status")) | stated("note"),
                name="a_note_of_progress_says_something",
                violation_error_message=_("Write the note in at least one language."),
            ),
            models.CheckConstraint(
                condition=(~Q(new_status=Status.STOPPED) & ~Q(old_status=Status.STOPPED))
                | stated("note"),
                name="a_stopped_measure_has_a_reason",
                violation_error_message=_("Write the reason in at least one language."),
            ),
        ]

    def __str__(self):
        return self.get_new_status_display()

    def get_new_status_display(self):
        return label(Status, self.new_status)

    @property
    def is_note(self):
        return self.old_status == self.new_status

    def clean(self):
        super().clean()
        if is_stated(self, "note"):
            return
        if self.is_note:
            raise ValidationError({"note": _("Write the note in at least one language.")})
        if needs_reason(Status(self.old_status), Status(self.new_status)):
            raise ValidationError({"note": _("Write the reason in at least one language.")})
