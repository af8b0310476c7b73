from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from budget.citizens import CitizensBudget, asked_lines, line_page, of_year, years
from budget.forms import LineFilter
from language.money import Unit


@require_safe
def budget_list(request):
    """The budgets of all years, and what became of each."""
    context = {"years": years(), "unit": Unit.read(request.GET.get("unit"))}
    return render(request, "budget/budget_list.html", context)


@require_safe
def budget_detail(request, year):
    """The citizens' budget of a year: where its money comes from, where it goes, every line."""
    budgets, budget, before = of_year(year)
    if budget is None:
        raise Http404
    form = LineFilter(request.GET)
    chosen = form.chosen()
    figures = CitizensBudget(budget, before, budget.lines.narrowed(**chosen) if chosen else None)
    form.offer_functions(figures.functions)
    on_paper = request.GET.get("lines") == "all"
    context = {
        "budget": budget,
        "budgets": budgets,
        "figures": figures,
        "asked": asked_lines(budget),
        "form": form,
        "filters_active": bool(chosen),
        "page": line_page(
            budget,
            chosen,
            figures.chosen_count,
            number=request.GET.get("page"),
            everything=on_paper,
        ),
        "on_paper": on_paper,
        "unit": Unit.read(request.GET.get("unit")),
    }
    return render(request, "budget/budget_detail.html", context)
