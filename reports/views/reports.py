from functools import wraps

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.answers import answer, kept
from reports.files import comma_separated
from reports.forms import ScopeForm
from reports.registry import REPORTS
from reports.scope_words import in_words
from reports.totals.desk import DeskTotals


def never_stored(view):
    """What insiders see of a page is kept by no cache, not even by their own browser."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if is_insider(request.user):
            response["Cache-Control"] = "private, no-store"
        return response

    return guarded


@require_safe
@never_stored
def report_list(request):
    """All reports, each with the question that it answers; for insiders what waits for them."""
    desk = kept(DeskTotals.today, "desk") if is_insider(request.user) else None
    context = {"reports": REPORTS.values(), "desk": desk}
    return render(request, "reports/report_list.html", context)


@require_safe
@never_stored
def report_detail(request, slug):
    """One report for what the reader asked about."""
    return render(request, "reports/report_detail.html", asked(request, slug))


def asked(request, slug):
    """The report, what it was asked and what it answers: for its page and for its files."""
    report = find(slug)
    form = ScopeForm(
        request.GET, filters=report.filters, kinds=report.kinds, kind_label=report.kind_label
    )
    scope = form.scope(insider=is_insider(request.user))
    sections = answer(report, scope)
    return {
        "report": report,
        "form": form,
        "scope": scope,
        "sections": sections,
        "tables": comma_separated.tables(sections).values(),
        "query": form.query(),
        "choices": in_words(scope, report),
    }


def find(slug):
    if slug not in REPORTS:
        raise Http404
    return REPORTS[slug]


def is_insider(user):
    """Whether a signed-in member of the staff or a deputy reads."""
    return user.is_active and user.has_perm("hearings.view_proposal")
