from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from language.constraints import stated

from ..public import hearing_is_public, proposal_is_public


class HearingStepQuerySet(models.QuerySet):
    def public(self):
        """What was done to hearings that everybody may see.

        What names a proposal is told only while everybody may read that proposal.
        """
        names_none = Q(proposal__isnull=True)
        return self.filter(
            hearing_is_public("hearing__"), names_none | proposal_is_public("proposal__")
        )

    def news(self):
        """What a follower of the hearings wants to be told."""
        return self.filter(verb__in=HearingStep.NEWS)

    def newest_first(self):
        """In the order in which they were taken, the latest first."""
        return self.order_by("-pk")

    def for_news(self):
        """With the hearing, and with the moment at which a later step changed what this one told.

        `rearranged_at`: it was moved or cancelled since; `corrected_at`: a figure was corrected.
        """
        from .model import Hearing  # the hearing stands on its steps' file

        later = HearingStep.objects.filter(hearing=OuterRef("hearing"), pk__gt=OuterRef("pk"))
        later = later.order_by("-pk").values("at")
        verbs = HearingStep.Verb
        return self.annotate(
            rearranged_at=Subquery(later.filter(verb__in=[verbs.MOVED, verbs.CANCELLED])[:1]),
            corrected_at=Subquery(later.filter(verb=verbs.CORRECTED)[:1]),
        ).prefetch_related(Prefetch("hearing", Hearing.objects.for_news()))


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
    NEWS = (Verb.ANNOUNCED, Verb.MOVED, Verb.CANCELLED, Verb.RECORDED)

    hearing = models.ForeignKey("hearings.Hearing", models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    # The one whose hand vote was corrected.
    proposal = models.ForeignKey(
        "hearings.Proposal",
        models.CASCADE,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("proposal"),
    )
    field = models.CharField(max_length=40, blank=True)
    old = models.CharField(max_length=500, blank=True)
    new = models.CharField(max_length=500, blank=True)
    note = models.TextField(_("public note"), blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = HearingStepQuerySet.as_manager()

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
    def moved_from(self):
        """The moment for which the hearing stood before it was moved; else None."""
        return _moment(self.old) if self.verb == self.Verb.MOVED else None

    @property
    def moved_to(self):
        """The moment to which it was moved; else None."""
        return _moment(self.new) if self.verb == self.Verb.MOVED else None

    @property
    def told_at(self):
        """When what this step tells changed last; asks for a step read with `for_news`."""
        changed = self.corrected_at if self.verb == self.Verb.RECORDED else self.rearranged_at
        return changed or self.at

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


def _moment(text):
    """A moment as the door of moving wrote it; None for what is no moment."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
