"""Datasets of what citizens proposed and asked, and what became of it."""

from django.utils.translation import gettext_lazy as _

from hearings.models import Proposal, ProposalStep
from hearings.models.choices import Channel, RefusalReason, Sector, Status
from hearings.models.public import hearing_is_public, proposal_is_public
from reports.datasets.dataset import Dataset, Filter
from reports.datasets.field import LANGUAGES, YES_NO, Field, code, day, key, link, texts, whole
from reports.datasets.withheld import BY, ENTERED, FOLDED, RULE

NUMBER = _("The number of the proposal in the register.")

PROPOSALS = Dataset(
    "proposals",
    _("Proposals and questions"),
    _("What citizens proposed and asked, in their own words, and the decision with its reason."),
    Proposal,
    lambda: Proposal.objects.public(),
    [
        Field("number", about=NUMBER),
        code("kind", Proposal.Kind),
        Field("text", about=_("The words as they were written.")),
        code("language", LANGUAGES),
        texts("summary"),
        code("sector", Sector),
        link("village", "villages"),
        link("hearing", "hearings", public=hearing_is_public("hearing__")),
        link("group", "initiative_groups"),
        Field("from_group", YES_NO),
        code("channel", Channel, _("How it reached the aiyl okmotu.")),
        day("received_on"),
        day("due_on"),
        code("status", Status, _("Where the proposal stands today.")),
        code(
            "decision",
            Status,
            _("The decision that holds; empty: not decided yet."),
            source="decision__new_status",
            columns=("decision",),
        ),
        day(
            "decided_on",
            _("The day of the decision."),
            source="decision__on",
            columns=("decision",),
        ),
        texts(
            "decision_reason",
            _("The reason for the decision."),
            source="decision__reason",
            columns=("decision",),
        ),
        code(
            "refusal_reason",
            RefusalReason,
            _("The kind of reason, where the proposal was rejected."),
            source="decision__reason_code",
            columns=("decision",),
        ),
        whole("deferred_to"),
        texts("referred_to"),
        link(
            "merged_into",
            "proposals",
            _("The number of the proposal with which it was merged."),
            source="merged_into__number",
            public=proposal_is_public("merged_into__"),
        ),
    ],
    narrowed_by=("village", "sector", "status", "kind", "hearing", "group"),
    more_filters=(
        Filter(
            whole("year", _("The year of the number.")),
            lambda rows, year: rows.numbered_until(year),
            begins=lambda year: f"{year}-",
        ),
    ),
    withheld={
        "id": "the number names the proposal",
        "sex": "counted in reports, never shown beside the words",
        "registered_at": "the exact moment could tell who sat at the telephone",
        "published_at": RULE,
        "consent": "between the proposer and the municipality",
        "consented_at": "between the proposer and the municipality",
        "receipt_digest": "proves whose proposal it is",
        "intent": "made of the form that sent it",
        "content_digest": "made to find the same words again",
        "held_because": "why the desk looked at it twice",
        "search_text": FOLDED,
    },
)

PROPOSAL_STEPS = Dataset(
    "proposal_steps",
    _("Steps of proposals"),
    _("What happened to each proposal, day by day, with the reasons."),
    ProposalStep,
    lambda: ProposalStep.objects.public().of_public_proposals().told(),
    [
        key(),
        link("proposal", "proposals", NUMBER, source="proposal__number"),
        code("status", Status, _("The status since this step."), source="new_status"),
        day("on"),
        texts("reason"),
        code("reason_code", RefusalReason),
        link(
            "takes_back",
            "proposal_steps",
            _("The step that this one takes back as a mistake."),
            source="undoes_id",
            columns=("undoes",),
        ),
        Field(
            "is_taken_back",
            YES_NO,
            _("Whether a later step took this one back."),
            source="is_undone",
        ),
    ],
    narrowed_by=("proposal",),
    withheld={
        "old_status": "could tell what stays between the proposer and the municipality",
        "at": ENTERED,
        "by": BY,
        "before": "what the desk needs to take the step back",
        "batch": "which steps the desk took at once",
        "search_text": FOLDED,
    },
)
