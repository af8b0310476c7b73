"""The filters of reports."""

from urllib.parse import urlencode

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from groups.models import InitiativeGroup, Village
from hearings.forms.selects import ClosedSelect, LeanSelect
from hearings.models.choices import Sector
from language.texts import in_language
from language.years import FIRST_YEAR, LAST_YEAR
from reports.report import GROUP, KIND, SECTOR, VILLAGE, YEARS
from reports.scope import Scope

_ANY = [("", _("All"))]


def year_field(label):
    """A year that a reader types; a wrong one says which years there are."""
    wrong = format_lazy(
        _("Write a year from {first} to {last} in “{field}”, for example 2026."),
        field=label,
        first=FIRST_YEAR,
        last=LAST_YEAR,
    )
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "4"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )


class ScopeForm(forms.Form):
    """The filters that fit a report.

    An impossible value is passed over, and named on the page: figures about more than was asked
    for must not be taken for the answer.
    """

    first_year = year_field(_("From the year"))
    last_year = year_field(_("To the year"))
    village = forms.TypedChoiceField(
        label=_("Village"), required=False, coerce=int, empty_value=None, widget=LeanSelect
    )
    sector = forms.ChoiceField(
        label=_("Topic"), required=False, choices=_ANY + Sector.choices, widget=ClosedSelect
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, widget=ClosedSelect)
    group = forms.TypedChoiceField(
        label=_("Initiative group"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=LeanSelect,
    )

    # Which fields belong to which filter of a report.
    FIELDS = {
        YEARS: ("first_year", "last_year"),
        VILLAGE: ("village",),
        SECTOR: ("sector",),
        KIND: ("kind",),
        GROUP: ("group",),
    }

    def __init__(self, *args, filters, kinds=(), kind_label="", **kwargs):
        super().__init__(*args, **kwargs)
        for name, fields in self.FIELDS.items():
            if name not in filters:
                for field in fields:
                    del self.fields[field]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = _("Choose from the list.")
        self._records = {}
        for name, model in (("village", Village), ("group", InitiativeGroup)):
            if name in self.fields:
                self._offer(name, model)
        if "kind" in self.fields:
            self.fields["kind"].choices = [*_ANY, *kinds]
            self.fields["kind"].label = kind_label or self.fields["kind"].label

    def _offer(self, name, model):
        """One query for the list, its check and the record itself."""
        records = self._records[name] = {each.pk: each for each in model.objects.all()}
        self.fields[name].choices = _ANY + [
            (pk, in_language(each, "name")[0]) for pk, each in records.items()
        ]

    def scope(self, *, insider=False):
        """What is asked, from the filters that are set and possible."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        for name, records in self._records.items():
            if name in chosen:
                chosen[name] = records[chosen[name]]
        first, last = chosen.get("first_year"), chosen.get("last_year")
        if first and last and first > last:
            # Whoever writes the later year first means the same years.
            chosen |= {"first_year": last, "last_year": first}
        return Scope(**chosen, insider=insider)

    def query(self):
        """What was asked as the end of an address: the same question to the files of a report."""
        self.is_valid()
        chosen = {name: self.data[name] for name, value in self.cleaned_data.items() if value}
        return urlencode(chosen)
