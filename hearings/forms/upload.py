from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """An Excel file for a hearing."""

    required_css_class = "required"

    file = forms.FileField(
        label=_("Excel file (.xlsx)"),
        help_text=_("The template of this hearing, filled in. Up to 5 MB."),
        widget=forms.FileInput(
            attrs={
                "accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        ),
    )
