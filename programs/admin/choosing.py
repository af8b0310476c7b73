"""What a clerk chooses from: resolutions, hearings and published proposals."""

from django import forms
from django.contrib import admin
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.desk import FindField
from hearings.models import Hearing, LocalAct, Proposal
from language.texts import in_language

BEGINNING = 100


class ActField(forms.ModelChoiceField):
    """A resolution, told apart by its number and day."""

    def label_from_instance(self, act):
        return ", ".join([*_number_and_day(act), str(act)])


def act_for_readers(act):
    """A resolution by its number and day, and by its title where everyone may read it."""
    if act is None:
        return ""
    return ", ".join([*_number_and_day(act), *([str(act)] if act.is_public else [])])


def _number_and_day(act):
    known = [gettext("№ %(number)s") % {"number": act.number}] if act.number else []
    if act.adopted_on:
        known.append(date_format(act.adopted_on, "SHORT_DATE_FORMAT"))
    return known


def resolutions():
    """The resolutions of the aiyl kenesh, the latest first."""
    return LocalAct.objects.filter(kind=LocalAct.Kind.RESOLUTION).newest_first()


class HearingsField(FindField):
    """The published hearings at which something was heard."""

    search_label = _("Search for a hearing: words of its title, its place, or a year")
    refusal = _("Only published hearings can be named. One of those chosen is not published.")

    def label_from_instance(self, hearing):
        if hearing.starts_at is None:
            return str(hearing)
        return gettext("%(hearing)s, %(day)s") % {
            "hearing": hearing,
            "day": date_format(hearing.starts_at, "SHORT_DATE_FORMAT"),
        }


class ProposalsField(FindField):
    """The published proposals that something answers."""

    search_label = _("Search for a proposal: its number or a few of its words")
    refusal = _("Only published proposals can be named. One of those chosen is not published.")

    def label_from_instance(self, proposal):
        if not proposal.is_public:
            return gettext("%(number)s (not published any more)") % {"number": proposal.number}
        summary, language = in_language(proposal, "summary")
        if not summary:
            summary, language = Truncator(proposal.text).chars(BEGINNING), proposal.language
        return format_html(
            '{} <span lang="{}">{}</span> ({})',
            proposal.number,
            language,
            summary,
            proposal.get_status_display(),
        )


class AnswersProposals:
    """A page on which proposals are named; its readers are told the public ones."""

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "proposals":
            kwargs["form_class"] = ProposalsField
            kwargs["queryset"] = Proposal.objects.public().newest_first()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("answers the proposals"))
    def proposals_text(self, record):
        return ", ".join(proposal.number for proposal in record.proposals.public())


def published_hearings():
    """The hearings that everybody may see, the latest first."""
    return Hearing.objects.public().newest_first()
