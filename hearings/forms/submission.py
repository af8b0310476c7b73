"""The public form: four plain steps on one address, kept together by the browser alone.

Each step sends the answers so far along as hidden fields, so nothing is stored, and nobody's
name lies anywhere, before the last button is pressed.
"""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from attachments.forms import PhotoUploadField
from groups.models import InitiativeGroup, Sex, Village
from hearings import receipts
from hearings.models import Hearing, Proposal
from hearings.models.choices import Sector
from hearings.models.proposal import TEXT_LIMIT, hearing_closed

from .words import MailField, TelephoneField, WordsField

STEPS = ("what", "where", "who", "check")
SEND = "send"
FIELDS = {
    "what": ("kind", "text", "language"),
    "where": ("sector", "village", "hearing", "group"),
    "who": ("full_name", "phone", "email", "sex"),
    "check": ("photo", "consent"),
}
LABELS = {
    "what": _("Your words"),
    "where": _("What it is about"),
    "who": _("About you"),
    "check": _("Check and send"),
}
CONTACT = ("full_name", "phone", "email")
_SALT = "hearings.submission"


def _sentence(required):
    return {"required": required, "invalid_choice": required}


class SubmissionForm(forms.Form):
    """A proposal or question from the site; `Proposal.submit` is behind it."""

    kind = forms.ChoiceField(
        label=_("Is it a proposal or a question?"),
        choices=Proposal.Kind.choices,
        initial=Proposal.Kind.PROPOSAL,
        widget=forms.RadioSelect,
        error_messages=_sentence(_("Choose proposal or question.")),
    )
    text = WordsField(
        label=_("What do you propose or ask?"),
        help_text=_("Say where, what and why. Do not write names or telephone numbers here."),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Write what you propose or ask."),
            "max_length": ngettext_lazy(
                "The text is too long: %(show_value)d characters. Shorten it to %(limit_value)d "
                "character.",
                "The text is too long: %(show_value)d characters. Shorten it to %(limit_value)d "
                "characters.",
                "limit_value",
            ),
        },
    )
    language = forms.ChoiceField(
        label=_("Language of your text"),
        choices=settings.LANGUAGES,
        error_messages=_sentence(_("Choose the language of your text.")),
    )
    sector = forms.ChoiceField(
        label=_("Topic"),
        choices=[("", _("Choose a topic")), *Sector.choices],
        error_messages=_sentence(_("Choose the topic that fits best.")),
    )
    village = forms.ModelChoiceField(
        label=_("Village"),
        queryset=Village.objects.all(),
        empty_label=_("Choose a village"),
        error_messages=_sentence(_("Choose the village that it is about.")),
    )
    hearing = forms.ModelChoiceField(
        label=_("For which hearing"),
        queryset=Hearing.objects.public(),
        required=False,
        empty_label=_("The next hearing"),
        error_messages={"invalid_choice": _("Choose one of the hearings, or “The next hearing”.")},
    )
    group = forms.ModelChoiceField(
        label=_("On behalf of an initiative group"),
        queryset=InitiativeGroup.objects.active(),
        required=False,
        empty_label=_("No, only on my own behalf"),
        error_messages={"invalid_choice": _("Choose one of the initiative groups.")},
    )
    full_name = WordsField(
        label=_("Your name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = TelephoneField(
        label=_("Telephone"),
        required=False,
        region="KG",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={
            "invalid": _("Write the telephone number like 0777 123 456, or leave it empty.")
        },
    )
    email = MailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Write the e-mail address like name@example.kg, or leave it empty.")
        },
    )
    sex = forms.ChoiceField(
        label=_("Woman or man"),
        help_text=_("Only for counting how many women and men take part."),
        required=False,
        choices=[("", _("I would rather not say")), *Sex.choices],
        error_messages=_sentence(_("Choose one of the answers.")),
    )
    photo = PhotoUploadField(
        label=_("Photo of the place"),
        help_text=_("One picture, up to 10 MB. Do not photograph people."),
        required=False,
    )
    consent = forms.BooleanField(
        label=_("I consent to the processing of personal data as written above."),
        error_messages={"required": _("Tick the box of consent: without it we cannot take it in.")},
    )
    # A trap for machines; a person never sees it.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1"}))
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Only open hearings are offered; a closed one that comes back is told why it is refused.
        self.fields["hearing"].queryset = Hearing.objects.public()
        self.fields["hearing"].widget.choices = self._open_hearings

    def _open_hearings(self):
        hearings = Hearing.objects.taking_proposals()
        return [
            ("", self.fields["hearing"].empty_label),
            *((each.pk, each.heading) for each in hearings),
        ]

    # Opening and turning pages

    @classmethod
    def fresh(cls, hearing=None):
        """An empty form with a secret of its own."""
        return cls(initial={"token": _new_token(), "language": get_language(), "hearing": hearing})

    def turned(self):
        """The same answers, not judged yet: for showing another step."""
        names = [name for name in self.fields if name not in FIELDS["check"]]
        answers = {name: self._kept(name) for name in names}
        answers["token"] = answers["token"] if self.secret() else _new_token()
        return type(self)(initial=answers)

    def _kept(self, name):
        return self.fields[name].bound_data(self.data.get(name, ""), "")

    @property
    def target(self):
        """The step that the pressed button asks for."""
        asked = self.data.get("go", SEND)
        return asked if asked in STEPS else SEND

    def first_wrong_step(self):
        """The first step before the target whose answers need mending; None if all are well."""
        before = STEPS if self.target == SEND else STEPS[: STEPS.index(self.target)]
        return next((step for step in before if self.errors_of(step)), None)

    @staticmethod
    def carried(step):
        """The fields that a step carries along unseen: the answers of the other steps."""
        typed = (name for each in STEPS[:-1] for name in FIELDS[each] if each != step)
        return [*typed, "website", "token"]

    def refuse(self, error):
        """Show what the door refused beside the fields it names."""
        messages = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
        for name, sentences in messages.items():
            self.add_error(name if name in self.fields else None, sentences)

    def errors_of(self, step):
        return {name: self.errors[name] for name in FIELDS[step] if name in self.errors}

    # What is sent

    def clean_hearing(self):
        hearing = self.cleaned_data["hearing"]
        if hearing and not hearing.takes_proposals():
            raise forms.ValidationError(hearing_closed(hearing))
        return hearing

    def secret(self):
        """The form's secret, or None where the form is not one of ours."""
        return self._opened()[0]

    def age(self):
        """How long ago the form was opened; nothing at all for a form that is not ours."""
        opened = self._opened()[1]
        return timedelta(seconds=timezone.now().timestamp() - opened)

    def _opened(self):
        try:
            secret, opened = signing.loads(self.data.get("token", ""), salt=_SALT)
        except (signing.BadSignature, ValueError):
            return None, timezone.now().timestamp()
        return secret, opened

    def values(self):
        """The answers that belong to the proposal itself."""
        names = (*FIELDS["what"], *FIELDS["where"], "sex")
        answers = {name: self.cleaned_data[name] for name in names}
        if answers["hearing"] is None:
            answers["hearing"] = Hearing.objects.taking_proposals(timezone.now()).first()
        return answers

    def contact(self):
        """The personal data, kept apart."""
        return {name: self.cleaned_data[name] or "" for name in CONTACT}

    def sent(self):
        """What was typed, to recognise the same form when it comes again."""
        names = [name for step in STEPS for name in FIELDS[step] if name != "photo"]
        return {name: self.data.get(name, "") for name in names}

    def answers(self):
        """The answers to look through before sending: label, value, step, field."""
        shown = []
        for step in STEPS[:-1]:
            for name in FIELDS[step]:
                if self.data.get(name) or name == "hearing":
                    shown.append((self.fields[name].label, self._shown(name), step, name))
        return shown

    def _shown(self, name):
        value = self.cleaned_data.get(name)
        if name == "hearing" and value is None:
            return self.fields["hearing"].empty_label
        choices = dict(getattr(self.fields[name], "choices", ())) if isinstance(value, str) else {}
        return choices.get(value, value)


def _new_token():
    return signing.dumps([receipts.new_secret(), timezone.now().timestamp()], salt=_SALT)
