"""The same paper entered twice: by one clerk in two rows, or by two clerks."""

from django.utils.translation import gettext

from language.folding import fold

_MARKS = " .,;:!?…«»\"'()–—-"
# So much of the longer words two texts share that tell of one thing.
_ALIKE = 0.6


def same(text):
    """What two texts have in common that a reader takes for the same."""
    return fold(text).strip(_MARKS)


def look_for_doubles(rows, entered):
    """Tell each row whose text stands in a row above or is entered already."""
    numbers = {same(proposal.text): proposal.number for proposal in entered}
    places = {}
    for row in rows:
        text = same(row.cleaned_data.get("text", ""))
        if not text:
            continue
        if text in places:
            sentence = gettext("The same text stands in row %(number)s.")
            row.doubt_about(sentence % {"number": places[text]})
        elif text in numbers:
            sentence = gettext("The same text is already entered as %(number)s.")
            row.doubt_about(sentence % {"number": numbers[text]})
        places.setdefault(text, row.number)


def alike(proposal, rows):
    """The number of the first row that tells of the same as the proposal; None for none."""
    words = _words(proposal.text)
    for row in rows:
        own = _words(row.data.get(row.add_prefix("text"), ""))
        if own and words and len(own & words) >= _ALIKE * max(len(own), len(words)):
            return row.number
    return None


def _words(text):
    """The beginnings of the longer words: endings change with the sentence."""
    return {word[:5] for word in same(text).split() if len(word) > 3}
