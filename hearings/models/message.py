from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Aimak
from hearings.letter import letter
from hearings.messengers import messenger_for

from .choices import TOLD
from .pause import AddressPause
from .proposer import Proposer

# How long the next attempt waits after each that failed; after the last of five none follows.
PAUSES = tuple(timedelta(hours=hours) for hours in (1, 3, 6, 12))
MOST_ATTEMPTS = len(PAUSES) + 1


class Channel(models.TextChoices):
    """By what a message reaches the proposer, the first that can be used first."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")
    TELEGRAM = "telegram", _("Telegram")


class Status(models.TextChoices):
    """Where a message stands."""

    WAITING = "waiting", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    STOPPED = "stopped", _("Stopped")
    FAILED = "failed", _("Failed, will be tried again")
    GIVEN_UP = "given_up", _("Could not be sent")


class Problem(models.TextChoices):
    """Why a message did not go out: a closed list, so that nobody's address gets into it."""

    INTERRUPTED = "interrupted", _("The attempt was interrupted.")
    UNREACHABLE = "unreachable", _("The mail server or gateway does not answer.")
    REFUSED = "refused", _("The message or its address was not accepted.")
    NO_ADDRESS = "no_address", _("There is no address any more.")
    TAKEN_BACK = "taken_back", _("The step was taken back.")


# What a timer still sends.
OPEN = frozenset({Status.WAITING, Status.FAILED})


def route(proposal):
    """The channel by which the proposer is reached and the address; a pair of nothing if none is.

    An e-mail comes first, then a telephone; a channel without a messenger is passed over.
    """
    addresses = _addresses(Proposer.objects.filter(proposal=proposal).first())
    for channel in Channel:
        if addresses.get(channel) and messenger_for(channel).is_ready():
            return channel, addresses[channel]
    return "", ""


def _addresses(proposer):
    """The proposer's addresses by channel. Telegram finds people by their telephone number."""
    if proposer is None:
        return {}
    phone = proposer.phone.as_e164 if proposer.phone else ""
    return {Channel.EMAIL: proposer.email, Channel.SMS: phone, Channel.TELEGRAM: phone}


class MessageQuerySet(models.QuerySet):
    def waiting(self):
        """What a timer still sends: new ones and those that failed and are tried again."""
        return self.filter(status__in=sorted(OPEN))

    def due(self, now):
        return self.waiting().filter(not_before__lte=now).order_by("not_before", "pk")

    def given_up(self):
        """What could not be sent and now waits for somebody at the desk."""
        return self.filter(status=Status.GIVEN_UP)

    def with_proposer(self):
        """With what a list at the desk shows beside a message, in one query."""
        return self.select_related("proposal__proposer", "step")

    def write(self, step):
        """Lay a message about the step into the outbox, where the proposer can be reached.

        Called within the transaction of the step: both stand, or neither.
        """
        if step.new_status not in TOLD:
            return None
        channel, _address = route(step.proposal)
        if not channel:
            return None
        subject, body = letter(step, short=channel != Channel.EMAIL)
        minutes = Aimak.objects.current().undo_minutes
        return self.create(
            proposal=step.proposal,
            step=step,
            channel=channel,
            language=step.proposal.language,
            subject=subject,
            body=body,
            created_at=step.at,
            not_before=step.at + timedelta(minutes=minutes),
        )

    def stop_for(self, step):
        """The step was taken back: what has not gone out about it does not go out any more."""
        unsent = self.filter(step=step).exclude(status__in=[Status.SENT, Status.STOPPED])
        return unsent.update(status=Status.STOPPED, problem=Problem.TAKEN_BACK)

    def take_due(self, now=None, *, without=()):
        """The next message to be sent and its address; None where nothing more is due.

        The attempt is on the record before anything leaves the house. A second run passes over
        what this one holds, and after a crash the message rests for an hour like any failed one.
        """
        now = now or timezone.now()
        due = self.due(now).exclude(channel__in=without)
        while True:
            with transaction.atomic():
                message = due.select_for_update(skip_locked=True).first()
                if message is None:
                    return None
                address = message.address
                if message._begin(address, now):
                    return message, address


class Message(models.Model):
    """A message to the proposer about one step, as it lies in the outbox.

    The address is not in it: it is read from the `Proposer` when the message goes out. Once that
    row is erased, the facts of the message stay and lead to nobody.
    """

    Channel, Status, Problem = Channel, Status, Problem

    proposal = models.ForeignKey(
        "hearings.Proposal", models.CASCADE, related_name="messages", verbose_name=_("proposal")
    )
    step = models.ForeignKey(
        "hearings.ProposalStep", models.CASCADE, related_name="messages", verbose_name=_("step")
    )
    channel = models.CharField(_("by what"), max_length=10, choices=Channel.choices)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.WAITING
    )
    created_at = models.DateTimeField(_("written"))
    not_before = models.DateTimeField(_("goes out not before"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    problem = models.CharField(
        _("last problem"), max_length=12, choices=Problem.choices, blank=True
    )
    # Who stopped it or had it sent again.
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stopped or sent again by"),
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to a proposer")
        verbose_name_plural = _("messages to proposers")
        ordering = ["-pk"]
        permissions = [("stop_message", "Can stop messages and send them again")]
        indexes = [models.Index(fields=["status", "not_before"], name="messages_that_are_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "channel"], name="one_message_a_step_and_channel"
            ),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False),
                name="a_sent_message_says_when",
            ),
        ]

    def __str__(self):
        return gettext("Message about %(number)s") % {"number": self.proposal.number}

    @property
    def address(self):
        """Where it goes, or went; empty once the proposer's data is erased. Never public."""
        return _addresses(getattr(self.proposal, "proposer", None)).get(self.channel, "")

    @property
    def moment(self):
        """When it went out, or when it may."""
        if self.status in OPEN:
            return self.not_before
        return self.sent_at

    # What somebody at the desk may do

    @property
    def can_be_stopped(self):
        return self.status in OPEN | {Status.GIVEN_UP}

    @property
    def can_be_sent_again(self):
        failed = self.status in {Status.STOPPED, Status.FAILED, Status.GIVEN_UP}
        return failed and self.problem != Problem.TAKEN_BACK and bool(self.address)

    def stop(self, *, by):
        """Do not send it (any more)."""
        with transaction.atomic():
            self._lock()
            if not self.can_be_stopped:
                raise ValidationError(gettext("This message cannot be stopped any more."))
            self._set(status=Status.STOPPED, handled_by=by)

    def send_again(self, *, by, now=None):
        """Back into the outbox; the hour between two messages to one address is still kept."""
        with transaction.atomic():
            self._lock()
            if not self.can_be_sent_again:
                raise ValidationError(gettext("This message cannot be sent again."))
            now = now or timezone.now()
            self._set(status=Status.WAITING, not_before=now, attempts=0, problem="", handled_by=by)

    # What the sending does

    def carried(self, *, now=None):
        """It has gone out. That is so even where somebody stopped it in the same instant."""
        self._set(status=Status.SENT, sent_at=now or timezone.now(), problem="")

    def not_carried(self, problem):
        """The attempt failed; the next one, if any, was settled when it began."""
        mine = type(self).objects.filter(pk=self.pk, status=self.status, attempts=self.attempts)
        mine.update(problem=problem)
        self.problem = problem

    def _begin(self, address, now):
        """Whether it may go out now. The row is locked."""
        if not address:
            self._set(status=Status.STOPPED, problem=Problem.NO_ADDRESS)
            return False
        free_at = AddressPause.objects.take(address, now)
        if free_at is not None:
            self._set(not_before=free_at)
            return False
        self._mark_attempt(now)
        return True

    def _mark_attempt(self, now):
        attempts = self.attempts + 1
        last = attempts >= MOST_ATTEMPTS
        self._set(
            attempts=attempts,
            status=Status.GIVEN_UP if last else Status.FAILED,
            problem=Problem.INTERRUPTED,
            not_before=now if last else now + PAUSES[attempts - 1],
        )

    def _lock(self):
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())

    def _set(self, **values):
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))
