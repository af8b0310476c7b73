"""The form fields of every upload, on the public site and in the admin alike."""

from django import forms
from django.utils.translation import gettext_lazy as _

from attachments.documents import accept
from attachments.images import EMPTY, rebuild

# iPhones turn their own format into JPEG for a page that asks for JPEG.
PHOTO_TYPES = "image/jpeg,image/png,image/webp"
DOCUMENT_TYPES = f"application/pdf,{PHOTO_TYPES}"

_MESSAGES = {
    "required": _("Choose a file."),
    "invalid": _("The file did not arrive. Choose it again."),
    "missing": _("The file did not arrive. Choose it again."),
    "empty": EMPTY,
}


class _UploadField(forms.FileField):
    # A plain input: Django's own one would link to the place on the disk.
    widget = forms.FileInput
    default_error_messages = _MESSAGES
    types = ""
    checked = None

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "accept": self.types}

    def to_python(self, data):
        upload = super().to_python(data)
        return None if upload is None else self.checked(upload)


class PhotoUploadField(_UploadField):
    """One photo; cleaned it is `images.Rebuilt`, ready for `Photo.from_upload()`."""

    types = PHOTO_TYPES

    checked = staticmethod(rebuild)


class DocumentUploadField(_UploadField):
    """One paper, PDF or photo; cleaned it is `documents.Paper` for `Document.from_upload()`."""

    types = DOCUMENT_TYPES

    checked = staticmethod(accept)
