from django import forms
from django.utils.translation import gettext_lazy as _

from budget.models.choices import Status
from language.money import Unit
from programs.admin.choosing import ActField, resolutions


class UploadForm(forms.Form):
    """An Excel file for a budget: how its bare numbers count, and whether it amends the budget."""

    required_css_class = "required"

    file = forms.FileField(
        label=_("Excel file (.xlsx)"),
        help_text=_("The template or an export of this budget, filled in. Up to 5 MB."),
        widget=forms.FileInput(
            attrs={
                "accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        ),
    )
    unit = forms.ChoiceField(
        label=_("Bare numbers count"),
        choices=Unit.choices,
        widget=forms.RadioSelect,
        help_text=_("An amount that names its unit, such as 250.0 thousand, is read by its words."),
    )
    resolution = ActField(
        label=_("Resolution that amends the budget"),
        queryset=resolutions().none(),
        required=False,
        help_text=_(
            "Only where the file changes the revised plan or brings new lines. They become one "
            "amendment by this resolution."
        ),
    )

    def __init__(self, *args, budget, **kwargs):
        super().__init__(*args, **kwargs)
        if budget.status == Status.APPROVED:
            self.fields["resolution"].queryset = resolutions()
        else:
            del self.fields["resolution"]
