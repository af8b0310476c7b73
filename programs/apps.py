from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    """Deeds: the development programmes, their measures and what came of them."""

    name = "programs"
    verbose_name = _("Programmes and measures")
