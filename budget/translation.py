"""Which texts of this floor exist in Kyrgyz, Russian and English."""

from modeltranslation.translator import TranslationOptions, register

from groups.history import track

from .models import (
    Amendment,
    AmendmentChange,
    Budget,
    BudgetLine,
    BudgetStep,
    ClassificationCode,
    Execution,
)
from .models.public import budget_is_public


@register(ClassificationCode)
class ClassificationCodeTranslation(TranslationOptions):
    fields = ("name",)


@register(Budget)
class BudgetTranslation(TranslationOptions):
    fields = ("about", "discrepancy")


@register(BudgetStep)
class BudgetStepTranslation(TranslationOptions):
    fields = ("note",)


@register(BudgetLine)
class BudgetLineTranslation(TranslationOptions):
    fields = ("title",)


@register(Amendment)
class AmendmentTranslation(TranslationOptions):
    fields = ("note",)


@register(Execution)
class ExecutionTranslation(TranslationOptions):
    fields = ("note",)


# After the texts: history copies the columns of a model, its languages included.
track(Budget, shown=budget_is_public())
track(BudgetLine, links=("proposals",))
track(Amendment)
track(AmendmentChange)
track(Execution)
