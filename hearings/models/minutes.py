from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.history import act
from language.constraints import stated
from language.texts import is_stated

from .hearing import Hearing, HearingStep
from .plausible import implausible
from .signed import Signed


def _figure(label, **options):
    return models.PositiveIntegerField(label, null=True, blank=True, **options)


# Which figure may not exceed which, and how to say so with both numbers.
BOUNDS = (
    ("women", "participants", _("%(part)d women, but only %(whole)d participants.")),
    ("men", "participants", _("%(part)d men, but only %(whole)d participants.")),
    (
        "from_groups",
        "participants",
        _("%(part)d people from initiative groups, but only %(whole)d participants."),
    ),
    ("youth", "participants", _("%(part)d young people, but only %(whole)d participants.")),
    (
        "proposals_received",
        "items_received",
        _("%(part)d proposals, but only %(whole)d proposals and questions together."),
    ),
    (
        "questions_received",
        "items_received",
        _("%(part)d questions, but only %(whole)d proposals and questions together."),
    ),
    (
        "items_from_groups",
        "items_received",
        _("%(part)d from initiative groups, but only %(whole)d proposals and questions together."),
    ),
    (
        "accepted",
        "proposals_received",
        _("%(part)d proposals accepted, but only %(whole)d received."),
    ),
    (
        "accepted",
        "items_received",
        _("%(part)d proposals accepted, but only %(whole)d proposals and questions received."),
    ),
)
SUMS = (
    (
        "women_and_men_make_participants",
        ("women", "men"),
        "participants",
        _(
            "Women and men together are %(sum)d, but the participants are %(whole)d. Correct a "
            "figure, or explain the difference in the note on discrepancies."
        ),
    ),
    (
        "proposals_and_questions_make_items_received",
        ("proposals_received", "questions_received"),
        "items_received",
        _(
            "Proposals and questions together are %(sum)d, but %(whole)d were received. Correct a "
            "figure, or explain the difference in the note on discrepancies."
        ),
    ),
)


def _bound(part, whole):
    return models.CheckConstraint(
        condition=Q(**{f"{part}__lte": F(whole)}) | stated("discrepancy"),
        name=f"{part}_are_at_most_{whole}",
    )


def _sum(name, parts, whole):
    return models.CheckConstraint(
        condition=Q(**{whole: F(parts[0]) + F(parts[1])}) | stated("discrepancy"),
        name=name,
    )


class Minutes(Signed, models.Model):
    """The figures of a held hearing, as its paper minutes report them.

    A snapshot: no figure is ever counted anew from other tables. An empty figure is unknown,
    which is not zero. Once signed, a figure changes only by a correction that keeps the old
    value, who corrected it and why.
    """

    FIGURES = (
        "participants",
        "women",
        "men",
        "from_groups",
        "youth",
        "items_received",
        "proposals_received",
        "questions_received",
        "items_from_groups",
        "accepted",
    )

    hearing = models.OneToOneField(
        Hearing, models.CASCADE, related_name="minutes", verbose_name=_("hearing")
    )
    participants = _figure(_("participants"))
    women = _figure(_("women"))
    men = _figure(_("men"))
    from_groups = _figure(_("participants from initiative groups"))
    youth = _figure(_("young people"))
    items_received = _figure(_("proposals and questions received"))
    proposals_received = _figure(_("proposals received"))
    questions_received = _figure(_("questions received"))
    items_from_groups = _figure(_("proposals and questions from initiative groups"))
    accepted = _figure(_("proposals accepted"))
    summary = models.TextField(_("what people spoke about"), blank=True)
    discrepancy = models.TextField(
        _("note on discrepancies"),
        blank=True,
        help_text=_(
            "Where figures of the paper do not agree, write why; they are then kept as they are."
        ),
    )
    recorded_at = models.DateTimeField(_("recorded"), editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    signed_at = models.DateTimeField(_("signed"), null=True, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        permissions = [("sign_minutes", "Can sign minutes")]
        constraints = [
            *(_bound(part, whole) for part, whole, _message in BOUNDS),
            *(_sum(name, parts, whole) for name, parts, whole, _message in SUMS),
        ]

    def __str__(self):
        return str(_("Minutes: %(hearing)s")) % {"hearing": self.hearing}

    @property
    def is_signed(self):
        return self.signed_at is not None

    # Shares: each against its own whole; None where either figure is unknown.

    @property
    def women_share(self):
        return _share(self.women, self.participants)

    @property
    def from_groups_share(self):
        return _share(self.from_groups, self.participants)

    @property
    def accepted_share(self):
        """Accepted among proposals. Against proposals and questions mixed it would mislead."""
        return _share(self.accepted, self.proposals_received)

    # Cross-checks

    def mismatches(self, more=0):
        """Sentences that name both numbers for each pair of figures that do not agree.

        `more`: how many items are about to be entered one by one.
        """
        found = [
            (part, message % {"part": getattr(self, part), "whole": getattr(self, whole)})
            for part, whole, message in BOUNDS
            if _known(self, part, whole) and getattr(self, part) > getattr(self, whole)
        ]
        for _name, parts, whole, message in SUMS:
            if not _known(self, *parts, whole):
                continue
            total = sum(getattr(self, part) for part in parts)
            if total != getattr(self, whole):
                found.append((whole, message % {"sum": total, "whole": getattr(self, whole)}))
        return found + self.fewer_than_listed(more) + self.fewer_than_voted() + implausible(self)

    def fewer_than_listed(self, more=0):
        """The sentence to say where fewer items are reported than are entered one by one."""
        listed = self.listed() + more
        if self.items_received is None or listed <= self.items_received:
            return []
        sentence = gettext(
            "The minutes report %(reported)d proposals and questions, but %(listed)d are entered "
            "one by one for this hearing. Correct the minutes, or explain the difference in their "
            "note on discrepancies."
        ) % {"reported": self.items_received, "listed": listed}
        return [("items_received", sentence)]

    def fewer_than_voted(self):
        """The sentence to say where more hands voted than people are reported to have come."""
        if self.participants is None or not self.hearing_id:
            return []
        unexplained = [vote for vote in self.hearing.votes.all() if not is_stated(vote, "note")]
        most = max((vote.total for vote in unexplained), default=0)
        if most <= self.participants:
            return []
        sentence = gettext("%(hands)d hands in all, but only %(participants)d participants.") % {
            "hands": most,
            "participants": self.participants,
        }
        return [("participants", sentence)]

    def listed(self):
        """How many proposals and questions of this hearing are entered one by one."""
        if not self.hearing_id:
            return 0
        return self.hearing.proposals.heard().count()

    def clean(self):
        super().clean()
        if is_stated(self, "discrepancy"):
            return
        errors = {}
        for field, sentence in self.mismatches():
            errors.setdefault(field, []).append(sentence)
        if errors:
            raise ValidationError(errors)

    # Doors

    @classmethod
    def record(cls, hearing, *, by=None, now=None, **values):
        """Enter the results of a held hearing. Refuses figures that contradict each other."""
        now = now or timezone.now()
        cls.refuse_before(hearing, now)
        minutes = cls(hearing=hearing, recorded_at=now, recorded_by=by, **values)
        minutes.enter(by=by, now=now)
        return minutes

    @staticmethod
    def refuse_before(hearing, now=None):
        """Minutes exist only of a hearing that was published and has begun."""
        if hearing.stage(now) not in {Hearing.Stage.HELD, Hearing.Stage.RECORDED}:
            raise ValidationError(
                gettext("Results can be entered only for a published hearing that has been held.")
            )

    def enter(self, *, by=None, now=None):
        """Save new minutes and leave a row that they were recorded."""
        now = now or timezone.now()
        self.recorded_at, self.recorded_by = now, by
        with transaction.atomic():
            self.full_clean()
            with act(by=by):
                self.save()
            self.hearing.add_step(HearingStep.Verb.RECORDED, by=by, now=now)

    def complete(self, *, by=None, now=None, **values):
        """Enter what was not stated yet; a stated figure or text is never overwritten here."""
        now = now or timezone.now()
        with transaction.atomic():
            stored = type(self).objects.select_for_update().get(pk=self.pk)
            if stored.is_signed:
                raise ValidationError(gettext("These minutes are already signed."))
            stored._refuse_stated(values)
            for field, value in values.items():
                setattr(stored, field, value)
                setattr(self, field, value)
            stored.full_clean()
            stored.save()
            self.hearing.add_step(HearingStep.Verb.RECORDED, by=by, now=now)

    def _refuse_stated(self, values):
        stated = [field for field in values if getattr(self, field) not in (None, "")]
        if stated:
            sentence = gettext("The minutes state this already.")
            raise ValidationError(dict.fromkeys(stated, sentence))

    def sign(self, *, by, now=None):
        """Close the figures. The scan of the signed paper must be attached to the hearing."""
        now = now or timezone.now()
        if self.is_signed:
            raise ValidationError(gettext("These minutes are already signed."))
        if not self.hearing.documents.filter(kind="signed_minutes").exists():
            raise ValidationError(
                gettext("Attach the scan of the signed minutes to the hearing, then sign.")
            )
        self.signed_at, self.signed_by = now, by
        with transaction.atomic():
            self.full_clean()
            with act(by=by):
                self.save()
            self.hearing.add_step(HearingStep.Verb.SIGNED, by=by, now=now)

    def correct(self, *, by, reason, now=None, **changes):
        """Change figures of signed minutes. Each old value stays, with who and why."""
        now = now or timezone.now()
        with transaction.atomic():
            stored = type(self).objects.select_for_update().get(pk=self.pk)
            for field in self.FIGURES:
                # What somebody else corrected meanwhile is not taken back.
                setattr(self, field, getattr(stored, field))
            for field, new in changes.items():
                old = getattr(stored, field)
                setattr(self, field, new)
                if old != new:
                    self.hearing.add_step(
                        HearingStep.Verb.CORRECTED,
                        by=by,
                        now=now,
                        note=reason,
                        field=field,
                        old=_written(old),
                        new=_written(new),
                    )
            self.full_clean()
            with act(by=by, why=reason), self.correcting():
                self.save()


def _share(part, whole):
    return part / whole if part is not None and whole else None


def _known(minutes, *fields):
    return all(getattr(minutes, field) is not None for field in fields)


def _written(value):
    return "" if value is None else str(value)
