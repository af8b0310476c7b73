"""The figures of the minutes and the hands for what is already entered, as boxes of the page."""

from copy import copy

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from groups.desk.forms import spread
from hearings.forms.words import WordsField
from hearings.models import HandVote, Minutes
from language.numbers import CountField
from language.texts import active_language, is_stated

from .merging import Merging

TEXTS = ("discrepancy", "summary")
LONGEST_NOTE = 5000


class FiguresForm(Merging, forms.Form):
    """The figures in the order of the paper; its texts in the language of the page."""

    use_required_attribute = False

    def __init__(self, *args, minutes, **kwargs):
        super().__init__(*args, **kwargs)
        self.minutes = minutes
        for name in Minutes.FIGURES:
            self.fields[name] = count(_label(Minutes, name), getattr(minutes, name, None))
        for name in TEXTS:
            self.fields[name] = note_field(
                _label(Minutes, name),
                initial=getattr(minutes, f"{name}_{active_language()}", None) or "",
                help_text=Minutes._meta.get_field(name).help_text,
                widget=forms.Textarea,
            )

    def figures(self):
        return [self[name] for name in Minutes.FIGURES]

    def texts(self):
        return [self[name] for name in TEXTS]

    def values(self):
        """What shall be stored, by column."""
        said = self.cleaned_data
        texts = {f"{name}_{active_language()}": said.get(name, "") for name in TEXTS}
        return {name: said.get(name) for name in Minutes.FIGURES} | texts

    def candidate(self, hearing):
        """The minutes as they would be stored."""
        # By key: minutes that are only tried must not become those of the hearing.
        minutes = copy(self.minutes) if self.minutes else Minutes(hearing_id=hearing.pk)
        for name, value in self.values().items():
            setattr(minutes, name, value)
        return minutes

    def check_together(self, hearing, more):
        """The sentences of the minutes beside their figures, unless the paper is explained."""
        for name, sentence in self.mismatches(hearing, more):
            self.add_error(name, sentence)

    def mismatches(self, hearing, more):
        candidate = self.candidate(hearing)
        return [] if is_stated(candidate, "discrepancy") else candidate.mismatches(more)

    def refuse(self, refusal):
        spread(self, refusal)


class HandsForm(Merging, forms.Form):
    """The hands raised for one proposal that is already entered."""

    use_required_attribute = False

    def __init__(self, *args, proposal, vote, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposal, self.vote = proposal, vote
        add_hands(self, HandVote.FIGURES, vote)
        for name in HandVote.FIGURES:
            widget = self.fields[name].widget
            widget.attrs["aria-label"] = f"{self.fields[name].label}, {proposal.number}"

    def hand_boxes(self):
        return [self[name] for name in HandVote.FIGURES]

    def vote_note_box(self):
        return self["vote_note"] if "vote_note" in self.fields else None

    def values(self):
        said = self.cleaned_data
        return {name: said.get(name) for name in HandVote.FIGURES} | note_of(self, self.vote)

    def refuse(self, refusal):
        refuse_hands(self, refusal)

    @property
    def is_tie(self):
        return self.vote is not None and self.vote.is_tie


def count(label, initial=None):
    """A box for a number of people or things."""
    field = CountField(label=label, required=False, initial=initial)
    field.widget.attrs |= {"autocomplete": "off", "class": "sheet-count"}
    return field


def note_field(label, *, initial="", help_text="", widget=forms.TextInput):
    """A text in the language of the page."""
    attrs = {"lang": active_language(), "autocomplete": "off"}
    if widget is forms.Textarea:
        attrs["rows"] = 2
    return WordsField(
        label=label,
        required=False,
        max_length=LONGEST_NOTE,
        initial=initial,
        help_text=help_text,
        widget=widget(attrs=attrs),
    )


def add_hands(form, names, vote=None):
    """The three boxes, and the note where it was asked for or is written already."""
    for name in names:
        form.fields[name] = count(_label(HandVote, name), getattr(vote, name, None))
    said = getattr(vote, f"note_{active_language()}", "") or ""
    if said or form.add_prefix("vote_note") in form.data:
        form.fields["vote_note"] = vote_note(said)


def vote_note(initial=""):
    return note_field(
        _("Where the paper reports more hands than people, write why."), initial=initial
    )


def note_of(form, vote):
    """The note as the door takes it: the other languages stay. Nothing where it was not asked."""
    if "vote_note" not in form.fields:
        return {}
    kept = {code: getattr(vote, f"note_{code}", "") or "" for code in ("ky", "ru", "en")}
    return {"note": kept | {active_language(): form.cleaned_data.get("vote_note", "")}}


def refuse_hands(form, refusal):
    """What the door of the hands refused; then there is also room to say why it is so."""
    spread(form, refusal)
    if "vote_note" not in form.fields:
        form.fields["vote_note"] = vote_note()


def _label(model, name):
    return capfirst(model._meta.get_field(name).verbose_name)
