"""Papers of a hearing from its page: in each language, as a page, a PDF or a Word file."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from hearings.papers import PAPERS, page, pdf, word
from hearings.papers.registry import PAGE, PDF, WORD
from hearings.papers.word_page import CONTENT_TYPE as WORD_FILE

FORMATS = {PDF: _("PDF file"), WORD: _("Word file"), PAGE: _("Page for printing")}
PERMISSION = "hearings.change_hearing"


class PaperForm(forms.Form):
    """Which language, how many, and as what."""

    def __init__(self, data, *, paper):
        super().__init__(data)
        self.fields["language"] = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
        formats = [(name, FORMATS[name]) for name in paper.formats]
        self.fields["format"] = forms.ChoiceField(choices=formats, required=False)
        self.fields["count"] = forms.IntegerField(
            min_value=1, max_value=paper.most, required=False, label=paper.counted
        )

    def problem(self):
        """What is wrong, in one sentence."""
        if "count" in self.errors:
            field = self.fields["count"]
            return gettext("%(what)s: enter a number from 1 to %(most)d.") % {
                "what": field.label,
                "most": field.max_value,
            }
        return gettext("Choose the language and the form of the paper from the list.")


class PrintsPapers:
    """The part of a hearing's page that prints its papers. Nothing is stored by printing."""

    def get_urls(self):
        paper = path(
            "<int:pk>/papers/<slug:slug>/",
            self.admin_site.admin_view(self.paper_view),
            name="hearings_hearing_paper",
        )
        return [paper, *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and change and request.user.has_perm(PERMISSION):
            context["papers"] = [self._offered(paper, obj) for paper in _papers_of(obj)]
            context["paper_languages"] = settings.LANGUAGES
            to_papers = {"url": "#papers", "label": gettext("Papers to print")}
            context["desk_links"] = [*context.get("desk_links", []), to_papers]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _offered(self, paper, hearing):
        names = [name for name in FORMATS if name in paper.formats]
        return {
            "paper": paper,
            "url": reverse("admin:hearings_hearing_paper", args=[hearing.pk, paper.slug]),
            "formats": [(name, FORMATS[name]) for name in names],
        }

    def paper_view(self, request, pk, slug):
        """One paper. Asked for by GET: reading and printing change nothing."""
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not request.user.has_perm(PERMISSION):
            self._refuse()
        hearing = self._door_record(request, pk)
        paper = next((paper for paper in _papers_of(hearing) if paper.slug == slug), None)
        if paper is None:
            raise Http404
        form = PaperForm(request.GET, paper=paper)
        kind = form.cleaned_data["format"] or PAGE if form.is_valid() else ""
        problem = form.problem() if not kind else ""
        if kind in {PDF, WORD}:
            problem = paper.too_long(hearing)
        if problem:
            self.message_user(request, problem, messages.ERROR)
            return HttpResponseRedirect(self.record_url(hearing))
        return self._printed(request, hearing, paper, kind, form.cleaned_data)

    def _printed(self, request, hearing, paper, kind, wanted):
        language = wanted["language"] or get_language()
        count = wanted["count"] or paper.usual
        site = request.build_absolute_uri
        if kind == PAGE:
            return self._page(hearing, paper, language, site, count)
        said = page.facts(paper, hearing, language, site, count)
        name = f"{paper.slug}-{hearing.pk}-{language}.{kind}"
        if kind == WORD:
            return _file(word.make(said), WORD_FILE, f'attachment; filename="{name}"')
        try:
            made = pdf.make(page.html_for_pdf(paper, said))
        except pdf.PdfImpossible:
            return self._page(hearing, paper, language, site, count, no_pdf=True)
        return _file(made, "application/pdf", f'inline; filename="{name}"')

    def _page(self, hearing, paper, language, site, count, no_pdf=False):
        back = self.record_url(hearing)
        html = page.html(paper, hearing, language, site, count, back=back, no_pdf=no_pdf)
        return HttpResponse(html)


def _papers_of(hearing):
    return [paper for paper in PAPERS.values() if paper.exists_for(hearing)]


def _file(content, content_type, disposition):
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": disposition}
    )
