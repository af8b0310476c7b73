"""The words of closed lists and headings, recognised in each language of the portal."""

from collections import defaultdict
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from language.folding import fold, repair_lookalikes

_MARKS = " .:;,*"


def tidy(text):
    """A text on one line, with Kyrgyz letters for look-alikes: so it is stated and compared."""
    return " ".join(repair_lookalikes(text).split())


def folded(text):
    """A heading or a word as it is compared: in any case, from any keyboard."""
    return fold(str(text)).strip(_MARKS)


def quoted(names):
    """Names that may be written, in the quotation marks of the reader's language."""
    return ", ".join(gettext("“%(text)s”") % {"text": name} for name in names)


def in_each_language(text):
    """The different wordings of a lazy text."""
    wordings = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            wordings.append(str(text))
    return list(dict.fromkeys(wordings))


class Names:
    """What words mean: each stands for one thing, unless two things have the same name."""

    def __init__(self, pairs):
        self._meant = defaultdict(list)
        for name, thing in pairs:
            if thing not in self._meant[folded(name)]:
                self._meant[folded(name)].append(thing)

    def meant_by(self, text):
        """The things of this name: none, one, or the several that share it."""
        return self._meant.get(folded(text), [])


@cache
def names_of(choices, also=()):
    """The values of a closed list by their names in each language, by their keys, and by `also`."""
    own = [
        (name, member.value)
        for member in choices
        for name in (member.value, *in_each_language(member.label))
    ]
    return Names([*own, *also])
