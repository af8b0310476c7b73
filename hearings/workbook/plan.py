"""What a file would add to a hearing: worked out whole, with nothing written."""

import hashlib
from functools import cached_property

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from hearings.models import Proposal
from hearings.workbook.earlier import find_earlier
from hearings.workbook.entry import Entries
from hearings.workbook.figures import Figures, stage_problem
from hearings.workbook.votes import compare_votes
from language.words import folded

# Each row passes the whole door of proposals while nobody else can write: some ten seconds.
MOST_AT_ONCE = 300


class Plan:
    """What a file states against the hearing as it stands.

    `complaints` are about the file as a whole, `figure_problems` and `problems` about the cells of
    its two sheets: with any of them nothing is taken in. `warnings` do not stand in the way.
    """

    def __init__(self, hearing, stated, digest):
        self.hearing, self.file_digest = hearing, digest
        entries = Entries()
        self.figures = Figures(hearing, stated.figures)
        self.entries = [entries.made_of(row) for row in stated.proposals]
        find_earlier(hearing, digest, self.entries)
        compare_votes(hearing, self.entries, self.figures, entries.refuse)
        self.complaints = [*stage_problem(hearing), *stated.complaints, *self._too_many()]
        self.figure_problems = _in_order([*stated.figure_problems, *self.figures.problems])
        self.problems = _in_order([*stated.problems, *entries.problems])

    # What it amounts to

    @cached_property
    def new(self):
        return [entry for entry in self.entries if entry.is_new]

    @cached_property
    def earlier(self):
        return [entry for entry in self.entries if not entry.is_new]

    @cached_property
    def votes(self):
        return [entry for entry in self.entries if entry.votes]

    def _too_many(self):
        if len(self.new) > MOST_AT_ONCE:
            yield _(
                "The file would enter %(count)s new rows, and at most %(most)s are entered at "
                "once. Divide it into several files and bring them one by one."
            ) % {"count": number_format(len(self.new)), "most": number_format(MOST_AT_ONCE)}

    @property
    def is_empty(self):
        """Whether the file adds nothing to what is stored."""
        return not (self.new or self.votes or self.figures.new)

    @property
    def is_refused(self):
        return bool(self.complaints or self.figure_problems or self.problems)

    @property
    def can_be_taken_in(self):
        return not self.is_refused and not self.is_empty

    @cached_property
    def warnings(self):
        return [*self.figures.warnings, *self._said_twice(), *self._fewer_than_entered()]

    def _said_twice(self):
        seen = {}
        for entry in self.new:
            first = seen.setdefault(folded(entry.values["text"]), entry)
            if first is not entry and entry.values["text"]:
                yield _(
                    "Row %(row)s has the same words as row %(first)s. Both will be entered; delete "
                    "one of them if it was said once."
                ) % {"row": str(entry.row), "first": str(first.row)}

    def _fewer_than_entered(self):
        """Reported figures may be fewer than the list only until the proposals are published."""
        minutes = self.figures.minutes
        if minutes is None or minutes.items_received is None or not self.new:
            return
        refused = [Proposal.Status.DECLINED, Proposal.Status.WITHDRAWN]
        listed = self.hearing.proposals.exclude(status__in=refused).count() + len(self.new)
        if listed > minutes.items_received:
            yield _(
                "The minutes report %(reported)d proposals and questions; with this file "
                "%(listed)d are entered one by one. Compare with the paper."
            ) % {"reported": minutes.items_received, "listed": listed}

    def digest(self):
        """The same for the same additions: whoever agreed to one plan agreed to no other."""
        figures = sorted(self.figures.new.items())
        entries = [entry.plain() for entry in self.entries]
        text = repr([self.hearing.pk, self.file_digest, figures, entries])
        return hashlib.sha256(text.encode()).hexdigest()


def _in_order(problems):
    return sorted(problems, key=lambda each: (each.row, len(each.column), each.column))
