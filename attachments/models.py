"""Abstract photo and paper. The app that needs one makes it concrete and adds its owner.

A concrete model names its owner by a foreign key, declares the translated title or caption in
its app's `translation.py`, and gives the addresses that serve its files: `image_url` and
`thumbnail_url`, or `file_url`.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from attachments.documents import CONTENT_TYPES, Paper, accept
from attachments.fields import DocumentFileField, GuardedFileField, PhotoFileField
from attachments.images import Rebuilt, rebuild
from attachments.names import document_path, photo_path, thumbnail_path
from attachments.orphans import forget_on_commit, stored_fields


class FiledQuerySet(models.QuerySet):
    """Rows that own stored files: with the rows go the files, also in the admin's bulk deletion.

    A cascade from a deleted parent passes neither here nor by `delete()`: `sweep_files` does it.
    """

    def delete(self):
        columns = [field.attname for field in stored_fields(self.model)]
        rows = list(self.order_by().values_list(*columns))
        deleted = super().delete()
        forget_on_commit([name for row in rows for name in row], self.db)
        return deleted

    delete.alters_data = True
    delete.queryset_only = True


class Filed(models.Model):
    """A row that owns stored files and is addressed by a key that nobody can guess."""

    # Not editable; a new file brings a new key, so that no cache shows the old one for the new.
    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    objects = FiledQuerySet.as_manager()

    class Meta:
        abstract = True

    def delete(self, using=None, keep_parents=False):
        names = [getattr(self, field.attname).name for field in stored_fields(type(self))]
        using = using or self._state.db
        deleted = super().delete(using=using, keep_parents=keep_parents)
        forget_on_commit(names, using)
        return deleted

    delete.alters_data = True


class Photo(Filed):
    """A photo shown on the site, rebuilt from what was uploaded, with a small copy for lists.

    Sizes are in pixels of the stored pictures; the largest side is 1600, of the small one 320.
    """

    CONTENT_TYPE = "image/webp"

    image = PhotoFileField(_("photo"), upload_to=photo_path)
    thumbnail = GuardedFileField(_("small copy"), upload_to=thumbnail_path, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    thumb_width = models.PositiveIntegerField(_("width of the small copy"), editable=False)
    thumb_height = models.PositiveIntegerField(_("height of the small copy"), editable=False)
    caption = models.CharField(_("caption"), max_length=200, blank=True)

    class Meta(Filed.Meta):
        abstract = True
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self):
        return self.caption or str(_("Photo"))

    @classmethod
    def from_upload(cls, upload, **fields):
        """The unsaved photo of an uploaded file, or of a form's cleaned value."""
        photo = cls(**fields)
        photo.take(upload if isinstance(upload, Rebuilt) else rebuild(upload))
        return photo

    def take(self, rebuilt):
        """Hold this rebuilt photo, instead of the one before if there was one."""
        self.key = uuid.uuid4()
        self.image = rebuilt.photo
        self.thumbnail = rebuilt.thumbnail
        self.width, self.height = rebuilt.width, rebuilt.height
        self.thumb_width, self.thumb_height = rebuilt.thumb_width, rebuilt.thumb_height


class Document(Filed):
    """A paper of the municipality: a PDF, or the photo of a signed sheet."""

    file = DocumentFileField(_("file"), upload_to=document_path)
    title = models.CharField(_("title"), max_length=200, blank=True)
    content_type = models.CharField(
        _("kind of file"), max_length=40, choices=CONTENT_TYPES, editable=False
    )
    size_bytes = models.PositiveIntegerField(_("size in bytes"), editable=False)
    is_public = models.BooleanField(_("everyone may read it"), default=True)

    class Meta(Filed.Meta):
        abstract = True
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self):
        return self.title or str(_("Document"))

    @classmethod
    def from_upload(cls, upload, **fields):
        """The unsaved document of an uploaded file, or of a form's cleaned value."""
        document = cls(**fields)
        document.take(upload if isinstance(upload, Paper) else accept(upload))
        return document

    def take(self, paper):
        """Hold this checked paper; without a title of its own it is called as its file was."""
        self.key = uuid.uuid4()
        self.content_type = paper.content_type
        self.size_bytes = paper.size_bytes
        self.file = paper.file
        if not self.title:
            self.title = paper.title
