from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from .village import Village

_FRAME = [
    f"{field}_{code}"
    for field in ("name", "rayon", "oblast", "address")
    for code, _name in settings.LANGUAGES
] + ["email", "is_demo"]


class AimakManager(models.Manager):
    def for_frame(self):
        """The aimak as the head and foot of every page show it."""
        return self.only(*_FRAME).first() or self.model()

    def for_home(self):
        """The same with the list of its villages: the home page counts its questions."""
        listed = models.Subquery(Village.objects.as_list())
        aimak = self.only(*_FRAME).annotate(listed=listed).first() or self.model()
        aimak.villages = Village.objects.from_list(getattr(aimak, "listed", None))
        return aimak

    def current(self):
        """The one aimak this portal serves; unsaved and nameless before it is described."""
        return self.first() or self.model()


class Aimak(models.Model):
    """The municipality that owns this portal: its names, address and house rules.

    There is one row. Terms in days are settings and not law: the law behind each is named in
    a `LegalReference`, with the day on which somebody last checked it.
    """

    name = models.CharField(_("name"), max_length=200)
    rayon = models.CharField(_("rayon"), max_length=200, blank=True)
    oblast = models.CharField(_("oblast"), max_length=200, blank=True)
    soate_code = models.CharField(
        _("SOATE code"),
        max_length=14,
        blank=True,
        validators=[RegexValidator(r"^\d{14}$", _("A SOATE code has 14 digits."))],
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    about = models.TextField(_("about the aimak"), blank=True)

    groups_since = models.PositiveSmallIntegerField(
        _("works with initiative groups since (year)"), null=True, blank=True
    )
    group_count = models.PositiveSmallIntegerField(
        _("number of initiative groups, as reported"), null=True, blank=True
    )
    women_share_above = models.PositiveSmallIntegerField(
        _("women in the groups: more than (%)"),
        null=True,
        blank=True,
        help_text=_("Only where a report names a bound and no exact share."),
    )
    groups_purpose = models.TextField(
        _("what the groups are for"), blank=True, help_text=_("One purpose on each line.")
    )
    groups_composition = models.TextField(
        _("who is in the groups"), blank=True, help_text=_("One kind of people on each line.")
    )
    groups_results = models.TextField(
        _("what working together has changed"),
        blank=True,
        help_text=_("One result on each line."),
    )

    notice_days = models.PositiveSmallIntegerField(_("days of notice before a hearing"), default=10)
    answer_days = models.PositiveSmallIntegerField(
        _("days to answer a proposal"),
        default=30,
        help_text=_("Counted from the day on which the proposal was received."),
    )
    undo_minutes = models.PositiveSmallIntegerField(
        _("minutes in which a decision can be taken back"),
        default=30,
        help_text=_(
            "A message to the proposer waits as long before it goes out. 0: nothing can be taken "
            "back."
        ),
    )
    retention_months = models.PositiveSmallIntegerField(
        _("months to keep personal data"),
        default=6,
        help_text=_("Counted from the day on which a proposal was decided or withdrawn."),
    )
    is_demo = models.BooleanField(
        _("demonstration data"),
        default=False,
        help_text=_("Every page then says that the data is invented."),
    )
    only_one = models.BooleanField(default=True, editable=False, unique=True)

    objects = AimakManager()

    class Meta:
        verbose_name = _("aimak")
        verbose_name_plural = _("aimak")
        permissions = [("read_history", "Can read the history of everything")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(only_one=True), name="the_portal_serves_one_aimak"
            ),
            models.CheckConstraint(
                condition=models.Q(women_share_above__lte=100), name="a_share_is_at_most_100"
            ),
        ]

    def __str__(self):
        return self.name or str(_("Aiyl aimak"))


class ContactPhone(models.Model):
    """A telephone of the aiyl okmotu. A mobile may be somebody's own: ask before publishing."""

    aimak = models.ForeignKey(Aimak, models.CASCADE, related_name="phones")
    number = PhoneNumberField(_("telephone"))
    is_public = models.BooleanField(
        _("published"),
        default=False,
        help_text=_("Tick only when the owner of the telephone agrees."),
    )

    class Meta:
        verbose_name = _("telephone")
        verbose_name_plural = _("telephones")
        ordering = ["pk"]

    def __str__(self):
        return str(self.number)


class EarlierName(models.Model):
    """A name that the aimak had before, or has in another register."""

    aimak = models.ForeignKey(Aimak, models.CASCADE, related_name="earlier_names")
    name = models.CharField(_("name"), max_length=200)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)
    note = models.CharField(_("where this name stands"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("earlier or other name")
        verbose_name_plural = _("earlier and other names")
        ordering = ["valid_from", "pk"]

    def __str__(self):
        return self.name or ""


class LegalReference(models.Model):
    """A law or charter that the portal's procedure rests on, and when it was last checked."""

    aimak = models.ForeignKey(Aimak, models.CASCADE, related_name="legal_references")
    title = models.CharField(_("law or charter"), max_length=300)
    article = models.CharField(_("article or part"), max_length=100, blank=True)
    about = models.TextField(_("what it says for us"), blank=True)
    url = models.URLField(_("web address"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last compared this with the law in force."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("legal reference")
        verbose_name_plural = _("legal references")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title or ""
