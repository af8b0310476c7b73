"""Which texts of this floor exist in Kyrgyz, Russian and English.

A citizen's own words are not among them: they stay in the language in which they were written.
"""

from django.db.models import Q
from modeltranslation.translator import TranslationOptions, register

from groups.history import track

from .models import (
    ConsentText,
    HandVote,
    Hearing,
    HearingDocument,
    HearingStep,
    LocalAct,
    Minutes,
    Posting,
    Proposal,
    ProposalPhoto,
    ProposalStep,
    Proposer,
    ReasonTemplate,
)
from .models.public import act_is_public, hearing_is_public, proposal_is_public


@register(Hearing)
class HearingTranslation(TranslationOptions):
    fields = ("title", "place", "notice", "agenda")


@register(HearingStep)
class HearingStepTranslation(TranslationOptions):
    fields = ("note",)


@register(HearingDocument)
class HearingDocumentTranslation(TranslationOptions):
    fields = ("title",)


@register(Minutes)
class MinutesTranslation(TranslationOptions):
    fields = ("summary", "discrepancy")


@register(HandVote)
class HandVoteTranslation(TranslationOptions):
    fields = ("note",)


@register(Posting)
class PostingTranslation(TranslationOptions):
    fields = ("place",)


@register(LocalAct)
class LocalActTranslation(TranslationOptions):
    fields = ("title", "about")


@register(ConsentText)
class ConsentTextTranslation(TranslationOptions):
    fields = ("text",)


@register(Proposal)
class ProposalTranslation(TranslationOptions):
    fields = ("summary", "referred_to")


@register(ProposalStep)
class ProposalStepTranslation(TranslationOptions):
    fields = ("reason",)


@register(ReasonTemplate)
class ReasonTemplateTranslation(TranslationOptions):
    fields = ("title", "text")


@register(ProposalPhoto)
class ProposalPhotoTranslation(TranslationOptions):
    fields = ("caption",)


# After the texts: history copies the columns of a model, its languages included.
# The addresses of papers, the receipt and the form that made a proposal are secrets, not facts.
track(Hearing, shown=hearing_is_public())
track(HearingDocument, leave_out=("key", "uploaded_at"), shown=Q(is_public=True))
track(Minutes)
track(HandVote)
track(Posting, private=("note",))
track(LocalAct, leave_out=("key", "uploaded_at"), shown=act_is_public())
track(
    Proposal,
    leave_out=("receipt_digest", "intent", "content_digest"),
    # Counted, never shown beside the words; and words may have named somebody before a clerk
    # asked for clearer ones.
    private=("sex", "text", "held_because"),
    shown=proposal_is_public() & ~Q(status="returned"),
)
track(Proposer, personal=True)
