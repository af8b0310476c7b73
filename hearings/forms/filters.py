from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Village
from hearings.models import Proposal
from hearings.models.choices import NEVER_PUBLISHED, Sector, Status

from .selects import ClosedSelect, LeanSelect

_ANY = [("", _("All"))]
_PUBLIC = [
    choice for choice in Status.choices if choice[0] not in NEVER_PUBLISHED | {Status.DECLINED}
]


def _number():
    return forms.IntegerField(
        required=False, min_value=1, max_value=2**31, widget=forms.HiddenInput
    )


class ProposalFilter(forms.Form):
    """The register's filters. An impossible value is passed over, as if it were not there."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=_ANY + _PUBLIC, widget=ClosedSelect
    )
    sector = forms.ChoiceField(
        label=_("Topic"), required=False, choices=_ANY + Sector.choices, widget=ClosedSelect
    )
    village = forms.TypedChoiceField(
        label=_("Village"), required=False, coerce=int, empty_value=None, widget=LeanSelect
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=_ANY + Proposal.Kind.choices, widget=ClosedSelect
    )
    # Named by the links of other pages; the reader has no list of them here.
    hearing = _number()
    group = _number()

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
