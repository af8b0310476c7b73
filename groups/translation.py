"""Which texts of this floor exist in Kyrgyz, Russian and English."""

from django.contrib.auth.models import User
from modeltranslation.translator import TranslationOptions, register

from groups.history import track

from .models import (
    Aimak,
    Deputy,
    EarlierName,
    InitiativeGroup,
    LegalReference,
    Member,
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


# After the texts: history copies the columns of a model, its languages included.
track(Aimak)
track(Village)
track(YearlyFigures)
track(InitiativeGroup)
track(Member, personal=True)
track(Deputy)
track(User, app="groups", leave_out=("password", "last_login", "date_joined"), links=("groups",))
