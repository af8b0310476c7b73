from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from language.constraints import stated
from language.labels import label
from language.search import Searchable, SearchableQuerySet
from language.texts import is_stated

from .choices import EXPLAINED, REFUSALS, RefusalReason, Status
from .public import proposal_is_public

_FOUND = (
    "new_status",
    "on",
    "reason_ky",
    "reason_ru",
    "reason_en",
    "proposal__number",
    "proposal__text",
    "proposal__language",
    "proposal__summary_ky",
    "proposal__summary_ru",
    "proposal__summary_en",
)


class ProposalStepQuerySet(SearchableQuerySet):
    def public(self):
        """Without what is between the municipality and the proposer: returning and declining."""
        between_two = [Status.RETURNED, Status.DECLINED]
        return self.exclude(new_status__in=between_two).exclude(undoes__new_status__in=between_two)

    def of_public_proposals(self):
        """The steps of proposals that everybody may read."""
        return self.filter(proposal_is_public("proposal__"))

    def holding(self):
        """Those that count: neither taken back nor taking something back."""
        return self.filter(undoes__isnull=True, undone_by__isnull=True)

    def told(self):
        """With what a timeline says of taking back."""
        undone_by = ProposalStep.objects.filter(undoes=OuterRef("pk"))
        return self.select_related("undoes").annotate(is_undone=Exists(undone_by))

    def for_search(self):
        """With what search shows of one: the step, its reason and the proposal's words."""
        return self.select_related("proposal").only(*_FOUND)

    def newest_first(self):
        return self.order_by("-on", "-pk")

    def of_batch(self, batch):
        """The steps taken by one deed done to many proposals at once."""
        return self.filter(batch=batch)


class ProposalStep(Searchable):
    """One change of a proposal's status: from, to, why, when. Together: the public timeline."""

    INDEXED = True
    SEARCH_FIELDS = ("reason_ky", "reason_ru", "reason_en")

    proposal = models.ForeignKey("hearings.Proposal", models.CASCADE, related_name="steps")
    old_status = models.CharField(max_length=20, choices=Status.choices, blank=True)
    new_status = models.CharField(max_length=20, choices=Status.choices)
    reason = models.TextField(_("reason"), blank=True)
    reason_code = models.CharField(
        _("kind of reason"), max_length=20, choices=RefusalReason.choices, blank=True
    )
    # The day it holds for, which for a paper entered late is before the day of entry.
    on = models.DateField(_("day"))
    at = models.DateTimeField(_("entered"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What stood in the columns that this step changed: with it the step can be taken back.
    before = models.JSONField(null=True, editable=False)
    # One-to-one: a step is taken back once.
    undoes = models.OneToOneField(
        "self", models.CASCADE, null=True, editable=False, related_name="undone_by"
    )
    # The same for all steps of one deed done to many proposals at once.
    batch = models.UUIDField(null=True, editable=False, db_index=True)

    objects = ProposalStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["pk"]
        indexes = [models.Index(fields=["on", "id"], name="steps_by_their_day")]
        constraints = [
            models.CheckConstraint(
                # Going back to a state that was explained once needs no second reason.
                condition=~Q(new_status__in=sorted(EXPLAINED))
                | Q(undoes__isnull=False)
                | stated("reason"),
                name="a_decision_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(new_status__in=sorted(REFUSALS)) | ~Q(reason_code=""),
                name="a_refusal_has_a_coded_reason",
            ),
            models.CheckConstraint(
                condition=Q(undoes__isnull=True) | ~Q(undoes=models.F("pk")),
                name="no_step_takes_itself_back",
            ),
        ]

    def __str__(self):
        return str(self.get_new_status_display())

    def get_new_status_display(self):
        return label(Status, self.new_status)

    def clean(self):
        super().clean()
        errors = {}
        explains = self.new_status in EXPLAINED and self.undoes_id is None
        if explains and not is_stated(self, "reason"):
            errors["reason"] = _("Write the reason in at least one language.")
        if self.new_status in REFUSALS and not self.reason_code:
            errors["reason_code"] = _("Choose the kind of reason.")
        if errors:
            raise ValidationError(errors)
