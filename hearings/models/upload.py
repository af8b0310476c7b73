from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from attachments.workbook.opening import cell_texts
from groups.models import Erasable, Sought

from .hearing import Hearing

# How long a file that nobody took in is kept.
KEPT = timedelta(days=30)


class HearingUploadQuerySet(models.QuerySet):
    def waiting(self):
        """Files that can still be taken in."""
        return self.filter(taken_in_at__isnull=True).exclude(content=b"")

    def abandoned(self, now=None):
        """Files that were tried long ago and never taken in."""
        return self.waiting().filter(uploaded_at__lt=(now or timezone.now()) - KEPT)

    def of_person(self, query):
        """Waiting files in which this person is named."""
        sought = Sought(query)
        waiting = self.waiting().iterator(chunk_size=1)
        named = [upload.pk for upload in waiting if sought.is_among(upload.texts())]
        return self.filter(pk__in=named).defer("content").select_related("hearing")

    def empty(self):
        """Empty the files: they hold names and telephones. Returns how many there were."""
        return self.update(content=b"")


class HearingUpload(Erasable):
    """An Excel file that somebody brought for a hearing, filled in without a connection.

    It is tried first and then taken in, all of it or nothing. The file holds personal data, so
    its content is kept only until then; what stays is its digest, who brought it and when, and
    how much it added.
    """

    hearing = models.ForeignKey(
        Hearing, models.CASCADE, related_name="uploads", verbose_name=_("hearing")
    )
    content = models.BinaryField(editable=False)
    # SHA-256 of the content.
    digest = models.CharField(max_length=64, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded at"), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    taken_in_at = models.DateTimeField(_("taken in"), null=True, editable=False)
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    new_proposals = models.PositiveIntegerField(_("new proposals"), null=True, editable=False)
    new_figures = models.PositiveIntegerField(_("new figures"), null=True, editable=False)
    new_votes = models.PositiveIntegerField(_("new hand votes"), null=True, editable=False)

    objects = HearingUploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("uploaded Excel file of a hearing")
        verbose_name_plural = _("uploaded Excel files of hearings")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_in_at__isnull=True) | Q(content=b""),
                name="a_file_of_a_hearing_is_emptied_once_taken_in",
            )
        ]

    def __str__(self):
        return self.digest[:12]

    def texts(self):
        """What stands in the cells of the file."""
        return cell_texts(ContentFile(bytes(self.content)))

    def where_it_stands(self):
        return str(self.hearing)

    def what_is_kept(self):
        return gettext("The file waits to be taken in. It goes as a whole.")

    @classmethod
    def forget(cls, keys):
        """The file is emptied: it can be filled in and brought again."""
        cls.objects.filter(pk__in=keys).empty()

    @property
    def is_waiting(self):
        """Whether it can still be taken in."""
        return self.taken_in_at is None and bool(self.content)

    def close(self, *, by, now, **counts):
        """Keep that it was taken in and how much it added; its content is emptied."""
        self.content = b""
        self.taken_in_at, self.taken_in_by = now, by
        for name, count in counts.items():
            setattr(self, name, count)
        self.save()
