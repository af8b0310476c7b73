from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from programs.forms import MeasureFilter
from programs.models import Award, Measure, Program
from programs.pages import page_of


@require_safe
def program_list(request):
    """The programmes, the measures outside any of them, and the awards.

    A reader who chose something looks through all measures, whatever their programme.
    """
    form = MeasureFilter(request.GET)
    chosen = form.chosen()
    public = Measure.objects.public()
    measures = public.narrowed(**chosen) if chosen else public.of_program(None)
    totals = measures.totals()
    context = {
        "programs": Program.objects.public().for_list(),
        "form": form,
        "filters_active": bool(chosen),
        "totals": totals,
        "page": page_of(measures, totals, request.GET.get("page")),
        "awards": Award.objects.public().for_page().newest_first(),
    }
    return render(request, "programs/program_list.html", context)


@require_safe
def program_detail(request, pk):
    """One programme: what it wants to reach, who approved it, and its measures."""
    program = get_object_or_404(Program.objects.public().for_page(), pk=pk)
    form = MeasureFilter(request.GET)
    chosen = form.chosen()
    measures = Measure.objects.public().of_program(program).narrowed(**chosen)
    totals = measures.totals()
    context = {
        "program": program,
        "sectors": program.sectors.all(),
        "hearings": program.hearings.public().for_lists().newest_first(),
        "form": form,
        "filters_active": bool(chosen),
        "totals": totals,
        "page": page_of(measures, totals, request.GET.get("page")),
    }
    return render(request, "programs/program_detail.html", context)
