"""One row of the page: a proposal or question of the paper, with hands and decision."""

from django import forms
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from groups.desk.forms import spread
from hearings.forms.slip import SlipField
from hearings.forms.words import TelephoneField, WordsField
from hearings.models import ConsentText, HandVote, Proposal
from hearings.models.choices import Status
from hearings.models.proposal import TEXT_LIMIT, AnotherTextSent
from language.texts import active_language

from .figures import add_hands, note_field, note_of, refuse_hands
from .offered import NOT_STATED

CONTACT = ("full_name", "phone")
DECISION = ("outcome", "reason_code", "detail", "reason")
# A row in which none of these is typed is an empty one.
TYPED = ("text", *CONTACT, *HandVote.FIGURES, "slip_code", *DECISION)
CARRIED = ("village", "sector", "language")
TOO_LONG = ngettext_lazy(
    "The text is too long: %(show_value)d characters. Shorten it to %(limit_value)d character.",
    "The text is too long: %(show_value)d characters. Shorten it to %(limit_value)d characters.",
    "limit_value",
)
# What the doors call otherwise than the row.
COLUMNS = {
    "deferred_to": "detail",
    "referred_to": "detail",
    "merged_into": "detail",
}


def _choice(label):
    sentence = _("Choose one of the answers.")
    return forms.ChoiceField(
        label=label, required=False, error_messages={"invalid_choice": sentence}
    )


class RowForm(forms.Form):
    """What the paper says of one proposal, in one language."""

    use_required_attribute = False

    text = WordsField(
        label=_("Text"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Write what is proposed or asked."),
            "max_length": TOO_LONG,
        },
    )
    village = _choice(_("Village"))
    sector = _choice(_("Topic"))
    full_name = WordsField(label=_("Full name"), required=False, max_length=200)
    phone = TelephoneField(
        label=_("Telephone"),
        required=False,
        region="KG",
        error_messages={
            "invalid": _("Write the telephone number like 0777 123 456, or leave it empty.")
        },
    )
    consent_signed = forms.BooleanField(label=_("Consent signed"), required=False)
    group = _choice(_("From an initiative group"))
    kind = _choice(_("Kind"))
    language = _choice(_("Language"))
    slip_code = SlipField()
    outcome = _choice(_("Decision"))
    reason_code = _choice(_("Kind of reason"))
    detail = WordsField(label=_("Year, body or number"), required=False, max_length=200)
    reason = note_field(_("Reason"))
    sure = forms.BooleanField(label=_("Enter it all the same"), required=False)

    def __init__(self, data=None, *, place, offered, is_first, rights):
        super().__init__(data, prefix=f"r{place}")
        self.place, self.offered, self.rights = place, offered, rights
        self.above = self.saved = None
        self.doubt = ""
        self.resolved = {}
        add_hands(self, HandVote.FIGURES)
        for name, choices in offered.of(is_first).items():
            self.fields[name].choices = choices
        if is_first:
            self.initial = dict(offered.first)
        self.fields["reason"].widget.attrs["lang"] = active_language()
        for name in ("full_name", "phone", "detail"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        if not rights.decide:
            for name in DECISION:
                del self.fields[name]

    # For the template

    @property
    def number(self):
        return self.place + 1 if isinstance(self.place, int) else "__row__"

    def fields_of(self, *names):
        return [self[name] for name in names if name in self.fields]

    def first_line(self):
        return self.fields_of("village", "sector")

    def second_line(self):
        return self.fields_of("group", *HandVote.FIGURES, "kind", "language", "slip_code")

    def decision_line(self):
        return self.fields_of(*DECISION)

    def vote_note_box(self):
        return self["vote_note"] if "vote_note" in self.fields else None

    @property
    def has_decision(self):
        return any(self.data.get(self.add_prefix(name)) for name in DECISION)

    @property
    def asks_whether_sure(self):
        return bool(self.doubt) or self.add_prefix("sure") in self.data

    @property
    def is_blank(self):
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in TYPED)

    # What is typed

    def judge(self, above):
        """Check the row; where it says "as above", the row above is meant."""
        self.above = above
        self.full_clean()
        said = self.cleaned_data
        self.resolved = {name: said.get(name) or self._carried(name) for name in CARRIED}
        if self.saved is not None and not self.errors:
            self._refuse_other_words()

    def _refuse_other_words(self):
        """The page comes back after it was saved: the words must be those that were stored."""
        try:
            self.saved.same_or_refused(self.sent())
        except AnotherTextSent as another:
            self.add_error("text", said_otherwise(another.proposal))

    def _carried(self, name):
        above = self.above.resolved if self.above else {}
        return above.get(name) or self.offered.first[name]

    def clean(self):
        said = super().clean()
        if not said.get("consent_signed"):
            for name in CONTACT:
                if said.get(name):
                    self.add_error(
                        name,
                        gettext(
                            "Personal data needs a signed consent. Tick it, or leave this field "
                            "empty."
                        ),
                    )
        if self.rights.decide:
            self._clean_decision(said)
        return said

    def _clean_decision(self, said):
        outcome = said.get("outcome")
        if not outcome:
            self._refuse_half_a_decision(said)
        elif not self.rights.publish:
            self.add_error(
                "outcome",
                gettext("A decision can be entered only where the words are published at once."),
            )
        else:
            self._clean_details(said, outcome)

    def _clean_details(self, said, outcome):
        if not said.get("reason"):
            self.add_error("reason", gettext("Write the reason in at least one language."))
        if outcome == Status.REJECTED and not said.get("reason_code"):
            self.add_error("reason_code", gettext("Choose the kind of reason for the rejection."))
        elif outcome == Status.DEFERRED and not _is_year(said.get("detail", "")):
            self.add_error("detail", gettext("Enter the year to which it is deferred."))
        elif outcome == Status.MERGED and self._other(said.get("detail", "")) is None:
            self.add_error("detail", gettext("There is no proposal with this number."))

    def _refuse_half_a_decision(self, said):
        if any(said.get(name) for name in ("reason_code", "detail", "reason")):
            self.add_error("outcome", gettext("Choose the decision to which the reason belongs."))

    def _other(self, number):
        return Proposal.objects.filter(number=number.strip()).first()

    def hands(self):
        """The hands as typed, by figure."""
        return {name: self.cleaned_data.get(name) for name in HandVote.FIGURES}

    @property
    def has_hands(self):
        return any(figure is not None for figure in self.hands().values())

    def values(self):
        """What belongs to the proposal itself."""
        group = self.cleaned_data.get("group") or ""
        village = self.resolved["village"]
        return {
            "kind": self.cleaned_data.get("kind") or Proposal.Kind.PROPOSAL,
            "text": self.cleaned_data["text"],
            "language": self.resolved["language"],
            "sector": self.resolved["sector"],
            "village": None if village == NOT_STATED else self.offered.villages.get(village),
            "group": self.offered.groups.get(group),
            "from_group": bool(group),
        }

    def contact(self):
        """The personal data, by column."""
        return {name: self.cleaned_data[name] for name in CONTACT if self.cleaned_data.get(name)}

    def consent(self):
        return ConsentText.objects.current() if self.cleaned_data["consent_signed"] else None

    def sent(self):
        """What was typed, to recognise the same row when it comes again."""
        values = {name: str(value) for name, value in self.values().items()}
        contact = {name: str(value) for name, value in self.contact().items()}
        return values | contact | {"slip_code": self.cleaned_data["slip_code"]}

    def note(self):
        return note_of(self, None)

    def decision(self):
        """What the door of the decision needs; None where the paper states none."""
        said = self.cleaned_data
        outcome = said.get("outcome")
        if not outcome:
            return None
        detail, language = said.get("detail", ""), active_language()
        return {
            "outcome": outcome,
            "reason": {language: said.get("reason", "")},
            "reason_code": said.get("reason_code", ""),
            "deferred_to": int(detail) if outcome == Status.DEFERRED else None,
            "referred_to": {language: detail} if outcome == Status.REFERRED else None,
            "merged_into": self._other(detail) if outcome == Status.MERGED else None,
        }

    # What is refused

    def refuse(self, refusal):
        """Put what a door refused beside the boxes of this row."""
        if hasattr(refusal, "error_dict"):
            for column, name in COLUMNS.items():
                if column in refusal.error_dict and name in self.fields:
                    self.add_error(name, refusal.error_dict.pop(column))
        spread(self, refusal)

    def refuse_hands(self, refusal):
        refuse_hands(self, refusal)

    def doubt_about(self, sentence):
        """Something that is probably a mistake: it needs a tick."""
        self.doubt = sentence
        if not self.cleaned_data.get("sure"):
            self.add_error("text", sentence)


def said_otherwise(proposal):
    return gettext(
        "This page was already saved with other words, as number %(number)s. Open a new page for "
        "another proposal."
    ) % {"number": proposal.number}


def _is_year(text):
    return text.isascii() and text.isdigit() and len(text) == 4
