from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Aimak, Village
from language.search import BESIDE, Searchable
from language.years import YEARS

from .calendar import HearingQuerySet
from .doors import HearingDoors


class Hearing(HearingDoors, Searchable):
    """A public hearing: announced, held and recorded, or cancelled.

    Its stage follows from its dates and its minutes and is stored nowhere. Old hearings may
    have no date, place or year: then these are unknown and shown as "not stated".
    """

    class Kind(models.TextChoices):
        BUDGET_DRAFT = "budget_draft", _("Draft budget")
        BUDGET_EXECUTION = "budget_execution", _("Execution of the budget")
        SEDP = "sedp", _("Socio-economic development programme")
        RULES = "rules", _("Rules")
        OTHER = "other", _("Other matter")

    class Stage(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ANNOUNCED = "announced", _("Announced")
        CANCELLED = "cancelled", _("Cancelled")
        HELD = "held", _("Held, minutes to follow")
        RECORDED = "recorded", _("Held, results recorded")

    INDEXED = True
    SEARCH_FIELDS = (
        "title_ky",
        "title_ru",
        "title_en",
        "place_ky",
        "place_ru",
        "place_en",
        "agenda_ky",
        "agenda_ru",
        "agenda_en",
        "notice_ky",
        "notice_ru",
        "notice_en",
        "subject_year",
        *BESIDE,
    )

    kind = models.CharField(_("what is heard"), max_length=20, choices=Kind.choices)
    subject_year = models.PositiveSmallIntegerField(
        _("for the year"),
        null=True,
        blank=True,
        validators=YEARS,
        help_text=_("The year of the budget or the first year of the programme."),
    )
    title = models.CharField(
        _("title"),
        max_length=200,
        blank=True,
        help_text=_("Leave empty to have it made from the kind and the year."),
    )
    village = models.ForeignKey(
        Village,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hearings",
        verbose_name=_("village"),
        help_text=_("Leave empty when the whole aimak is invited."),
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("date and time"), null=True, blank=True)
    notice = models.TextField(_("notice"), blank=True)
    agenda = models.TextField(
        _("agenda"), blank=True, help_text=_("One item of the agenda on each line.")
    )
    proposals_from = models.DateField(_("proposals are taken from"), null=True, blank=True)
    proposals_until = models.DateField(
        _("proposals are taken until"),
        null=True,
        blank=True,
        help_text=_("Including this day, until midnight."),
    )
    announced_on = models.DateField(
        _("notice hung out on"),
        null=True,
        blank=True,
        help_text=_("The days of notice are counted from this day."),
    )
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, editable=False)

    objects = HearingQuerySet.as_manager()

    class Meta:
        verbose_name = _("hearing")
        verbose_name_plural = _("hearings")
        permissions = [("announce_hearing", "Can announce, move and cancel a hearing")]
        constraints = [
            models.CheckConstraint(
                condition=Q(proposals_until__gte=F("proposals_from")),
                name="the_window_for_proposals_ends_after_it_opens",
                violation_error_message=_(
                    "The last day for proposals is before the first day. Correct one of them."
                ),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(published_at__isnull=False),
                name="only_an_announced_hearing_is_cancelled",
            ),
        ]

    def __str__(self):
        return self.heading

    def get_absolute_url(self):
        return reverse("hearings:hearing_detail", args=[self.pk])

    def clean(self):
        super().clean()
        if self.pk and self.has_minutes and self.starts_at and self.starts_at > timezone.now():
            raise ValidationError(
                {"starts_at": gettext("This hearing has been held: enter a past date.")}
            )

    @property
    def heading(self):
        """The title, or one made from the kind and the year."""
        if self.title:
            return self.title
        sentences = _HEADINGS_OF_A_YEAR if self.subject_year else _HEADINGS
        return sentences[self.kind] % {"year": self.subject_year}

    def words_beside(self, code):
        """What people spoke about, and the titles of the papers that everybody may read."""
        public = [paper for paper in self.documents.all() if paper.is_public]
        spoken = [getattr(self.minutes, f"summary_{code}")] if self.has_minutes else []
        return [*spoken, *(getattr(paper, f"title_{code}") for paper in public)]

    # What the clock and the minutes decide

    @property
    def has_minutes(self):
        return hasattr(self, "minutes")

    def stage(self, now=None):
        """Where the hearing stands at the moment (now)."""
        now = now or timezone.now()
        if self.published_at is None:
            return self.Stage.DRAFT
        if self.cancelled_at is not None:
            return self.Stage.CANCELLED
        if self.has_minutes:
            return self.Stage.RECORDED
        if self.starts_at is None or self.starts_at <= now:
            return self.Stage.HELD
        return self.Stage.ANNOUNCED

    def takes_proposals(self, now=None):
        """Whether a citizen may still propose for this hearing."""
        now = now or timezone.now()
        if self.stage(now) != self.Stage.ANNOUNCED:
            return False
        today = timezone.localdate(now)
        opened = self.proposals_from is None or self.proposals_from <= today
        return opened and (self.proposals_until is None or today <= self.proposals_until)

    @property
    def is_announced(self):
        return self.stage() == self.Stage.ANNOUNCED

    @property
    def is_cancelled(self):
        return self.cancelled_at is not None

    @property
    def day(self):
        """The day on which it takes place, by the clock of Bishkek; None where unknown."""
        return timezone.localdate(self.starts_at) if self.starts_at else None

    @property
    def year(self):
        """The year in which it takes place; None where unknown."""
        return self.day.year if self.starts_at else None

    @property
    def notice_days(self):
        """Days between hanging out the notice and the hearing; None where either is unknown."""
        if self.announced_on is None or self.starts_at is None:
            return None
        return (self.day - self.announced_on).days

    def default_proposals_until(self):
        """The day before the hearing, when staff named no other."""
        return self.day - timedelta(days=1) if self.starts_at else None

    def short_notice(self):
        """The days of notice where they are fewer than the aimak's own rule; else None."""
        days = self.notice_days
        rule = Aimak.objects.current().notice_days
        return days if days is not None and days < rule else None


_HEADINGS = {
    Hearing.Kind.BUDGET_DRAFT: _("Public hearing on the draft local budget"),
    Hearing.Kind.BUDGET_EXECUTION: _("Public hearing on the execution of the local budget"),
    Hearing.Kind.SEDP: _("Public hearing on the socio-economic development programme"),
    Hearing.Kind.RULES: _("Public hearing on rules"),
    Hearing.Kind.OTHER: _("Public hearing"),
}
_HEADINGS_OF_A_YEAR = {
    Hearing.Kind.BUDGET_DRAFT: _("Public hearing on the draft local budget for %(year)s"),
    Hearing.Kind.BUDGET_EXECUTION: _(
        "Public hearing on the execution of the local budget for %(year)s"
    ),
    Hearing.Kind.SEDP: _(
        "Public hearing on the socio-economic development programme from %(year)s"
    ),
    Hearing.Kind.RULES: _("Public hearing on rules, %(year)s"),
    Hearing.Kind.OTHER: _("Public hearing, %(year)s"),
}
