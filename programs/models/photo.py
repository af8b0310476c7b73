from django.db import models
from django.db.models import Case, F, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from attachments.models import FiledQuerySet, Photo
from language.labels import label

from .measure import Measure
from .public import measure_is_public


class MeasurePhotoQuerySet(FiledQuerySet):
    def public(self):
        return self.filter(measure_is_public("measure__"), is_public=True)

    def of(self, measures):
        """The photos of these measures."""
        return self.filter(measure__in=measures.values("pk"))

    def named(self, keys):
        """Those with these keys, as their addresses name them."""
        return self.filter(key__in=keys)

    def before_and_after(self):
        """How it was and what stands there now, with their measures, the newest measures first."""
        moments = self.model.Moment
        shown = self.filter(moment__in=(moments.BEFORE, moments.AFTER)).select_related("measure")
        # Before stands before after, in the alphabet after it.
        return shown.order_by(
            F("measure__last_year").desc(nulls_last=True), "-measure", "-moment", "taken_on", "pk"
        )

    def in_order(self):
        """As it came about: how it was before, the work, what stands there now."""
        moments = self.model.Moment
        places = [When(moment=moment, then=place) for place, moment in enumerate(moments)]
        return self.order_by(Case(*places), "taken_on", "pk")

    def seen_by(self, user):
        """Who keeps the measures sees every photo, everybody else the published ones."""
        return self if user.has_perm("programs.change_measurephoto") else self.public()


class MeasurePhoto(Photo):
    """A picture of a measure: how it was before, the work, and what stands there now."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("Before")
        DURING = "during", _("During the work")
        AFTER = "after", _("After")

    measure = models.ForeignKey(
        Measure, models.CASCADE, related_name="photos", verbose_name=_("measure")
    )
    moment = models.CharField(_("moment"), max_length=6, choices=Moment.choices)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    is_public = models.BooleanField(
        _("published"),
        default=False,
        help_text=_("Tick after making sure that no private person or number can be recognised."),
    )

    objects = MeasurePhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo of the measure")
        verbose_name_plural = _("photos of the measure")
        ordering = ["pk"]

    @property
    def image_url(self):
        return reverse("programs:photo", args=[self.key])

    @property
    def thumbnail_url(self):
        return reverse("programs:photo_thumbnail", args=[self.key])

    def get_moment_display(self):
        return label(self.Moment, self.moment)

    def __str__(self):
        return str(_("Photo: %(measure)s")) % {"measure": self.measure}
