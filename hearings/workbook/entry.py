"""A row of proposals as it will be entered, or why it cannot be."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from attachments.workbook.headings import Stated
from hearings.models import Proposal
from hearings.models.choices import Sector
from hearings.workbook import register
from hearings.workbook.columns import CONTACT, HANDS, heading
from language.labels import label
from language.words import quoted


@dataclass(slots=True)
class Entry:
    """A proposal or question of the file: its values, its proposer and its hands."""

    stated: Stated
    values: dict
    contact: dict
    has_consent: bool
    hands: dict
    # The proposal that was entered before, by this file or by its words.
    earlier: Proposal | None = None
    # Whether the hands are to be recorded: those of an earlier proposal may stand already.
    votes: bool = field(default=False)

    @property
    def row(self):
        return self.stated.row.number

    @property
    def is_new(self):
        return self.earlier is None

    @property
    def kind_text(self):
        return label(Proposal.Kind, self.values["kind"])

    @property
    def sector_text(self):
        return label(Sector, self.values["sector"])

    @property
    def language_text(self):
        return dict(settings.LANGUAGES).get(self.values["language"], "")

    @property
    def group_text(self):
        if self.values["group"] is not None:
            return str(self.values["group"])
        return _("From a group") if self.values["from_group"] else ""

    @property
    def proposer_text(self):
        return ", ".join(str(value) for value in self.contact.values())

    @property
    def hands_text(self):
        if not self.hands:
            return ""
        return "/".join("–" if hands is None else str(hands) for hands in self.hands.values())

    def plain(self):
        """The entry as plain data, the same for the same entry."""
        values = {name: getattr(value, "pk", value) for name, value in self.values.items()}
        contact = {name: str(value) for name, value in self.contact.items()}
        earlier = self.earlier.pk if self.earlier else None
        return [self.row, values, contact, self.has_consent, self.hands, earlier, self.votes]


class Entries:
    """Makes entries of the rows of a sheet; gathers what is wrong with them."""

    def __init__(self):
        self.villages, self.groups = register.villages(), register.initiative_groups()
        self.problems = []

    def made_of(self, stated):
        """The entry of a row; what is wrong with it stands among the problems."""
        values = stated.values
        entry = Entry(
            stated,
            {
                "kind": values.get("kind", Proposal.Kind.PROPOSAL.value),
                "text": values.get("text", ""),
                "language": values.get("language", ""),
                "village": self._found(stated, "village", self.villages),
                "sector": values.get("sector", Sector.OTHER.value),
                "group": self._found(stated, "group", self.groups),
                "from_group": values.get("from_group", False),
            },
            {name: values[name] for name in CONTACT if name in values},
            values.get("consent", False),
            {name: values.get(name) for name in HANDS} if _has_hands(values) else {},
        )
        self._require(stated)
        self._refuse_without_consent(entry)
        return entry

    def refuse(self, stated, key, what, remedy):
        self.problems.append(stated.problem(key, what, remedy))

    def _require(self, stated):
        if not stated.states("text"):
            self.refuse(
                stated,
                "text",
                _("The row has no text."),
                _("Write the words of the proposal or question, or delete the row."),
            )
        if not stated.states("language"):
            names = [name for _code, name in settings.LANGUAGES]
            self.refuse(
                stated,
                "language",
                _("The row does not say in which language its text is."),
                _("Write one of these: %(known)s.") % {"known": quoted(names)},
            )

    def _refuse_without_consent(self, entry):
        if entry.has_consent or "consent" in entry.stated.unread:
            return
        for key in entry.contact:
            self.refuse(
                entry.stated,
                key,
                _("Personal data needs a signed consent."),
                _("Write “Yes” under “%(heading)s”, or leave this cell empty.")
                % {"heading": heading("consent")},
            )

    def _found(self, stated, key, named):
        text = stated.values.get(key)
        if text is None:
            return None
        found = named.meant_by(text)
        if len(found) == 1:
            return found[0]
        shown = text if len(text) <= 60 else f"{text[:59]}…"
        if found:
            what = _("Several have the name “%(text)s”.") % {"text": shown}
            remedy = _("Leave the cell empty and choose it at the desk.")
        else:
            what = _("“%(text)s” is not in the list.") % {"text": shown}
            remedy = _("Write one of these: %(known)s.") % {"known": quoted(named.names())}
        self.refuse(stated, key, what, remedy)
        return None


def _has_hands(values):
    return any(name in values for name in HANDS)
