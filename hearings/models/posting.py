from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from language.constraints import stated
from language.texts import is_stated

from .hearing import Hearing
from .public import hearing_is_public


class PostingQuerySet(models.QuerySet):
    def of_public_hearings(self):
        """Where the notices hung of hearings that everybody may see."""
        return self.filter(hearing_is_public("hearing__"))


class Posting(models.Model):
    """Where the printed notice of a hearing hung, and from when until when.

    The days of notice are counted from the first of them: saving or deleting one brings
    `Hearing.announced_on` after it.
    """

    hearing = models.ForeignKey(
        Hearing, models.CASCADE, related_name="postings", verbose_name=_("hearing")
    )
    place = models.CharField(
        _("where it hung"),
        max_length=200,
        blank=True,
        help_text=_("For example: the shop in the upper street. Everybody reads it on the site."),
    )
    hung_on = models.DateField(_("hung out on"))
    taken_down_on = models.DateField(_("taken down on"), null=True, blank=True)
    note = models.CharField(
        _("note for the staff"),
        max_length=300,
        blank=True,
        help_text=_("Not published. Write no names or telephones here."),
    )

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting of the notice")
        verbose_name_plural = _("where the notice hung")
        ordering = ["hung_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_down_on__isnull=True) | Q(taken_down_on__gte=F("hung_on")),
                name="a_notice_is_taken_down_after_it_was_hung",
                violation_error_message=_(
                    "The notice was taken down before it was hung out. Correct one of the days."
                ),
            ),
            models.CheckConstraint(condition=stated("place"), name="a_posting_names_its_place"),
        ]

    def __str__(self):
        return self.place or str(_("posting of the notice"))

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.hearing.follow_postings()

    def clean(self):
        super().clean()
        errors = {}
        if not is_stated(self, "place"):
            errors["place"] = _("Write in at least one language where the notice hung.")
        for name in ("hung_on", "taken_down_on"):
            day = getattr(self, name)
            if day and day > timezone.localdate():
                errors[name] = gettext("This day is still to come.")
        if errors:
            raise ValidationError(errors)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            self.hearing.follow_postings()
        return deleted

    delete.alters_data = True
