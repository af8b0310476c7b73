from functools import cache

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from groups.models import InitiativeGroup, Sex, Village
from language.labels import label
from language.search import Searchable
from language.years import YEARS

from ..choices import (
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
from ..consent import ConsentText
from ..hearing import Hearing
from ..step import ProposalStep
from .doors import ProposalDoors
from .register import ProposalQuerySet

TEXT_LIMIT = 3000
_BEGINNING = 140


class Proposal(ProposalDoors, Searchable):
    """A citizen's words to the municipality: a proposal or a question, and what became of them.

    The words stay as they were written, in one language. Staff add a short summary in the three
    languages. The status changes only through its doors; each leaves a `ProposalStep`.
    """

    Status, Channel, Sector, RefusalReason = Status, Channel, Sector, RefusalReason
    ACCEPTED, DECISIONS, AWAITING_DECISION = ACCEPTED, DECISIONS, AWAITING_DECISION

    class Kind(models.TextChoices):
        PROPOSAL = "proposal", _("Proposal")
        QUESTION = "question", _("Question")

    INDEXED = True
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
    )
    decision = models.OneToOneField(
        ProposalStep, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    deferred_to = models.PositiveSmallIntegerField(
        _("deferred to the year"),
        null=True,
        editable=False,
        validators=YEARS,
    )
    referred_to = models.CharField(_("referred to"), max_length=200, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged"
    )

    consent = models.ForeignKey(
        ConsentText,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("text of consent"),
    )
    consented_at = models.DateTimeField(_("moment of consent"), null=True, editable=False)
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
            models.Index(
                # Each leaves a tenth, the three together very few, too far apart to look through.
                fields=["village", "sector", "status", "-number"],
                name="proposals_narrowed_thrice",
            ),
            models.Index(fields=["hearing", "-number"], name="proposals_of_a_hearing"),
            models.Index(fields=["group", "-number"], name="proposals_of_a_group"),
            models.Index(fields=["sector", "-number"], name="proposals_of_a_topic"),
            models.Index(fields=["status", "-number"], name="proposals_of_a_status"),
            models.Index(fields=["status", "due_on"], name="proposals_that_wait"),
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


@cache
def _register(language, prefix):
    """The address of the register, which those of its proposals begin with."""
    return reverse("hearings:proposal_list")
