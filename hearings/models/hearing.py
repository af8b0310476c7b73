from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Aimak, Village
from language.constraints import stated
from language.search import Searchable, SearchableQuerySet
from language.texts import fill, is_stated


def _in_each_language(*fields):
    return [f"{field}_{code}" for field in fields for code, _name in settings.LANGUAGES]


# The columns behind a row of a list and behind a page; a wide row costs more to ask for than to
# show.
_ROW = (
    "kind",
    "subject_year",
    "starts_at",
    "published_at",
    "cancelled_at",
    "proposals_from",
    "proposals_until",
    *_in_each_language("title", "place", "village__name"),
    "minutes__participants",
    "minutes__women",
    "minutes__items_received",
    "minutes__accepted",
)
_PAGE = (
    "announced_on",
    *_in_each_language("notice", "agenda", "minutes__summary", "minutes__discrepancy"),
    "minutes__men",
    "minutes__from_groups",
    "minutes__youth",
    "minutes__proposals_received",
    "minutes__questions_received",
    "minutes__items_from_groups",
    "minutes__signed_at",
)


class HearingQuerySet(SearchableQuerySet):
    def public(self):
        """Hearings that everybody may see: announced ones, also cancelled, and past ones."""
        return self.filter(published_at__isnull=False)

    def upcoming(self, now=None):
        """Announced, not cancelled and not yet begun, the nearest first."""
        now = now or timezone.now()
        return (
            self.public()
            .filter(cancelled_at__isnull=True, starts_at__gt=now)
            .order_by("starts_at", "pk")
        )

    def past(self, now=None):
        """Public hearings that are not to come: held, cancelled, or of unknown date."""
        now = now or timezone.now()
        return self.public().exclude(cancelled_at__isnull=True, starts_at__gt=now)

    def recorded(self):
        """Hearings whose results are entered."""
        return self.public().filter(minutes__isnull=False)

    def newest_first(self):
        """By date, the latest first. Hearings of unknown date stand at the end, by subject year."""
        return self.order_by(
            F("starts_at").desc(nulls_last=True), F("subject_year").desc(nulls_last=True), "-pk"
        )

    def taking_proposals(self, now=None):
        """Announced hearings whose window for proposals is open, the nearest first."""
        now = now or timezone.now()
        today = timezone.localdate(now)
        return self.upcoming(now).filter(
            Q(proposals_from__isnull=True) | Q(proposals_from__lte=today),
            Q(proposals_until__isnull=True) | Q(proposals_until__gte=today),
            ~Exists(_minutes_of(OuterRef("pk"))),
        )

    def of_village(self, village):
        return self.filter(village=village)

    def with_village(self):
        return self.select_related("village", "minutes")

    def for_lists(self):
        """With what one row of a list of hearings shows, and nothing more."""
        return self.with_village().only(*_ROW)

    def for_page(self):
        """With what the public page of one hearing shows, and nothing more."""
        return self.with_village().only(*_ROW, *_PAGE)


def _minutes_of(hearing):
    from .minutes import Minutes

    return Minutes.objects.filter(hearing=hearing)


class Hearing(Searchable):
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
    )

    kind = models.CharField(_("what is heard"), max_length=20, choices=Kind.choices)
    subject_year = models.PositiveSmallIntegerField(
        _("for the year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1991), MaxValueValidator(2100)],
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

    @property
    def heading(self):
        """The title, or one made from the kind and the year."""
        if self.title:
            return self.title
        sentences = _HEADINGS_OF_A_YEAR if self.subject_year else _HEADINGS
        return sentences[self.kind] % {"year": self.subject_year}

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
    def notice_days(self):
        """Days between hanging out the notice and the hearing; None where either is unknown."""
        if self.announced_on is None or self.starts_at is None:
            return None
        return (timezone.localdate(self.starts_at) - self.announced_on).days

    # Doors

    def announce(self, *, by=None, now=None):
        """Publish the hearing to come. Refuses a date that has passed and a bare notice."""
        now = now or timezone.now()
        self._refuse_unless_draft()
        self._check_announcement(now)
        self.published_at = now
        if self.announced_on is None:
            self.announced_on = timezone.localdate(now)
        self._save_with_step(HearingStep.Verb.ANNOUNCED, by=by, now=now)

    def publish_past(self, *, by=None, now=None):
        """Publish a hearing that was held before it was entered here, as its papers tell it."""
        now = now or timezone.now()
        self._refuse_unless_draft()
        if self.starts_at is not None and self.starts_at > now:
            raise ValidationError(
                {"starts_at": gettext("This hearing is still to come. Announce it instead.")}
            )
        self.published_at = now
        self._save_with_step(HearingStep.Verb.ENTERED, by=by, now=now)

    def move(self, *, starts_at, note, place=None, by=None, now=None):
        """Give an announced hearing another date (and place), with a public note why."""
        now = now or timezone.now()
        self._refuse_unless_announced(now)
        _refuse_past(starts_at, now)
        old, self.starts_at = self.starts_at, starts_at
        if place:
            fill(self, "place", place)
        if self.proposals_until and self.proposals_until > timezone.localdate(starts_at):
            self.proposals_until = timezone.localdate(starts_at)
        self._save_with_step(
            HearingStep.Verb.MOVED,
            by=by,
            now=now,
            note=note,
            field="starts_at",
            old=old.isoformat(),
            new=starts_at.isoformat(),
        )

    def cancel(self, *, note, by=None, now=None):
        """Cancel an announced hearing, with a public note why. It stays on the site."""
        now = now or timezone.now()
        self._refuse_unless_announced(now)
        self.cancelled_at = now
        self._save_with_step(HearingStep.Verb.CANCELLED, by=by, now=now, note=note)

    def _refuse_unless_draft(self):
        if self.published_at is not None:
            raise ValidationError(gettext("This hearing is already published."))

    def _refuse_unless_announced(self, now):
        if self.stage(now) != self.Stage.ANNOUNCED:
            raise ValidationError(
                gettext("Only an announced hearing that is still to come can be changed like this.")
            )

    def _check_announcement(self, now):
        errors = {}
        if self.starts_at is None:
            errors["starts_at"] = gettext("Enter the date and time of the hearing.")
        elif self.starts_at <= now:
            errors["starts_at"] = gettext(
                "This date has passed. Enter a date to come, or publish it as a past hearing."
            )
        if not is_stated(self, "place"):
            errors["place"] = gettext("Enter the place of the hearing.")
        day = timezone.localdate(self.starts_at) if self.starts_at else None
        if day and self.proposals_until and self.proposals_until > day:
            errors["proposals_until"] = gettext(
                "Proposals cannot be taken after the day of the hearing."
            )
        if errors:
            raise ValidationError(errors)

    def _save_with_step(self, verb, *, by, now, note=None, **change):
        with transaction.atomic():
            self.full_clean(exclude=["search_text"])
            self.save()
            self.add_step(verb, by=by, now=now, note=note, **change)

    def add_step(self, verb, *, by=None, now=None, note=None, field="", old="", new=""):
        """Leave a row of what was done to the hearing or to its minutes."""
        step = HearingStep(
            hearing=self, verb=verb, field=field, old=old, new=new, by=by, at=now or timezone.now()
        )
        fill(step, "note", note)
        step.full_clean()
        step.save()
        return step

    def default_proposals_until(self):
        """The day before the hearing, when staff named no other."""
        return timezone.localdate(self.starts_at) - timedelta(days=1) if self.starts_at else None

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


def _refuse_past(starts_at, now):
    if starts_at is None or starts_at <= now:
        raise ValidationError(
            {"starts_at": gettext("This date has passed. Enter a date and time to come.")}
        )


class HearingStep(models.Model):
    """What was done to a hearing or its minutes, when and why. Shown to everyone, without names.

    A correction of signed minutes keeps the old figure here.
    """

    class Verb(models.TextChoices):
        ANNOUNCED = "announced", _("Announced")
        ENTERED = "entered", _("Entered from the papers")
        MOVED = "moved", _("Moved")
        CANCELLED = "cancelled", _("Cancelled")
        RECORDED = "recorded", _("Results recorded")
        SIGNED = "signed", _("Minutes signed")
        CORRECTED = "corrected", _("Corrected")

    EXPLAINED = (Verb.MOVED, Verb.CANCELLED, Verb.CORRECTED)

    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    field = models.CharField(max_length=40, blank=True)
    old = models.CharField(max_length=500, blank=True)
    new = models.CharField(max_length=500, blank=True)
    note = models.TextField(_("public note"), blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("step of the hearing")
        verbose_name_plural = _("steps of the hearing")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verb__in=["moved", "cancelled", "corrected"]) | stated("note"),
                name="a_changed_hearing_has_a_public_note",
                violation_error_message=_("Write a note that tells everyone why."),
            )
        ]

    def __str__(self):
        return f"{self.hearing_id}: {self.verb}"

    @property
    def field_label(self):
        """The name of the corrected figure, in the reader's language."""
        from .minutes import Minutes

        return (
            Minutes._meta.get_field(self.field).verbose_name
            if self.field in Minutes.FIGURES
            else ""
        )
