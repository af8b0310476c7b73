from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from budget.citizens import CitizensLine
from budget.models import Budget, BudgetLine
from budget.way import way_of_line
from language.money import Unit
from language.texts import active_language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def line_detail(request, year, pk):
    """One line: from what people asked for to what was spent."""
    lines = BudgetLine.objects.public().for_page()
    line = get_object_or_404(lines, budget__year=year, pk=pk)
    context = {
        "line": line,
        "figures": CitizensLine(line),
        "way": way_of_line(line),
        "unit": Unit.read(request.GET.get("unit")),
    }
    return render(request, "budget/line_detail.html", context)


@require_safe
def budget_workbook(request, year):
    """The lines of a year as an Excel file, in the reader's language."""
    # What writes workbooks is heavy; only this page needs it.
    from budget.workbook.export import export_lines

    budget = get_object_or_404(Budget.objects.public(), year=year)
    return FileResponse(
        export_lines(budget),
        as_attachment=True,
        filename=f"budget-{budget.year}-{active_language()}.xlsx",
        content_type=XLSX,
    )
