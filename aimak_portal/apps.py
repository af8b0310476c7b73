from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AimakPortalConfig(AppConfig):
    """The roof: it joins the floors and is imported by nobody."""

    name = "aimak_portal"
    verbose_name = _("Portal")
