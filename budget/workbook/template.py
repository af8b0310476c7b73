"""The empty sheet to fill in: the columns of an export, and beside it the codes of the year."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attachments.workbook.writing import Column, Kind, Sheet, write_workbook
from budget.models import ClassificationCode
from budget.workbook.export import line_columns
from budget.workbook.stored import Villages
from language.texts import in_language


def template_for(budget):
    """The template for a budget in the active language: a temporary file, open at its start."""
    # Translators: the name of a sheet in an Excel workbook, at most 31 characters.
    name = pgettext("sheet of a workbook", "Codes")
    codes = Sheet(_code_columns(), _codes(budget.year), name)
    return write_workbook(Sheet(line_columns(Villages())), codes)


def _code_columns():
    return [
        Column(_("Code"), Kind.CODE),
        Column(_("Classification"), width=28),
        Column(_("Name"), width=60),
        Column(_("For"), width=28),
        Column(_("Checked"), width=44),
    ]


def _codes(year):
    for code in ClassificationCode.objects.in_year(year):
        yield (
            code.code,
            code.get_kind_display(),
            in_language(code, "name")[0],
            _sides(code),
            "" if code.is_verified else _("Not compared with the official list yet"),
        )


def _sides(code):
    if code.kind == ClassificationCode.Kind.FUNCTION:
        return _("Expenditure")
    sides = [(code.for_revenue, _("Revenue")), (code.for_expenditure, _("Expenditure"))]
    return ", ".join(name for holds, name in sides if holds)
