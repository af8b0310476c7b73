"""The rows of a list of proposals, written in one go.

A list page is mostly its rows: twenty of them cost four times less here than as a template.
"""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from language.dates import everyday
from language.texts import active_language, in_language

register = template.Library()


@register.simple_tag
def proposal_rows(proposals):
    """A list of proposals: the words, the status, where, about what and when."""
    language = active_language()
    question = gettext("Question")
    rows = [_row(proposal, language, question) for proposal in proposals]
    # Every piece of a row was escaped where it was put in.
    return mark_safe(f'<ul class="rows">\n{"".join(rows)}</ul>')  # noqa: S308


def _row(proposal, language, question):
    facts = [escape(proposal.number)]
    if proposal.is_question:
        facts.append(escape(question))
    if proposal.village:
        facts.append(_in(language, *in_language(proposal.village, "name", language)))
    facts.append(escape(proposal.get_sector_display()))
    if proposal.received_on:
        facts.append(escape(everyday(proposal.received_on, language)))
    return (
        f'<li><a href="{escape(proposal.get_absolute_url())}">{_words(proposal, language)}</a>\n'
        f'<p class="meta"><span class="tag {escape(proposal.status)}">'
        f"{escape(proposal.get_status_display())}</span> "
        f"{' '.join(f'<span>{fact}</span>' for fact in facts)}</p></li>\n"
    )


def _words(proposal, language):
    """The summary, or the beginning of the citizen's own words."""
    summary, code = in_language(proposal, "summary", language)
    if summary:
        return _in(language, summary, code)
    return _in(language, proposal.beginning, proposal.language)


def _in(language, text, code):
    """The text, marked where it is in another language than the page."""
    if code == language:
        return escape(text)
    return f'<span lang="{escape(code)}">{escape(text)}</span>'
