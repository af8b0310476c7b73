"""Two clerks at one paper: what was not touched here keeps what the other one stored."""

from django.utils.translation import gettext

from groups.desk import seen
from groups.desk.forms import readable


def plain(value):
    """A text with the line breaks of one kind: a browser sends others than it was given."""
    return "\n".join(value.splitlines()) if isinstance(value, str) else value


class Merging:
    """A form over stored values, which are its initial ones.

    A field differs from what is stored for one of three reasons: it was typed here, or changed
    elsewhere since the page was opened, or both. The last is a conflict and shows both versions.
    """

    def stored(self, name):
        value = plain(self.get_initial_for_field(self.fields[name], name))
        return None if value == "" else value

    def marks(self):
        """Keyed marks of what the page shows."""
        return {name: _mark(name, self.stored(name)) for name in self.fields}

    def merge(self, before):
        """Leave in `cleaned_data` what shall stand; True where both clerks typed."""
        contested = False
        for name in self.fields:
            if self.add_prefix(name) not in self.data:
                # The page that came back had no such box.
                self._show_stored(name)
                continue
            if name not in self.cleaned_data:
                contested |= self._meet_unreadable(name, before)
                continue
            typed = self.cleaned_data[name] = plain(self.cleaned_data[name])
            stored = self.stored(name)
            typed = None if typed == "" else typed
            if typed == stored:
                continue
            shown = before.get(name, _mark(name, stored))
            if _mark(name, typed) == shown:
                self._show_stored(name)
            elif shown != _mark(name, stored):
                contested = True
                self.add_error(name, both_versions(self.fields[name], stored, typed))
        return contested

    def _meet_unreadable(self, name, before):
        """What was typed is no number, and somebody else stored one meanwhile."""
        stored = self.stored(name)
        if before.get(name, _mark(name, stored)) == _mark(name, stored):
            return False
        typed = self.data.get(self.add_prefix(name))
        self.add_error(name, both_versions(self.fields[name], stored, typed))
        return True

    def is_typed(self):
        """Whether something here differs from what is stored."""
        return any(
            (None if value == "" else value) != self.stored(name)
            for name, value in self.cleaned_data.items()
        )

    def _show_stored(self, name):
        """Somebody else's value: it stands, and the box holds it should the page come back."""
        stored = self.stored(name)
        text = "" if stored is None else str(stored)
        self.cleaned_data[name] = self.fields[name].clean(text)
        self.data[self.add_prefix(name)] = text


def both_versions(field, stored, typed):
    nothing = gettext("nothing")
    return gettext(
        "Somebody else changed this meanwhile. Stored now: %(stored)s. You typed: %(typed)s."
    ) % {"stored": readable(field, stored) or nothing, "typed": readable(field, typed) or nothing}


def _mark(name, value):
    return seen.mark(name, "" if value is None else value)
