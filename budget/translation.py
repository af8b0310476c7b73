"""Which texts of this floor exist in Kyrgyz, Russian and English."""

from modeltranslation.translator import TranslationOptions, register

from .models import (
    Amendment,
    Budget,
    BudgetLine,
    BudgetStep,
    ClassificationCode,
    Execution,
)


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
