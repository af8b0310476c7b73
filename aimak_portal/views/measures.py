from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from budget.way import asking, lines_for, sums_of, way_of_measure
from programs.answers import Answer
from programs.models import Measure


@require_safe
def measure_detail(request, pk):
    """One measure: its plan, who paid, what is spent, what came of it, and who asked for it."""
    measure = get_object_or_404(Measure.objects.public().for_page(), pk=pk)
    steps = list(measure.steps.in_order())
    contributions = list(measure.contributions.with_partners())
    answer = Answer.of(measure, steps, contributions, list(measure.results.all()))
    proposals = list(asking(measure.proposals))
    lines = lines_for(measure)
    context = {
        "measure": measure,
        "answer": answer,
        "way": way_of_measure(answer, proposals, lines),
        "beneficiaries": measure.beneficiaries(),
        "contributions": contributions,
        "proposals": proposals,
        "lines": lines,
        "sums": sums_of(lines),
        "photos": measure.photos.public().in_order(),
        "awards": measure.awards.public(),
        "steps": steps,
    }
    return render(request, "aimak_portal/measure_detail.html", context)
