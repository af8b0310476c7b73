"""The form by which a deputy orders a session pack."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from groups.models import Village
from hearings.forms.words import WordsField
from language.texts import in_language
from reports.forms import year_field
from reports.packs.order import PDF, WORD, Order
from reports.registry import REPORTS

LONGEST_TITLE = 120


def _choose(sentence):
    """Whatever is wrong with a choice, this is how to mend it."""
    return dict.fromkeys(("required", "invalid_choice", "invalid_list"), sentence)


class PackForm(forms.Form):
    """What the pack is for, what it is about, and what it is made of."""

    title = WordsField(
        label=_("Title of the pack"),
        help_text=_("It stands on the cover."),
        initial=_("For the session of the aiyl kenesh"),
        max_length=LONGEST_TITLE,
        error_messages={
            "required": _("Write a title for the pack."),
            "max_length": format_lazy(
                _("Shorten the title of the pack: it may have up to {limit} characters."),
                limit=LONGEST_TITLE,
            ),
            "null_characters_not_allowed": _(
                "The title of the pack held a hidden character. It is left out now: send the form "
                "again."
            ),
        },
    )
    session_on = forms.DateField(
        label=_("Day of the session"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "invalid": _("Write the day of the session like 25.11.2026, or leave it empty.")
        },
    )
    first_year = year_field(_("From the year"))
    last_year = year_field(_("To the year"))
    village = forms.TypedChoiceField(
        label=_("Village"),
        help_text=_("The passport of a village needs one."),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages=_choose(_("Choose a village from the list, or “All”.")),
    )
    reports = forms.MultipleChoiceField(
        label=_("Reports"),
        widget=forms.CheckboxSelectMultiple,
        initial=list(REPORTS),
        error_messages=_choose(_("Choose at least one report.")),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        error_messages=_choose(_("Choose the language of the pack.")),
    )
    format = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[(PDF, _("PDF file")), (WORD, _("Word file"))],
        initial=PDF,
        error_messages=_choose(_("Choose a PDF file or a Word file.")),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
        self.fields["reports"].choices = [(slug, each.title) for slug, each in REPORTS.items()]
        self.fields["village"].choices = [
            ("", _("All")),
            *((each.pk, in_language(each, "name")[0]) for each in Village.objects.all()),
        ]

    def clean(self):
        values = super().clean()
        first, last = values.get("first_year"), values.get("last_year")
        if first and last and first > last:
            raise ValidationError(
                {
                    "last_year": _(
                        "The year in “To the year” is before the one in “From the year”. Change "
                        "one of the two."
                    )
                }
            )
        if set(values.get("reports", ())) == {"village"} and not values.get("village"):
            raise ValidationError({"village": _("Choose the village of the passport.")})
        return values

    def order(self, by):
        """The order of this account, from a form that is valid."""
        values = self.cleaned_data
        day = values.pop("session_on")
        if values["title"] == self.fields["title"].initial:
            # Said in the language of the pack, which may be another than that of the form.
            values["title"] = ""
        return Order(**values, session_on=day.isoformat() if day else "", by=by)
