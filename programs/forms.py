"""What a reader may narrow the measures by. No script is needed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Village
from hearings.forms.selects import ClosedSelect, LeanSelect
from hearings.models.choices import Sector
from programs.models.choices import Status

_ANY = [("", _("All"))]


class MeasureFilter(forms.Form):
    """The filters of the measures. An impossible value is passed over, as if it were not there."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=_ANY + Status.choices, widget=ClosedSelect
    )
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=_ANY + Sector.choices, widget=ClosedSelect
    )
    village = forms.TypedChoiceField(
        label=_("Village"), required=False, coerce=int, empty_value=None, widget=LeanSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # One query for the list and its check; a model field would ask three times.
        self.fields["village"].choices = _ANY + [
            (one.pk, one.name) for one in Village.objects.all()
        ]

    def chosen(self):
        """The filters that are set and possible."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
