from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hearings import receipts

from .words import WordsField


class SlipField(WordsField):
    """The code of the slip that the person cut off a paper form; whole, or empty."""

    def __init__(self, **kwargs):
        attrs = {"autocomplete": "off", "spellcheck": "false"}
        super().__init__(
            label=_("Code of the slip"),
            required=False,
            max_length=40,
            widget=forms.TextInput(attrs=attrs),
            **kwargs,
        )

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return ""
        code = receipts.read_whole(typed)
        if code is None:
            raise forms.ValidationError(
                gettext(
                    "This is not the code of a slip: a letter or digit is wrong or missing. "
                    "Compare it with the form; the one after the last hyphen counts too."
                )
            )
        return code
