from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttachmentsConfig(AppConfig):
    """Paper: abstract files and images, and what they refuse."""

    name = "attachments"
    verbose_name = _("Attachments")
