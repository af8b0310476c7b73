"""The texts of a row and what it names: both may change whatever the state of the budget."""

from django.utils.translation import gettext as _

from budget.workbook.columns import TITLES
from budget.workbook.difference import Change
from budget.workbook.words import tidy
from language.texts import active_language
from language.words import quoted


class Links:
    """Compares titles, villages, measures and proposals; a part of `Comparing`."""

    def __init__(self, comparing):
        self.register, self.refuse = comparing.register, comparing.refuse

    def compare(self, difference):
        self._compare_titles(difference)
        self._compare_village(difference)
        self._compare_measure(difference)
        self._compare_proposals(difference)

    def _compare_titles(self, difference):
        line, stated = difference.line, difference.stated
        for key in TITLES:
            if key in stated.values and tidy(getattr(line, key)) != stated.values[key]:
                difference.put(key, key, stated.values[key])
        if difference.is_new and not any(map(stated.states, TITLES)):
            self.refuse(
                stated,
                f"title_{active_language()}",
                _("The line has no title."),
                _("Write it in at least one language."),
            )

    def _compare_measure(self, difference):
        line, stated = difference.line, difference.stated
        measure = stated.values.get("measure")
        if measure in (None, line.measure_id):
            return
        if measure in self.register.measures:
            difference.put("measure", "measure_id", measure)
        else:
            self.refuse(
                stated,
                "measure",
                _("There is no measure with the number %(number)s.") % {"number": str(measure)},
                _("Write the number that stands in the address of the measure’s page."),
            )

    def _compare_village(self, difference):
        name = difference.stated.values.get("village")
        villages, stored = self.register.villages, difference.line.village_id
        meant = villages.meant_by(name) if name else [stored]
        if stored in meant:
            return
        if len(meant) == 1:
            difference.put("village", "village_id", meant[0])
        elif meant:
            self.refuse(
                difference.stated,
                "village",
                _("Several villages are called “%(name)s”.") % {"name": name},
                _("Leave the cell empty and choose the village on the page of the line."),
            )
        else:
            self.refuse(
                difference.stated,
                "village",
                _("There is no village “%(name)s” in the aimak.") % {"name": name[:60]},
                _("Write one of these: %(known)s.") % {"known": quoted(villages.names()[:20])},
            )

    def _compare_proposals(self, difference):
        line, stated = difference.line, difference.stated
        numbers = stated.values.get("proposals")
        if numbers is None:
            return
        known = line.named | self.register.proposals
        unknown = [number for number in numbers if number not in known]
        if unknown:
            self.refuse(
                stated,
                "proposals",
                _("There is no published proposal with the number %(number)s.")
                % {"number": ", ".join(unknown[:5])[:100]},
                _("Check the number, for example 2026-00012."),
            )
            return
        wished = {number: known[number] for number in numbers}
        difference.added = [key for number, key in wished.items() if number not in line.named]
        difference.removed = [key for number, key in line.named.items() if number not in wished]
        if difference.added or difference.removed:
            old, new = (", ".join(sorted(names)) for names in (line.named, wished))
            difference.changes.append(Change("proposals", old, new))
