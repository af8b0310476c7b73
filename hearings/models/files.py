from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from attachments.models import Document, FiledQuerySet, Photo

from .public import hearing_is_public


class HearingDocumentQuerySet(FiledQuerySet):
    def public(self):
        """Papers that everybody may read, of hearings that everybody may see."""
        return self.filter(hearing_is_public("hearing__"), is_public=True)

    def seen_by(self, user):
        """Who keeps the hearings' papers sees every one, everybody else the public ones.

        Reading the desk is not enough: an attendance sheet names everybody who came.
        """
        return self if user.has_perm("hearings.change_hearingdocument") else self.public()


class HearingDocument(Document):
    """A paper of a hearing: what people read before it and what was signed after it."""

    class Kind(models.TextChoices):
        BRIEF = "brief", _("Draft or brief for the hearing")
        NOTICE = "notice", _("Notice")
        SIGNED_MINUTES = "signed_minutes", _("Signed minutes")
        ATTENDANCE = "attendance", _("Attendance sheet")
        OTHER = "other", _("Other paper")

    hearing = models.ForeignKey(
        "hearings.Hearing", models.CASCADE, related_name="documents", verbose_name=_("hearing")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.BRIEF)

    objects = HearingDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of the hearing")
        verbose_name_plural = _("documents of the hearing")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="attendance") | models.Q(is_public=False),
                name="an_attendance_sheet_is_never_public",
                violation_error_message=_(
                    "An attendance sheet holds names and is never published. "
                    "Take the tick from “published”."
                ),
            )
        ]

    def __str__(self):
        return self.title or self.get_kind_display()

    @property
    def file_url(self):
        return reverse("hearings:document", args=[self.key])

    def delete(self, *args, **kwargs):
        """Signed minutes keep their scan: without it nobody could compare the figures."""
        if self._is_the_scan():
            raise ValidationError(
                gettext("The scan of signed minutes cannot be deleted. Add another one first.")
            )
        return super().delete(*args, **kwargs)

    delete.alters_data = True

    def _is_the_scan(self):
        if self.kind != self.Kind.SIGNED_MINUTES:
            return False
        others = self.hearing.documents.filter(kind=self.kind).exclude(pk=self.pk)
        signed = self.hearing.has_minutes and self.hearing.minutes.is_signed
        return signed and not others.exists()


class ProposalPhotoQuerySet(FiledQuerySet):
    def looked_at(self):
        """Photos that a clerk has looked at and found fit to be shown."""
        return self.filter(is_public=True)

    def public(self):
        """Photos that a clerk has looked at, of proposals that everybody may read."""
        from .proposal import Proposal

        return self.looked_at().filter(proposal__in=Proposal.objects.public())

    def seen_by(self, user):
        """Who looks the photos through sees every one, everybody else the published ones."""
        return self if user.has_perm("hearings.change_proposalphoto") else self.public()


class ProposalPhoto(Photo):
    """A picture that a citizen sent with the words; shown once a clerk has looked at it."""

    proposal = models.ForeignKey(
        "hearings.Proposal", models.CASCADE, related_name="photos", verbose_name=_("proposal")
    )
    is_public = models.BooleanField(
        _("published"),
        default=False,
        help_text=_("Tick after making sure that no private person or number can be recognised."),
    )

    objects = ProposalPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["pk"]

    @property
    def image_url(self):
        return reverse("hearings:photo", args=[self.key])

    @property
    def thumbnail_url(self):
        return reverse("hearings:photo_thumbnail", args=[self.key])

    def __str__(self):
        return str(_("Photo of %(number)s")) % {"number": self.proposal.number}
