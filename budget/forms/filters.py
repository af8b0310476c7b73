from django import forms
from django.utils.translation import gettext_lazy as _

from budget.citizens import prepared
from budget.models.choices import Side, Source
from hearings.forms.selects import ClosedSelect, LeanSelect
from language.texts import in_language

_ANY = [("", _("All"))]


class LineFilter(forms.Form):
    """The filters of a budget's lines. An impossible value is passed over, as if not there."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    side = forms.ChoiceField(
        label=_("Revenue or expenditure"),
        required=False,
        choices=_ANY + Side.choices,
        widget=ClosedSelect,
    )
    function = forms.RegexField(
        r"^[0-9]{1,12}\Z", label=_("What it goes to"), required=False, widget=LeanSelect
    )
    source = forms.ChoiceField(
        label=_("Source of the money"),
        required=False,
        choices=_ANY + Source.choices,
        widget=ClosedSelect,
    )
    village = forms.TypedChoiceField(
        label=_("Village"), required=False, coerce=int, empty_value=None, widget=LeanSelect
    )
    asked = forms.BooleanField(label=_("Only what came from citizens’ proposals"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # One query for the list and its check; a model field would ask three times.
        self.fields["village"].choices = _ANY + [
            (one.pk, in_language(one, "name")[0]) for one in prepared.villages()
        ]

    def offer_functions(self, functions):
        """The functions to choose from: those that the budget has."""
        named = [(one.key, f"{one.key} {one.name}") for one in functions if one.now.lines]
        self.fields["function"].widget.choices = _ANY + sorted(named)

    def chosen(self):
        """The filters that are set and possible."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
