from datetime import timedelta
from functools import cache, reduce
from operator import or_

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Count, F, Q, Window
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Aimak, InitiativeGroup, Sex, Village
from hearings import receipts
from language.folding import fold
from language.labels import label
from language.search import Searchable, SearchableQuerySet
from language.texts import columns, fill

from .choices import (
    ACCEPTED,
    AWAITING_DECISION,
    DECIDED,
    DECISIONS,
    NEEDS_MODERATION,
    NEVER_PUBLISHED,
    WAYS,
    Channel,
    RefusalReason,
    Sector,
    Status,
)
from .consent import ConsentText
from .hearing import Hearing
from .number import ProposalNumber
from .step import ProposalStep

TEXT_LIMIT = 3000
_BEGINNING = 140


# The columns behind a row of a public list. A wide row costs more to ask for than to show.
_ROW = (
    "number",
    "kind",
    "text",
    "language",
    "summary_ky",
    "summary_ru",
    "summary_en",
    "sector",
    "status",
    "received_on",
    "hearing",
    # Read when the rows are those merged into another one; else each row would ask for it.
    "merged_into",
    "village__name_ky",
    "village__name_ru",
    "village__name_en",
)
_DECISION = (
    "decision__on",
    "decision__new_status",
    "decision__reason_code",
    "decision__reason_ky",
    "decision__reason_ru",
    "decision__reason_en",
)


_PAGE = (
    *_ROW,
    *_DECISION,
    "channel",
    "due_on",
    "from_group",
    "published_at",
    "deferred_to",
    "referred_to_ky",
    "referred_to_ru",
    "referred_to_en",
    "hearing__kind",
    "hearing__subject_year",
    "hearing__published_at",
    "hearing__title_ky",
    "hearing__title_ru",
    "hearing__title_en",
    "group__name_ky",
    "group__name_ru",
    "group__name_en",
    "merged_into__number",
    "merged_into__status",
    "merged_into__published_at",
)


class ProposalQuerySet(SearchableQuerySet):
    def public(self):
        """What everybody may read: published once and not taken down since."""
        return self.filter(published_at__isnull=False).exclude(status=Status.DECLINED)

    def awaiting_moderation(self):
        return self.filter(status__in=NEEDS_MODERATION)

    def awaiting_decision(self):
        return self.filter(status__in=AWAITING_DECISION)

    def accepted(self):
        return self.filter(status__in=ACCEPTED)

    def decided(self):
        return self.filter(status__in=DECIDED)

    def overdue(self, day=None):
        """Not yet decided although the day to answer has passed."""
        day = day or timezone.localdate()
        waiting = NEEDS_MODERATION | AWAITING_DECISION
        return self.filter(status__in=waiting, due_on__lt=day)

    def heard(self):
        """What counts as received by a hearing: everything but what was not taken at all."""
        return self.exclude(status__in=NEVER_PUBLISHED | {Status.DECLINED, Status.WITHDRAWN})

    def of_village(self, village):
        return self.filter(village=village)

    def of_group(self, group):
        return self.filter(group=group)

    def newest_first(self):
        return self.order_by("-number")

    def latest_decisions(self):
        """The newest decisions with their reasons, as rows of a list."""
        decided = self.public().decided().select_related("village", "decision")
        return decided.only(*_ROW, *_DECISION).order_by(F("decision__on").desc(), "-number")

    def with_context(self):
        """With what a list or a page shows beside the words, in one query."""
        return self.select_related("village", "hearing", "group", "decision")

    def for_lists(self):
        """With what one row of a public list shows, and nothing more."""
        return self.select_related("village").only(*_ROW)

    def with_total(self):
        """Each row with how many there are in all, so that a first page needs no second query."""
        return self.annotate(total=Window(Count("pk")))

    def for_page(self):
        """With what the public page of one proposal shows, and nothing more."""
        related = self.select_related("village", "hearing", "group", "decision", "merged_into")
        return related.only(*_PAGE)

    def for_receipt(self, code):
        """The proposal of a receipt code, whatever its status; none for a wrong one."""
        return self.filter(receipt_digest__in=receipts.digests(code))

    def sent_by_form(self, secret):
        """The proposal that the form of this secret made; none if it was never sent."""
        return self.filter(intent=receipts.intent(secret))

    def narrowed(self, *, q="", status="", sector="", village=None, kind="", hearing=None):
        """The register narrowed by what a reader chose."""
        exact = {
            "status": status,
            "sector": sector,
            "village": village,
            "kind": kind,
            "hearing_id": hearing,
        }
        return self.search(q).filter(**{name: value for name, value in exact.items() if value})

    def totals(self):
        """How many were received, decided, accepted and carried out, in one query."""
        return self.aggregate(
            received=Count("pk"),
            decided=Count("pk", filter=Q(status__in=DECIDED)),
            accepted=Count("pk", filter=Q(status__in=ACCEPTED)),
            implemented=Count("pk", filter=Q(status=Status.IMPLEMENTED)),
        )

    def similar_to(self, text, limit=5):
        """Public proposals that speak of the same, the most alike first.

        Words count by their beginnings, since Kyrgyz and Russian endings change; at least two
        of them must be shared.
        """
        stems = _stems(fold(text))
        if len(stems) < 2:
            return []
        any_stem = reduce(or_, (Q(search_text__contains=stem) for stem in stems))
        found = self.public().filter(any_stem).newest_first()[:200]
        shared = [(len(stems & _stems(each.search_text)), each) for each in found]
        shared = [pair for pair in shared if pair[0] >= 2]
        shared.sort(key=lambda pair: -pair[0])
        return [each for _count, each in shared[:limit]]

    def locked(self, pk):
        return self.select_for_update().get(pk=pk)


class Proposal(Searchable):
    """A citizen's words to the municipality: a proposal or a question, and what became of them.

    The words stay as they were written, in one language. Staff add a short summary in the three
    languages. The status changes only through the doors below; each leaves a `ProposalStep`.
    """

    Status, Channel, Sector, RefusalReason = Status, Channel, Sector, RefusalReason
    ACCEPTED, DECISIONS, AWAITING_DECISION = ACCEPTED, DECISIONS, AWAITING_DECISION

    class Kind(models.TextChoices):
        PROPOSAL = "proposal", _("Proposal")
        QUESTION = "question", _("Question")

    SEARCH_FIELDS = ("number", "text", "summary_ky", "summary_ru", "summary_en")

    number = models.CharField(_("number"), max_length=12, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PROPOSAL)
    text = models.TextField(_("text"), max_length=TEXT_LIMIT)
    language = models.CharField(_("language of the text"), max_length=2, choices=settings.LANGUAGES)
    summary = models.CharField(
        _("summary"),
        max_length=160,
        blank=True,
        help_text=_("One short sentence by which readers of each language find it in lists."),
    )
    sector = models.CharField(
        _("topic"), max_length=20, choices=Sector.choices, default=Sector.OTHER
    )
    village = models.ForeignKey(
        Village,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("village"),
    )
    hearing = models.ForeignKey(
        Hearing,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("hearing"),
    )
    group = models.ForeignKey(
        InitiativeGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("initiative group"),
    )
    from_group = models.BooleanField(
        _("from an initiative group"),
        default=False,
        help_text=_("Also where the paper does not say from which one."),
    )
    channel = models.CharField(
        _("received"), max_length=15, choices=Channel.choices, default=Channel.PAPER
    )
    # Asked, never guessed; counted in reports, never shown beside the words.
    sex = models.CharField(_("sex"), max_length=6, choices=Sex.choices, blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    due_on = models.DateField(_("answer due on"), null=True, blank=True)
    registered_at = models.DateTimeField(_("registered"), editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)

    status = models.CharField(
        _("status"),
        max_length=20,
        choices=Status.choices,
        default=Status.SUBMITTED,
        editable=False,
        db_index=True,
    )
    decision = models.OneToOneField(
        ProposalStep, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    deferred_to = models.PositiveSmallIntegerField(
        _("deferred to the year"),
        null=True,
        editable=False,
        validators=[MinValueValidator(1991), MaxValueValidator(2100)],
    )
    referred_to = models.CharField(_("referred to"), max_length=200, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged"
    )

    consent = models.ForeignKey(
        ConsentText, models.PROTECT, null=True, editable=False, related_name="+"
    )
    consented_at = models.DateTimeField(null=True, editable=False)
    receipt_digest = models.CharField(max_length=64, unique=True, editable=False)
    intent = models.CharField(max_length=64, unique=True, null=True, editable=False)
    content_digest = models.CharField(max_length=64, blank=True, editable=False)
    held_because = models.CharField(
        _("looks like spam because"), max_length=60, blank=True, editable=False
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-number"]
        permissions = [
            ("moderate_proposal", "Can publish, return and decline proposals"),
            ("decide_proposal", "Can decide on proposals"),
        ]
        indexes = [
            models.Index(fields=["village", "-number"], name="proposals_of_a_village"),
            models.Index(fields=["hearing", "-number"], name="proposals_of_a_hearing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=sorted(NEVER_PUBLISHED | {"declined", "withdrawn"}))
                | Q(published_at__isnull=False),
                name="what_is_under_way_is_published",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(DECIDED)) | Q(decision__isnull=False),
                name="a_decided_proposal_names_its_decision",
            ),
            models.CheckConstraint(
                condition=~Q(status="deferred") | Q(deferred_to__isnull=False),
                name="a_deferred_proposal_names_a_year",
            ),
            models.CheckConstraint(
                condition=~Q(status="merged") | Q(merged_into__isnull=False),
                name="a_merged_proposal_names_another",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")), name="nothing_is_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=~Q(channel="online") | Q(consent__isnull=False),
                name="an_online_proposal_has_consent",
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=True) | Q(from_group=True),
                name="a_named_group_is_a_group",
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return f"{_register(get_language(), get_script_prefix())}{self.number}/"

    def clean(self):
        super().clean()
        if self.group_id:
            self.from_group = True

    def get_status_display(self):
        return label(Status, self.status)

    def get_sector_display(self):
        return label(Sector, self.sector)

    def get_channel_display(self):
        return label(Channel, self.channel)

    @property
    def beginning(self):
        """The first words of the text, for lists."""
        return self.text if len(self.text) <= _BEGINNING else f"{self.text[: _BEGINNING - 1]}…"

    @property
    def is_public(self):
        return self.published_at is not None and self.status != Status.DECLINED

    @property
    def is_question(self):
        return self.kind == self.Kind.QUESTION

    def is_overdue(self, day=None):
        """Whether the day to answer has passed without a decision."""
        waiting = self.status in NEEDS_MODERATION | AWAITING_DECISION
        return waiting and self.due_on is not None and self.due_on < (day or timezone.localdate())

    def possible_steps(self):
        """The statuses that a door leads to from here."""
        steps = WAYS[self.status]
        if self.status == Status.SUBMITTED and self.channel == Channel.ONLINE:
            steps = steps - {Status.NOT_STATED}
        if not self.is_question:
            steps = steps - {Status.ANSWERED}
        return steps

    # Doors

    @classmethod
    def submit(cls, *, secret, by=None, now=None, contact=None, photo=None, sent=None, **values):
        """Take a citizen's words in: give them a number and a day to answer by.

        `secret` belongs to one filled-in form: the same form sent again returns the proposal
        that it made the first time. `contact` holds personal data by field name, `sent` what
        the form held, to notice other words under the same secret.

        Returns the proposal and whether it is new. Raises ValidationError, and
        `AnotherTextSent` where the form came back changed.
        """
        now = now or timezone.now()
        today = timezone.localdate(now)
        mark = receipts.content_digest(sent or {})
        with transaction.atomic():
            # The year's counter is the lock: two copies of one form stand in line here.
            counter = ProposalNumber.objects.lock(today.year)
            earlier = cls.objects.sent_by_form(secret).first()
            if earlier:
                return earlier.same_or_refused(sent), False
            proposal = cls(registered_at=now, **values)
            proposal._fill_at_submission(secret, mark, today, now)
            proposal.full_clean(exclude=["number"])
            proposal.number = counter.take()
            proposal.save()
            proposal._keep(contact, photo)
            proposal._step(Status.SUBMITTED, old="", by=by, now=now, on=proposal.received_on)
        return proposal, True

    def _fill_at_submission(self, secret, mark, today, now):
        self.receipt_digest = receipts.digest(receipts.code_from(secret))
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
        from .files import ProposalPhoto
        from .proposer import Proposer

        if contact and any(contact.values()):
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
            for name, value in changes.items():
                setattr(self, name, value)
            step = self._step(
                new, old=self.status, by=by, now=now, on=on, reason=reason, reason_code=reason_code
            )
            self.status = new
            if self.published_at is None and new not in NEVER_PUBLISHED | _QUIET:
                self.published_at = now
            if new in DECISIONS:
                self.decision = step
            elif new == Status.UNDER_REVIEW:
                self.decision = None
            # Words taken in once are not judged again by a change of status.
            self.full_clean(exclude=_WORDS - changes.keys())
            self.save()

    def _refuse_way(self, new, only_from=None):
        # Two doors lead to "being checked": the proposer's clearer words open only the one, and
        # what was taken down comes back only by the other.
        wrong_door = only_from is not None and self.status != only_from
        if wrong_door or new not in self.possible_steps():
            raise ValidationError(
                gettext("From “%(old)s” a proposal cannot become “%(new)s”.")
                % {"old": self.get_status_display(), "new": Status(new).label}
            )

    def _step(self, new, *, old, by, now, on=None, reason=None, reason_code=""):
        if on and on > timezone.localdate(now):
            raise ValidationError({"on": gettext("This day is still to come.")})
        step = ProposalStep(
            proposal=self,
            old_status=old,
            new_status=new,
            reason_code=reason_code,
            on=on or timezone.localdate(now),
            at=now,
            by=by,
        )
        fill(step, "reason", reason)
        step.full_clean()
        step.save()
        return step


@cache
def _register(language, prefix):
    """The address of the register, which those of its proposals begin with."""
    return reverse("hearings:proposal_list")


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


def _stems(folded):
    words = {word.strip(".,!?:;()«»\"'") for word in folded.split()}
    return {word[:5] for word in words if len(word) >= 5}


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
