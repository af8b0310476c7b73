from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LanguageConfig(AppConfig):
    """Kyrgyz, Russian and English: folding, sorting, formats, original texts."""

    name = "language"
    verbose_name = _("Language")

    def ready(self):
        from .django_gaps import fill

        fill()
