from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AimakPortalConfig(AppConfig):
    """The roof: it joins the floors and is imported by nobody."""

    name = "aimak_portal"
    verbose_name = _("Portal")

    def ready(self):
        # Sessions get their clocks whichever way somebody comes in.
        from aimak_portal.signin import standing  # noqa: F401
