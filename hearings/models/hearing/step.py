from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from language.constraints import stated


class HearingStep(models.Model):
    """What was done to a hearing or its minutes, when and why. Shown to everyone, without names.

    A correction of signed minutes keeps the old figure here.
    """

    class Verb(models.TextChoices):
        ANNOUNCED = "announced", _("Announced")
        ENTERED = "entered", _("Entered from the papers")
        MOVED = "moved", _("Moved")
        CANCELLED = "cancelled", _("Cancelled")
        RECORDED = "recorded", _("Results recorded")
        SIGNED = "signed", _("Minutes signed")
        CORRECTED = "corrected", _("Corrected")

    # Before the number of the proposal whose hand vote was corrected.
    VOTE = "vote "
    EXPLAINED = (Verb.MOVED, Verb.CANCELLED, Verb.CORRECTED)

    hearing = models.ForeignKey("hearings.Hearing", models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    field = models.CharField(max_length=40, blank=True)
    old = models.CharField(max_length=500, blank=True)
    new = models.CharField(max_length=500, blank=True)
    note = models.TextField(_("public note"), blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("step of the hearing")
        verbose_name_plural = _("steps of the hearing")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verb__in=["moved", "cancelled", "corrected"]) | stated("note"),
                name="a_changed_hearing_has_a_public_note",
                violation_error_message=_("Write a note that tells everyone why."),
            )
        ]

    def __str__(self):
        return str(self.get_verb_display())

    @property
    def field_label(self):
        """The name of the corrected figure, in the reader's language."""
        from ..minutes import Minutes  # the minutes stand on the hearing, not under it

        if self.field in Minutes.FIGURES:
            return Minutes._meta.get_field(self.field).verbose_name
        if self.field.startswith(self.VOTE):
            number = self.field.removeprefix(self.VOTE)
            return gettext("Hands in favour/against/abstained, %(number)s") % {"number": number}
        return ""
