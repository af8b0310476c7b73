"""What the page says is wrong, after saving was refused and while it is typed."""

from django.utils.translation import gettext

from hearings.models import HandVote

from .figures import HandsForm
from .row import RowForm


def summary(sheet):
    """Every problem with the id of its box, in the order of the page."""
    found = [("", sentence) for sentence in dict.fromkeys(sheet.problems)]
    for form in sheet.forms():
        found += [("", _told(form, sentence)) for sentence in form.non_field_errors()]
        for box in form:
            found += [(box.id_for_label, _told(form, sentence, box)) for sentence in box.errors]
    return found


def notes(sheet):
    """While it is typed: the sentences about figures and hands, as saving would say them."""
    found, participants = _about_figures(sheet)
    for form in (*sheet.sent_hands, *sheet.filled):
        form.full_clean()
        found += [
            (form["in_favour"].id_for_label, _told(form, sentence))
            for sentence in _about_hands(form, participants)
        ]
    return found


def _about_figures(sheet):
    """The sentences about the figures, and how many people came."""
    figures = sheet.figures
    if figures is None:
        return [], sheet.minutes.participants
    figures.full_clean()
    pairs = [] if figures.errors else figures.mismatches(sheet.hearing, sheet.more)
    sentences = [(figures[name].id_for_label, sentence) for name, sentence in pairs]
    return sentences, figures.cleaned_data.get("participants")


def _about_hands(form, participants):
    figures = [form.cleaned_data.get(name) for name in HandVote.FIGURES]
    total = sum(figure or 0 for figure in figures)
    explained = form.cleaned_data.get("vote_note")
    if participants is not None and total > participants and not explained:
        yield gettext("%(hands)d hands in all, but only %(participants)d participants.") % {
            "hands": total,
            "participants": participants,
        }
    if figures[0] is not None and figures[0] == figures[1]:
        yield gettext("A tie: as many for as against.")


def _told(form, sentence, box=None):
    """The sentence with the row, the number or the figure to which it belongs."""
    if isinstance(form, RowForm):
        return gettext("Row %(number)s: %(problem)s") % {"number": form.number, "problem": sentence}
    if isinstance(form, HandsForm):
        return gettext("%(number)s: %(problem)s") % {
            "number": form.proposal.number,
            "problem": sentence,
        }
    if box is None:
        return sentence
    return gettext("%(field)s: %(problem)s") % {"field": box.label, "problem": sentence}
