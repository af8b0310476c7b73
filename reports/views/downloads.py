"""The files of a report, for what the reader asked on its page."""

from http import HTTPStatus

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from attachments.comma_separated import CONTENT_TYPE as CSV
from attachments.serving import shut_in
from attachments.workbook.writing import CONTENT_TYPE as XLSX
from hearings.papers.pdf import PdfBusy, PdfImpossible
from reports.files import comma_separated
from reports.files.names import file_name
from reports.files.workbook import workbook
from reports.papers import chapter, page
from reports.views.reports import asked, never_stored

# So many seconds a reader waits for the file of somebody else, before being asked to come again.
PATIENCE = 10


@require_safe
@never_stored
def report_workbook(request, slug):
    """The whole report as a workbook."""
    said = asked(request, slug)
    if said["form"].errors:
        return _without_file(request, said, status=HTTPStatus.BAD_REQUEST)
    file = workbook(said["report"], said["scope"], said["sections"])
    response = FileResponse(
        file,
        as_attachment=True,
        filename=file_name(said["report"], said["scope"], "xlsx"),
        content_type=XLSX,
    )
    return shut_in(response)


@require_safe
@never_stored
def report_csv(request, slug):
    """One table of the report as CSV: the one that is named, else the first."""
    said = asked(request, slug)
    if said["form"].errors:
        return _without_file(request, said, status=HTTPStatus.BAD_REQUEST)
    tables = comma_separated.tables(said["sections"])
    key = request.GET.get("table") or next(iter(tables), "")
    if key not in tables:
        raise Http404
    name = file_name(said["report"], said["scope"], "csv", key)
    lines = comma_separated.lines(tables[key])
    return shut_in(StreamingHttpResponse(lines, content_type=CSV, headers=_attached(name)))


@require_safe
@never_stored
def report_pdf(request, slug):
    """The report on paper; where no file can be made the page says why, and can be printed."""
    said = asked(request, slug)
    if said["form"].errors:
        return _without_file(request, said, status=HTTPStatus.BAD_REQUEST)
    report, scope = said["report"], said["scope"]
    try:
        made = page.make([chapter.of(report, scope, said["sections"])], patience=PATIENCE)
    except PdfImpossible:
        problem = _(
            "This machine cannot make PDF files: the library Pango is missing. Print this page "
            "with the browser instead, or ask whoever keeps the server to install it."
        )
        return _without_file(request, said, problem)
    except PdfBusy:
        problem = _("Other PDF files are being made at this moment. Try again in a minute.")
        answer = _without_file(request, said, problem, HTTPStatus.SERVICE_UNAVAILABLE)
        answer["Retry-After"] = "60"
        return answer
    name = file_name(report, scope, "pdf")
    return shut_in(HttpResponse(made, content_type="application/pdf", headers=_attached(name)))


def _without_file(request, said, problem="", status=HTTPStatus.OK):
    """The page instead: it says what is wrong with the question, or with the making of a file."""
    return render(
        request, "reports/report_detail.html", {**said, "problem": problem}, status=status
    )


def _attached(name):
    return {"Content-Disposition": f'attachment; filename="{name}"'}
