"""Which texts of this floor exist in Kyrgyz, Russian and English.

A citizen's own words are not among them: they stay in the language in which they were written.
"""

from modeltranslation.translator import TranslationOptions, register

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
)


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


@register(ProposalPhoto)
class ProposalPhotoTranslation(TranslationOptions):
    fields = ("caption",)
