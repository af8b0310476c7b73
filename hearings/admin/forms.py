"""What the clerk types from paper, in the order of the paper."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from attachments.forms import PhotoUploadField
from groups.desk import DeskForm
from hearings import receipts
from hearings.forms.slip import SlipField
from hearings.models import ConsentText, Hearing, Minutes, Proposal

CONTACT = ("full_name", "phone", "email")


class HearingForm(DeskForm):
    """The announcement. The date of a held hearing may be mended, but not moved into the future."""

    def clean_starts_at(self):
        starts_at = self.cleaned_data["starts_at"]
        held = self.instance.pk and self.instance.stage() in {
            Hearing.Stage.HELD,
            Hearing.Stage.RECORDED,
        }
        if held and starts_at and starts_at > timezone.now():
            raise forms.ValidationError(gettext("This hearing has been held: enter a past date."))
        return starts_at


class MinutesForm(DeskForm):
    """The figures of the minutes. Of signed ones a figure changes only by a correction."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.was_signed = bool(self.instance.pk and self.instance.is_signed)

    def clean(self):
        cleaned = super().clean()
        if self.was_signed and self.corrections() and not any(self.reason().values()):
            self.add_error(
                f"why_{settings.LANGUAGE_CODE}",
                gettext(
                    "These minutes are signed. Write in at least one language why the figure is "
                    "corrected; the old figure stays readable."
                ),
            )
        return cleaned

    def corrections(self):
        """The figures that were changed, by column."""
        return {
            name: self.cleaned_data.get(name)
            for name in self.changed_data
            if name in Minutes.FIGURES
        }

    def reason(self):
        """Why it is corrected, by language."""
        return {
            code: self.cleaned_data.get(f"why_{code}", "") for code, _name in settings.LANGUAGES
        }


def minutes_form():
    """The form of minutes with the three fields for the reason of a correction."""
    fields = {f"why_{code}": _reason_field(code) for code, _name in settings.LANGUAGES}
    return type("MinutesForm", (MinutesForm,), fields)


def _reason_field(code):
    attrs = {"rows": 3, "class": f"vLargeTextField mt mt-field-why-{code}", "lang": code}
    return forms.CharField(
        label=format_lazy("{} [{}]", _("Why is it corrected"), code),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=attrs),
    )


class SlipForm(DeskForm):
    """A form whose paper may carry a slip: its code then becomes the receipt code."""

    slip_code = SlipField(
        help_text=_(
            "From a form printed here, like K7M2P-4XQ9T-A. The slip that the person keeps then "
            "works. Without a code a new slip is printed."
        ),
    )

    def clean_slip_code(self):
        code = self.cleaned_data["slip_code"]
        try:
            Proposal.objects.refuse_used_slip(code)
        except forms.ValidationError as used:
            raise forms.ValidationError(used.messages) from used
        return code


class PaperForm(SlipForm):
    """A proposal or question that came on paper, by phone or at a meeting."""

    secret = forms.CharField(label="", required=False, max_length=64, widget=forms.HiddenInput)
    full_name = forms.CharField(label=_("Full name"), required=False, max_length=200)
    phone = PhoneNumberField(label=_("Telephone"), required=False, region="KG")
    email = forms.EmailField(label=_("E-mail"), required=False)
    consent_signed = forms.BooleanField(
        label=_("The consent is signed on the paper"),
        required=False,
        help_text=_("Without it, leave name, telephone and e-mail empty."),
    )
    photo = PhotoUploadField(label=_("Photo of the place"), required=False)

    class Meta:
        model = Proposal
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("secret", receipts.new_secret())
        # On the site words come in by the public form, which asks for consent.
        channel = self.fields["channel"]
        channel.choices = [
            choice for choice in channel.choices if choice[0] != Proposal.Channel.ONLINE
        ]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("consent_signed"):
            return cleaned
        for name in CONTACT:
            if cleaned.get(name):
                self.add_error(
                    name,
                    gettext(
                        "Personal data needs a signed consent. Tick it, or leave this field empty."
                    ),
                )
        return cleaned

    def secret_of_form(self):
        """The secret of this filled-in form; sent twice, it still makes one proposal."""
        return self.cleaned_data.get("secret") or receipts.new_secret()

    def contact(self):
        """The personal data, by column."""
        return {name: self.cleaned_data[name] for name in CONTACT if self.cleaned_data.get(name)}

    def consent(self):
        """The text that was signed, or None."""
        return ConsentText.objects.current() if self.cleaned_data["consent_signed"] else None
