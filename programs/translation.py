"""Which texts of this floor exist in Kyrgyz, Russian and English."""

from modeltranslation.translator import TranslationOptions, register

from .models import (
    Award,
    Contribution,
    Measure,
    MeasurePhoto,
    MeasureStep,
    Partner,
    Program,
    ProgramSector,
    Result,
)


@register(Partner)
class PartnerTranslation(TranslationOptions):
    fields = ("name",)


@register(Program)
class ProgramTranslation(TranslationOptions):
    fields = ("title", "about")


@register(ProgramSector)
class ProgramSectorTranslation(TranslationOptions):
    fields = ("goal",)


@register(Measure)
class MeasureTranslation(TranslationOptions):
    fields = ("title", "about", "indicator", "indicator_unit", "responsible")


@register(MeasureStep)
class MeasureStepTranslation(TranslationOptions):
    fields = ("note",)


@register(Contribution)
class ContributionTranslation(TranslationOptions):
    fields = ("words",)


@register(Result)
class ResultTranslation(TranslationOptions):
    fields = ("what", "unit")


@register(MeasurePhoto)
class MeasurePhotoTranslation(TranslationOptions):
    fields = ("caption",)


@register(Award)
class AwardTranslation(TranslationOptions):
    fields = ("contest", "initiative", "bought", "note")
