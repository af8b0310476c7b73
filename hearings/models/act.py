from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from attachments.documents import CONTENT_TYPES
from attachments.fields import DocumentFileField
from attachments.models import Document, FiledQuerySet
from attachments.names import document_path
from language.search import Searchable, SearchableQuerySet

from .hearing import Hearing
from .public import act_is_public


class LocalActQuerySet(SearchableQuerySet, FiledQuerySet):
    def public(self):
        return self.filter(act_is_public())

    def of_year(self, year):
        """Acts adopted in a year; those of unknown date belong to none."""
        return self.filter(adopted_on__year=year)

    def seen_by(self, user):
        """Who keeps the acts sees every one, everybody else the public ones."""
        return self if user.has_perm("hearings.change_localact") else self.public()

    def newest_first(self):
        """The latest first; acts whose date is unknown stand at the end."""
        return self.order_by(F("adopted_on").desc(nulls_last=True), "pk")


class LocalAct(Searchable, Document):
    """A paper with force in the aimak: resolution of the aiyl kenesh, rules, charter.

    The number is text: councils write "1/5". The paper itself may be missing here: old acts are
    known by their number and date.
    """

    class Kind(models.TextChoices):
        RESOLUTION = "resolution", _("Resolution of the aiyl kenesh")
        RULES = "rules", _("Rules")
        CHARTER = "charter", _("Charter of the local community")
        ORDER = "order", _("Order of the head of the aiyl okmotu")
        OTHER = "other", _("Other document")

    SEARCH_FIELDS = (
        "number",
        "title_ky",
        "title_ru",
        "title_en",
        "about_ky",
        "about_ru",
        "about_en",
    )

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    number = models.CharField(_("number"), max_length=30, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    about = models.TextField(_("what it decides"), blank=True)
    hearing = models.ForeignKey(
        Hearing,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="acts",
        verbose_name=_("heard at"),
    )

    file = DocumentFileField(_("file"), upload_to=document_path, blank=True)
    content_type = models.CharField(
        max_length=40, choices=CONTENT_TYPES, blank=True, editable=False
    )
    size_bytes = models.PositiveIntegerField(null=True, editable=False)

    objects = LocalActQuerySet.as_manager()

    class Meta:
        verbose_name = _("local act")
        verbose_name_plural = _("local acts")
        ordering = [F("adopted_on").desc(nulls_last=True), "pk"]

    @property
    def file_url(self):
        return reverse("hearings:act_file", args=[self.key]) if self.file else ""

    def __str__(self):
        return self.title or self.get_kind_display()
