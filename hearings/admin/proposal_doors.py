"""The buttons of a proposal's page: every step that a clerk may take with it."""

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from groups.desk import Door, DoorForm
from groups.desk.doors import day_field
from hearings.models import Hearing, Proposal
from hearings.models.choices import DECISIONS, TOLD, RefusalReason, Status
from language.years import FIRST_YEAR, LAST_YEAR

from .reasons import ReasonForm
from .receipt import hand_over
from .telling import telling

MODERATE = "hearings.moderate_proposal"
DECIDE = "hearings.decide_proposal"
CHOOSE = [("", "---------")]

READ_BY_PROPOSER = _("The proposer reads it with the receipt code. One language is enough.")
READ_BY_ALL = _("Everybody reads it on the page of the proposal. One language is enough.")


class ProposalDoor(Door):
    """A step on the proposal's way: open where its status can follow now."""

    leads_to = None
    permission = DECIDE

    def is_open(self, proposal):
        return self.leads_to in proposal.possible_steps()

    def tells(self):
        """Whether the proposer gets a message about this step."""
        return self.leads_to in TOLD

    def notes(self, proposal):
        return [*super().notes(proposal), telling(proposal, self.tells())]

    def fill_in(self, request, proposal):
        if not issubclass(self.form, ReasonForm):
            return super().fill_in(request, proposal)
        return self.form.with_reason(request, proposal)

    def state(self, proposal):
        return proposal.get_status_display()

    def effect(self, proposal):
        return {"state": self.state(proposal), "pages": _public_pages(proposal)}


def _public_pages(proposal):
    """Where everybody sees the proposal, besides the lists and the search."""
    if not proposal.is_public:
        return []
    pages = [(_("Proposal"), proposal)]
    if proposal.village:
        pages.append((_("Village"), proposal.village))
    if proposal.hearing and proposal.hearing.published_at:
        pages.append((_("Hearing"), proposal.hearing))
    return [{"name": str(name), "url": record.get_absolute_url()} for name, record in pages]


class Publish(ProposalDoor):
    slug = "publish"
    label = _("Publish")
    explanation = _("Everybody will read the words and the topic. Name and contacts stay hidden.")
    done = _("Published.")
    permission = MODERATE
    leads_to = Status.PUBLISHED
    for_many = True
    label_for_many = _("Publish together…")

    def go(self, proposal, request, form):
        proposal.publish(by=request.user)


class ReturnForm(ReasonForm):
    OUTCOMES = frozenset({Status.RETURNED})
    TEXTS = {"reason": (_("what is unclear"), READ_BY_PROPOSER, True)}


class Return(ProposalDoor):
    slug = "return"
    label = _("Ask to say it more clearly")
    explanation = _("It is not published yet. The proposer can write it anew with the code.")
    done = _("Returned for clarification.")
    permission = MODERATE
    leads_to = Status.RETURNED
    form = ReturnForm

    def go(self, proposal, request, form):
        proposal.return_for_clarification(by=request.user, reason=form.texts("reason"))


class DeclineForm(ReasonForm):
    OUTCOMES = frozenset({Status.DECLINED})
    TEXTS = {"reason": (_("reason"), READ_BY_PROPOSER, True)}
    reason_code = forms.ChoiceField(
        label=_("Kind of reason"), choices=CHOOSE + RefusalReason.choices
    )


class Decline(ProposalDoor):
    slug = "decline"
    label = _("Do not publish")
    explanation = _("It does not appear on the site, or disappears from it. It can be restored.")
    done = _("Not published.")
    permission = MODERATE
    leads_to = Status.DECLINED
    form = DeclineForm

    def go(self, proposal, request, form):
        proposal.decline(
            by=request.user,
            reason=form.texts("reason"),
            reason_code=form.cleaned_data["reason_code"],
        )


class Restore(ProposalDoor):
    slug = "restore"
    label = _("Restore")
    explanation = _("It waits again to be checked before publishing.")
    done = _("Restored; it waits to be checked.")
    permission = MODERATE

    def is_open(self, proposal):
        return proposal.status == Status.DECLINED

    def go(self, proposal, request, form):
        proposal.restore(by=request.user)


class NoteForm(DoorForm):
    TEXTS = {"reason": (_("note"), READ_BY_ALL, False)}


class StartReview(ProposalDoor):
    slug = "review"
    label = _("Take under review")
    done = _("Under review.")
    leads_to = Status.UNDER_REVIEW
    form = NoteForm
    for_many = True
    label_for_many = _("Take under review together…")

    def go(self, proposal, request, form):
        proposal.start_review(by=request.user, reason=form.texts("reason"))


class HearingChoiceForm(DoorForm):
    hearing = forms.ModelChoiceField(label=_("Hearing"), queryset=Hearing.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hearing"].queryset = (
            Hearing.objects.public().filter(cancelled_at__isnull=True).newest_first()
        )


class PutToHearing(ProposalDoor):
    slug = "hearing"
    label = _("Put to a hearing")
    done = _("Put to the hearing.")
    leads_to = Status.AT_HEARING
    form = HearingChoiceForm
    for_many = True
    label_for_many = _("Put to a hearing together…")

    def initial(self, proposal):
        return {"hearing": proposal.hearing_id}

    def go(self, proposal, request, form):
        proposal.put_to_hearing(form.cleaned_data["hearing"], by=request.user)


class DecideForm(ReasonForm):
    """The decision as the paper states it. It cannot exist without a reason."""

    TEXTS = {
        "referred_to": (_("referred to"), _("The body that now deals with it."), False),
        "reason": (_("reason"), READ_BY_ALL, True),
    }
    ONE_LINE = ("referred_to",)
    OUTCOMES = DECISIONS
    outcome = forms.ChoiceField(label=_("Decision"))
    on = day_field(_("Day of the decision"), required=False, help_text=_("Leave empty for today."))
    reason_code = forms.ChoiceField(
        label=_("Kind of reason"),
        choices=CHOOSE + RefusalReason.choices,
        required=False,
        help_text=_("Needed for a rejection."),
    )
    deferred_to = forms.IntegerField(
        label=_("Deferred to the year"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    merged_into = forms.CharField(
        label=_("Merged with number"),
        required=False,
        max_length=12,
        help_text=_("The number of the other proposal, like 2026-00012."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        possible = self.outcomes()
        choices = [choice for choice in Status.choices if choice[0] in possible]
        self.fields["outcome"].choices = CHOOSE + choices
        reasons = [f"reason_{code}" for code, _name in settings.LANGUAGES]
        self.order_fields(["outcome", "on", "template", *reasons])

    def clean_merged_into(self):
        number = self.cleaned_data["merged_into"].strip()
        if not number:
            return None
        other = Proposal.objects.filter(number=number).first()
        if other is None:
            raise forms.ValidationError(gettext("There is no proposal with this number."))
        return other

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") == Status.REJECTED and not cleaned.get("reason_code"):
            self.add_error("reason_code", gettext("Choose the kind of reason for the rejection."))
        return cleaned


class Decide(ProposalDoor):
    slug = "decide"
    label = _("Decide")
    explanation = _("The decision, its reason and its day appear on the public timeline.")
    done = _("The decision is entered.")
    form = DecideForm
    has_preview = True
    for_many = True
    label_for_many = _("Decide together…")

    def is_open(self, proposal):
        return bool(proposal.possible_steps() & DECISIONS)

    def tells(self):
        return True

    def go(self, proposal, request, form):
        values = form.cleaned_data
        referred = form.texts("referred_to")
        proposal.decide(
            values["outcome"],
            by=request.user,
            reason=form.texts("reason"),
            reason_code=values["reason_code"],
            deferred_to=values["deferred_to"],
            referred_to=referred if any(referred.values()) else None,
            merged_into=values["merged_into"],
            on=values["on"],
        )

    def preview(self, proposal):
        step = proposal.decision
        lines = [
            (_("Decision"), proposal.get_status_display(), ""),
            (_("Day of the decision"), date_format(step.on), ""),
            (_("Kind of reason"), step.get_reason_code_display(), ""),
            (_("Deferred to the year"), proposal.deferred_to, ""),
            (_("Merged with number"), proposal.merged_into, ""),
        ]
        for code, name in settings.LANGUAGES:
            lines.append((name, getattr(proposal, f"referred_to_{code}"), code))
            lines.append((name, getattr(step, f"reason_{code}"), code))
        return [
            {"word": word, "text": str(text), "language": code}
            for word, text, code in lines
            if text
        ]


class ProgressForm(NoteForm):
    on = day_field(_("Day"), required=False, help_text=_("Leave empty for today."))


class StartWork(ProposalDoor):
    slug = "start-work"
    label = _("Work has begun")
    done = _("Work has begun.")
    leads_to = Status.IN_PROGRESS
    form = ProgressForm

    def go(self, proposal, request, form):
        proposal.start_work(
            by=request.user, reason=form.texts("reason"), on=form.cleaned_data["on"]
        )


class Complete(ProposalDoor):
    slug = "complete"
    label = _("Carried out")
    done = _("Carried out.")
    leads_to = Status.IMPLEMENTED
    form = ProgressForm

    def go(self, proposal, request, form):
        proposal.complete(by=request.user, reason=form.texts("reason"), on=form.cleaned_data["on"])


class Withdraw(ProposalDoor):
    slug = "withdraw"
    label = _("Withdrawn by the proposer")
    explanation = _("Only at the wish of the proposer. This cannot be taken back.")
    done = _("Withdrawn.")
    permission = MODERATE
    leads_to = Status.WITHDRAWN
    form = NoteForm

    def go(self, proposal, request, form):
        proposal.withdraw(by=request.user, reason=form.texts("reason"))


class LeaveOpen(ProposalDoor):
    slug = "not-stated"
    label = _("Publish without a stated outcome")
    explanation = _("For an old paper that does not say what became of it.")
    done = _("Published; its outcome is not stated.")
    leads_to = Status.NOT_STATED

    def go(self, proposal, request, form):
        proposal.leave_outcome_open(by=request.user)


class NewReceipt(ProposalDoor):
    slug = "new-receipt"
    label = _("New receipt code")
    explanation = _(
        "For somebody who lost the code. The old code stops working; the new one is shown once, "
        "on a slip to print."
    )
    permission = "hearings.add_proposal"
    logged = gettext_noop("Receipt code")

    def is_open(self, proposal):
        return True

    def go(self, proposal, request, form):
        code = proposal.reissue_receipt()
        return hand_over(proposal, code)


DOORS = (
    Publish(),
    Return(),
    StartReview(),
    PutToHearing(),
    Decide(),
    StartWork(),
    Complete(),
    LeaveOpen(),
    Withdraw(),
    Decline(),
    Restore(),
    NewReceipt(),
)
