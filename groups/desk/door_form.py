"""The form behind a button of a record: what its door needs to know."""

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext


class DoorForm(forms.Form):
    """What a door needs to know. `TEXTS` are asked for in the three languages.

    `record` is None where the same is asked for many records at once.
    """

    required_css_class = "required"
    # name: (label, help text, whether at least one language must be filled in)
    TEXTS = {}
    # Those of them that are a name or a place.
    ONE_LINE = ()

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, **kwargs)
        self.record = record
        for name, (label, explained, _required) in self.TEXTS.items():
            for code, _language in settings.LANGUAGES:
                widget = forms.TextInput if name in self.ONE_LINE else forms.Textarea
                self.fields[f"{name}_{code}"] = _text_field(name, code, label, explained, widget)

    def clean(self):
        for name, (_label, _explained, required) in self.TEXTS.items():
            if required and not any(self.texts(name).values()):
                self.add_error(
                    f"{name}_{settings.LANGUAGE_CODE}",
                    gettext("Write it in at least one language."),
                )
        return self.cleaned_data

    def texts(self, name):
        """The text by language."""
        return {
            code: self.cleaned_data.get(f"{name}_{code}", "") for code, _name in settings.LANGUAGES
        }


def _text_field(name, code, label, explained, widget):
    attrs = {"class": f"vLargeTextField mt mt-field-{name}-{code}", "lang": code}
    if widget is forms.Textarea:
        attrs["rows"] = 4
    return forms.CharField(
        label=f"{capfirst(label)} [{code}]",
        help_text=explained,
        required=False,
        max_length=5000,
        widget=widget(attrs=attrs),
    )
