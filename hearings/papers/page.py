"""A paper as a page: printed by the browser as it is, or made into a PDF file."""

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone, translation

from .head import head


def facts(paper, hearing, language, site, count=1):
    """All that the paper says in this language. The page and the Word file rest on it."""
    with translation.override(language):
        return {
            **paper.facts(hearing, site, count),
            "head": head(),
            "kind": str(paper.label),
            "language": language,
            "printed_on": timezone.localdate(),
            "mark": _mark(hearing),
        }


def html(paper, hearing, language, site, count=1, **about_the_page):
    """The paper in this language, for the browser."""
    styles = {"stylesheet": static("paper.css"), "emblem": static("emblem.svg")}
    said = facts(paper, hearing, language, site, count)
    return _rendered(paper, said | styles | about_the_page)


def html_for_pdf(paper, said):
    """The same paper without what only a browser needs; `pdf` brings emblem, style and fonts."""
    return _rendered(paper, said | {"emblem": "paper:emblem.svg"})


def _rendered(paper, said):
    with translation.override(said["language"]):
        return render_to_string(paper.template, said)


def _mark(hearing):
    """What a reader has to know before all else: that it is a draft, or cancelled."""
    if hearing.published_at is None:
        return "draft"
    return "cancelled" if hearing.is_cancelled else ""
