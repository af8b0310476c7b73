from django import forms
from django.utils.translation import gettext_lazy as _

from hearings.models.proposal import TEXT_LIMIT

from .words import WordsField


class TrackForm(forms.Form):
    """The receipt code. Nothing about it is judged here: a wrong code is just not found."""

    code = WordsField(
        label=_("Receipt code"),
        help_text=_("10 or 11 letters and digits from your receipt, like K7M2P-4XQ9T-A."),
        max_length=40,
        error_messages={"required": _("Enter the code from your receipt.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class ClarifyForm(forms.Form):
    """Clearer words for a proposal that was returned."""

    text = WordsField(
        label=_("Your text, said more clearly"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write your text.")},
    )
