from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ConsentTextManager(models.Manager):
    def current(self):
        """The text in force today."""
        return self.filter(valid_from__lte=timezone.localdate()).order_by("-version").first()


class ConsentText(models.Model):
    """What a proposer agrees to. A new wording is a new version; an old one is never edited."""

    version = models.PositiveSmallIntegerField(_("version"), unique=True)
    text = models.TextField(_("text"))
    valid_from = models.DateField(_("in force from"))

    objects = ConsentTextManager()

    class Meta:
        verbose_name = _("text of consent")
        verbose_name_plural = _("texts of consent")
        ordering = ["-version"]

    def __str__(self):
        return str(self.version)
