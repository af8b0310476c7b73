from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class LanguageConfig(AppConfig):
    """Kyrgyz, Russian and English: folding, sorting, formats, original texts."""

    name = "language"
    verbose_name = _("Language")

    def ready(self):
        from . import word_index
        from .django_gaps import fill

        fill()
        post_migrate.connect(word_index.keep_up, dispatch_uid="language.word_index")
