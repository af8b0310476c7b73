"""The columns that hold stored files: they take nothing that was not checked or rebuilt."""

from django.core.files.base import ContentFile
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.module_loading import import_string


class Accepted(ContentFile):
    """Bytes that we checked or rebuilt ourselves: made by `images` and `documents` only."""


class GuardedFile(FieldFile):
    """A stored file. It refuses bytes that skipped the check, whoever brings them."""

    def save(self, name, content, save=True):
        if not isinstance(content, Accepted):
            raise TypeError(
                f"{self.field} stores only what attachments.images or attachments.documents "
                "returned. Use from_upload() or the field's own form field."
            )
        super().save(name, content, save)

    save.alters_data = True

    @property
    def url(self):
        """The address that serves the file with its permission check, never a path on the disk.

        The concrete model names it in `image_url`, `thumbnail_url` or `file_url`; where it names
        none, there is no link.
        """
        return getattr(self.instance, f"{self.field.name}_url", "")


class GuardedFileField(models.FileField):
    """A column for a file that passed our check."""

    attr_class = GuardedFile


class _UploadedField(GuardedFileField):
    # Named, not imported: the form fields stand on this module.
    form_field = ""

    def formfield(self, **kwargs):
        # The admin's own widget would link to the stored path, and a long file name is no
        # reason to refuse a file whose name we drop.
        kwargs.pop("widget", None)
        kwargs.setdefault("form_class", import_string(self.form_field))
        return super().formfield(**kwargs, max_length=None)

    def save_form_data(self, instance, data):
        if data is None or isinstance(data, FieldFile):
            return
        instance.take(data)


class PhotoFileField(_UploadedField):
    """The column of a photo; forms rebuild what is uploaded into it."""

    form_field = "attachments.forms.PhotoUploadField"


class DocumentFileField(_UploadedField):
    """The column of a paper; forms check what is uploaded into it."""

    form_field = "attachments.forms.DocumentUploadField"
