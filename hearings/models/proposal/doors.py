"""The doors through which a proposal comes in and changes its status."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from groups.history import act
from groups.models import Aimak
from hearings import receipts
from language.texts import columns, fill, is_stated

from ..choices import DECISIONS, NEVER_PUBLISHED, Channel, Status
from ..message import Message
from ..number import ProposalNumber
from ..step import ProposalStep
from .taking_back import TakingBack, changed, kept

_QUIET = {Status.DECLINED, Status.WITHDRAWN}
_WORDS = {"text", "summary", "summary_ky", "summary_ru", "summary_en"}
_REFERRED_TO = [f"referred_to_{code}" for code, _name in settings.LANGUAGES]


def _no_details():
    """What only some decisions say, unsaid."""
    return {"deferred_to": None, "merged_into": None, **columns("referred_to", None)}


class AnotherTextSent(Exception):
    """The form that made `proposal` came back with other words; those are not stored."""

    def __init__(self, proposal):
        super().__init__(proposal.number)
        self.proposal = proposal


def hearing_closed(hearing):
    """Why a hearing takes no more proposals, and what to do instead."""
    if hearing.is_cancelled:
        return gettext(
            "This hearing has been cancelled. Choose another hearing or “the next hearing”."
        )
    return gettext(
        "The time for proposals to this hearing is over. Choose another hearing or “the next "
        "hearing”; your text is kept."
    )


class ProposalDoors(TakingBack):
    """Every way to change a proposal. Each checks, locks, and leaves a `ProposalStep`."""

    @classmethod
    def submit(
        cls,
        *,
        secret,
        by=None,
        now=None,
        contact=None,
        photo=None,
        sent=None,
        slip_code="",
        **values,
    ):
        """Take a citizen's words in: give them a number and a day to answer by.

        `secret` belongs to one filled-in form: the same form sent again returns the proposal
        that it made the first time. `contact` holds personal data by field name, `sent` what
        the form held, to notice other words under the same secret. `slip_code` is the code on the
        slip of a paper form: from now on it tracks this proposal.

        Returns the proposal and whether it is new. Raises ValidationError, and
        `AnotherTextSent` where the form came back changed.
        """
        now = now or timezone.now()
        try:
            with act(by=by):
                return cls._submit(secret, by, now, contact, photo, sent, slip_code, values)
        except IntegrityError:
            # At New Year two copies of one form stand in the lines of two years.
            earlier = cls.objects.sent_by_form(secret).first()
            if earlier is None:
                raise
            return earlier.same_or_refused(sent), False

    @classmethod
    def _submit(cls, secret, by, now, contact, photo, sent, slip_code, values):
        today = timezone.localdate(now)
        mark = receipts.content_digest(sent or {})
        with transaction.atomic():
            # The year's counter is the lock: two copies of one form stand in line here.
            counter = ProposalNumber.objects.lock(today.year)
            earlier = cls.objects.sent_by_form(secret).first()
            if earlier:
                return earlier.same_or_refused(sent), False
            cls.objects.refuse_used_slip(slip_code)
            proposal = cls(registered_at=now, **values)
            code = slip_code or receipts.code_from(secret)
            proposal._fill_at_submission(secret, code, mark, today, now)
            proposal.full_clean(exclude=["number"])
            proposal.number = counter.take()
            proposal.save()
            proposal._keep(contact, photo)
            proposal._step(Status.SUBMITTED, old="", by=by, now=now, on=proposal.received_on)
        return proposal, True

    def _fill_at_submission(self, secret, code, mark, today, now):
        self.receipt_digest = receipts.digest(code)
        self.intent = receipts.intent(secret)
        self.content_digest = mark
        if self.channel == Channel.ONLINE:
            self.received_on = today
        if self.consent_id:
            self.consented_at = now
        if self.received_on and self.due_on is None:
            days = Aimak.objects.current().answer_days
            self.due_on = self.received_on + timedelta(days=days)
        if self.received_on and self.received_on > today:
            raise ValidationError({"received_on": gettext("This day is still to come.")})
        online = self.channel == Channel.ONLINE
        if online and self.hearing_id and not self.hearing.takes_proposals(now):
            raise ValidationError({"hearing": hearing_closed(self.hearing)})

    def _keep(self, contact, photo):
        from ..files import ProposalPhoto
        from ..proposer import Proposer

        if contact and any(contact.values()):
            if self.consent is None:
                raise ValidationError(
                    gettext("Names, telephones and e-mails are kept only with a signed consent.")
                )
            proposer = Proposer(proposal=self, **contact)
            proposer.full_clean()
            proposer.save()
        if photo is not None:
            ProposalPhoto.from_upload(photo, proposal=self).save()

    def publish(self, *, by, now=None):
        """Show the words to everyone."""
        self._move(Status.PUBLISHED, by=by, now=now)

    def return_for_clarification(self, *, by, reason, now=None):
        """Ask the proposer, who tracks it by the code, to say it more clearly."""
        self._move(Status.RETURNED, by=by, now=now, reason=reason)

    def clarify(self, text, *, now=None):
        """The proposer's clearer words, after which they are checked again."""
        self._move(Status.SUBMITTED, by=None, now=now, only_from=Status.RETURNED, text=text)

    def decline(self, *, by, reason_code, reason, now=None):
        """Do not publish, or take down, with a reason that the proposer sees."""
        self._move(Status.DECLINED, by=by, now=now, reason=reason, reason_code=reason_code)

    def restore(self, *, by, now=None):
        """Take a declined proposal back among those that wait to be checked."""
        self._move(Status.SUBMITTED, by=by, now=now, only_from=Status.DECLINED, published_at=None)

    def start_review(self, *, by, reason=None, now=None):
        """Take it up, or take it up again after a decision."""
        self._move(Status.UNDER_REVIEW, by=by, now=now, reason=reason, **_no_details())

    def put_to_hearing(self, hearing, *, by, now=None):
        """Put it on the table of a hearing."""
        self._move(Status.AT_HEARING, by=by, now=now, hearing=hearing)

    def decide(
        self,
        outcome,
        *,
        by,
        reason,
        reason_code="",
        deferred_to=None,
        referred_to=None,
        merged_into=None,
        on=None,
        now=None,
    ):
        """The municipality's decision. It cannot exist without a reason."""
        outcome = Status(outcome)
        if outcome not in DECISIONS:
            raise ValidationError(gettext("Choose one of the decisions."))
        details = _no_details()
        if outcome == Status.DEFERRED:
            details["deferred_to"] = deferred_to
        if outcome == Status.MERGED:
            details["merged_into"] = merged_into
        if outcome == Status.REFERRED:
            details |= columns("referred_to", referred_to)
        self._check_decision(outcome, details)
        self._move(
            outcome, by=by, now=now, reason=reason, reason_code=reason_code, on=on, **details
        )

    def start_work(self, *, by, reason=None, on=None, now=None):
        self._move(Status.IN_PROGRESS, by=by, now=now, reason=reason, on=on)

    def complete(self, *, by, reason=None, on=None, now=None):
        self._move(Status.IMPLEMENTED, by=by, now=now, reason=reason, on=on)

    def withdraw(self, *, by=None, reason=None, now=None):
        """The proposer takes the words back."""
        self._move(Status.WITHDRAWN, by=by, now=now, reason=reason)

    def leave_outcome_open(self, *, by, now=None):
        """Publish an old proposal whose outcome no paper states."""
        self._move(Status.NOT_STATED, by=by, now=now)

    def reissue_receipt(self):
        """A new receipt code instead of a lost one; the old one stops working."""
        secret = receipts.new_secret()
        self.receipt_digest = receipts.digest(receipts.code_from(secret))
        self.save(update_fields=["receipt_digest"])
        return receipts.code_from(secret)

    def same_or_refused(self, sent):
        """This proposal, if the form that made it came back unchanged."""
        if self.content_digest and self.content_digest not in receipts.content_digests(sent or {}):
            raise AnotherTextSent(self)
        return self

    # Behind the doors

    def _check_decision(self, outcome, details):
        errors = {}
        if outcome == Status.DEFERRED and not details["deferred_to"]:
            errors["deferred_to"] = gettext("Enter the year to which it is deferred.")
        if outcome == Status.REFERRED and not any(details[name] for name in _REFERRED_TO):
            errors["referred_to"] = gettext("Enter the body to which it is referred.")
        if outcome == Status.MERGED and not details["merged_into"]:
            errors["merged_into"] = gettext("Enter the number of the proposal that it joins.")
        if outcome == Status.MERGED and details["merged_into"] == self:
            errors["merged_into"] = gettext("A proposal cannot be merged with itself.")
        elif (
            outcome == Status.MERGED
            and details["merged_into"]
            and not details["merged_into"].is_public
        ):
            errors["merged_into"] = gettext(
                "Choose a published proposal: everybody follows the link."
            )
        if outcome == Status.ANSWERED and not self.is_question:
            errors["outcome"] = gettext("Only a question is answered; a proposal is decided.")
        if errors:
            raise ValidationError(errors)

    def _move(
        self,
        new,
        *,
        by,
        now=None,
        reason=None,
        reason_code="",
        on=None,
        only_from=None,
        **changes,
    ):
        now = now or timezone.now()
        with transaction.atomic():
            # The row as it stands now: what somebody else changed meanwhile is not taken back.
            self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
            self._refuse_way(new, only_from)
            before = kept(self)
            for name, value in changes.items():
                setattr(self, name, value)
            if self.published_at is None and new not in NEVER_PUBLISHED | _QUIET:
                self.published_at = now
            step = self._step(
                new,
                old=self.status,
                by=by,
                now=now,
                on=on,
                reason=reason,
                reason_code=reason_code,
                before=changed(before, self, decides=new in DECISIONS),
                batch=self.batch,
            )
            self.status = new
            if new in DECISIONS:
                self.decision = step
            elif new == Status.UNDER_REVIEW:
                self.decision = None
            # Words taken in once are not judged again by a change of status.
            self.full_clean(exclude=_WORDS - changes.keys())
            with act(by=by, why=reason):
                self.save()
            if step.old_status in NEVER_PUBLISHED:
                self._refuse_more_than_reported()
            Message.objects.write(step)

    def _refuse_more_than_reported(self):
        """Signed or not, minutes never report fewer items than stand here one by one."""
        if not (self.hearing and self.hearing.has_minutes):
            return
        minutes = self.hearing.minutes
        problems = minutes.fewer_than_listed()
        if problems and not is_stated(minutes, "discrepancy"):
            raise ValidationError([sentence for _field, sentence in problems])

    def _refuse_way(self, new, only_from=None):
        # Two doors lead to "being checked": the proposer's clearer words open only the one, and
        # what was taken down comes back only by the other.
        wrong_door = only_from is not None and self.status != only_from
        if wrong_door or new not in self.possible_steps():
            raise ValidationError(
                gettext("From “%(old)s” a proposal cannot become “%(new)s”.")
                % {"old": self.get_status_display(), "new": Status(new).label}
            )

    def _step(self, new, *, old, by, now, on=None, reason=None, **columns_of_step):
        if on and on > timezone.localdate(now):
            raise ValidationError({"on": gettext("This day is still to come.")})
        step = ProposalStep(
            proposal=self,
            old_status=old,
            new_status=new,
            on=on or timezone.localdate(now),
            at=now,
            by=by,
            **columns_of_step,
        )
        fill(step, "reason", reason)
        step.full_clean()
        step.save()
        return step
