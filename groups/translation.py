"""Which texts of this floor exist in Kyrgyz, Russian and English."""

from modeltranslation.translator import TranslationOptions, register

from .models import (
    Aimak,
    Deputy,
    EarlierName,
    InitiativeGroup,
    LegalReference,
    Village,
    YearlyFigures,
)


@register(Aimak)
class AimakTranslation(TranslationOptions):
    fields = (
        "name",
        "rayon",
        "oblast",
        "address",
        "about",
        "groups_purpose",
        "groups_composition",
        "groups_results",
    )


@register(EarlierName)
class EarlierNameTranslation(TranslationOptions):
    fields = ("name", "note")


@register(LegalReference)
class LegalReferenceTranslation(TranslationOptions):
    fields = ("title", "article", "about", "source")


@register(Village)
class VillageTranslation(TranslationOptions):
    fields = ("name",)


@register(YearlyFigures)
class YearlyFiguresTranslation(TranslationOptions):
    fields = ("source",)


@register(InitiativeGroup)
class InitiativeGroupTranslation(TranslationOptions):
    fields = ("name", "purpose", "note")


@register(Deputy)
class DeputyTranslation(TranslationOptions):
    fields = ("office",)
