"""Which texts of this floor exist in Kyrgyz, Russian and English."""

from django.db.models import Q
from modeltranslation.translator import TranslationOptions, register

from groups.history import track

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
from .models.public import measure_is_public, program_is_public


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


# After the texts: history copies the columns of a model, its languages included.
track(Program, links=("hearings",), shown=program_is_public())
track(Measure, links=("proposals",), shown=measure_is_public())
track(Contribution)
track(Result)
track(Award, shown=Q(is_public=True))
