"""The figures of proposals: what was received, and how far each of them came."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from budget.models import BudgetLine
from groups.models import InitiativeGroup, Sex, Village
from hearings.models import Proposal, ProposalCount
from hearings.models.choices import Status
from programs.models import Measure
from reports.totals.account import Account
from reports.totals.days import Days

# A smaller number would point at a person whom the neighbours know. A figure by sex is told only
# where each sex has so many, and of all proposals together: who takes the figures of two choices
# from each other would learn who wrote the few that lie between them.
FEWEST_OF_A_SEX = 5
# By what is told by sex, each figure a part of the one before it.
BY_SEX = ("received", "decided", "accepted")

# By what proposals are told apart.
PROPERTIES = ("kind", "village", "sector", "channel", "group", "from_group", "sex")


@dataclass(frozen=True)
class Station:
    """A station of the way: how many reached it, and how many of them are proposals."""

    key: str
    count: int
    proposals: int


class Chosen:
    """Narrows the register, or its counts, to what a reader asked about."""

    def __init__(self, scope):
        self.scope = scope

    def _chosen(self, proposals):
        proposals = self._fitting(proposals)
        return proposals.in_years(*self.scope.years) if self.scope.years else proposals

    def _fitting(self, proposals):
        """Those of the chosen village, topic, kind and group, whatever their year."""
        scope = self.scope
        return proposals.narrowed(
            village=scope.village, sector=scope.sector, kind=scope.kind, group=scope.group
        )


class ProposalTotals(Chosen):
    """The public proposals and questions of a scope, counted as the register counts them."""

    # The way from received to done

    @cached_property
    def total(self):
        return Account.together(account for _cell, account in self._cells)

    @cached_property
    def stations(self):
        """From received to done. An old paper may tell of the deed and not of the decision."""
        lines = BudgetLine.objects.public().expenditure()
        answered = Measure.objects.public().answered()
        return [
            self._station("received"),
            self._station("decided"),
            self._station("accepted"),
            _station("planned", self.proposals.among(answered).counted_by("kind")),
            _station(
                "funded",
                self.proposals.among(lines.named(), lines.measured()).counted_by("kind"),
            ),
            self._station("begun"),
            self._station("implemented"),
        ]

    @cached_property
    def questions(self):
        """How many of what was received are questions."""
        return self._by_kind[Proposal.Kind.QUESTION].received

    @cached_property
    def without_day(self):
        """How many no filter by year can find."""
        return self._fitting(ProposalCount.objects).undated().total() if self.scope.years else 0

    # By what and from whom

    @cached_property
    def by_village(self):
        """Pairs of a village and its account, also where nothing came; None: not stated."""
        found = self._by("village")
        rows = [(village, found.get(village.pk, Account())) for village in Village.objects.all()]
        return rows + _stated_nowhere(found)

    @cached_property
    def by_sector(self):
        """Pairs of a topic and its account, the most frequent first."""
        return sorted(self._by("sector").items(), key=lambda pair: (-pair[1].received, pair[0]))

    @cached_property
    def by_channel(self):
        """Pairs of a channel and its account, in the order of the list."""
        found = self._by("channel")
        return [(channel, found[channel]) for channel in Proposal.Channel if channel in found]

    @cached_property
    def by_group(self):
        """Pairs of a named group and its account, in the order of the alphabet."""
        groups = InitiativeGroup.objects.filter(pk__in=[key for key, _from in self._groups if key])
        return [(group, self._groups[group.pk, True]) for group in groups]

    @property
    def of_unnamed_groups(self):
        return self._groups.get((None, True), Account())

    @property
    def of_no_group(self):
        return self._groups.get((None, False), Account())

    @cached_property
    def by_sex(self):
        """Women's and men's proposals and those of which neither is stated; None: too few."""
        found = self._by("sex")
        split = {sex: found.get(sex, Account()) for sex in (*Sex.values, "")}
        return split if self._figures_by_sex(split) else None

    @property
    def told_by_sex(self):
        """Which figures of `by_sex` count enough of each sex to be told."""
        return self._figures_by_sex(self.by_sex)

    def _figures_by_sex(self, split):
        told, whole = [], None
        for figure in BY_SEX:
            if not all(_hides_each(split[sex], figure, whole) for sex in Sex.values):
                break
            told.append(figure)
            whole = figure
        return told

    # Refusals and time

    @cached_property
    def refusals(self):
        """Pairs of a kind of reason and how many were rejected for it, the most frequent first."""
        return _most_first(self.proposals.refusals_by_reason())

    @cached_property
    def days(self):
        return Days(self.proposals.days_to_decision())

    @cached_property
    def proposals(self):
        return self._chosen(Proposal.objects.public())

    # Behind them

    def _station(self, figure):
        counts = {kind: getattr(one, figure) for kind, one in self._by_kind.items()}
        return _station(figure, counts)

    @cached_property
    def _by_kind(self):
        return dict.fromkeys(Proposal.Kind.values, Account()) | self._by("kind")

    @cached_property
    def _groups(self):
        return self._by("group", "from_group")

    def _by(self, *properties):
        """{a property, or several: the account of all proposals that have it}."""
        together = defaultdict(list)
        for cell, account in self._cells:
            having = tuple(cell[each] for each in properties)
            together[having if len(having) > 1 else having[0]].append(account)
        return {having: Account.together(some) for having, some in together.items()}

    @cached_property
    def _cells(self):
        """Each make of proposals with its account: from these all others are added up."""
        counted = self._chosen(ProposalCount.objects).account_by(*PROPERTIES)
        overdue = self.proposals.overdue().count_by(*PROPERTIES)
        return [(row, Account.of(row)) for row in counted] + [
            (row, Account(overdue=row["count"])) for row in overdue
        ]


class UnpublishedTotals(Chosen):
    """What only insiders learn, as counts: proposals of a scope that nobody else may read."""

    @cached_property
    def proposals(self):
        return self._chosen(Proposal.objects.unpublished())

    @cached_property
    def by_status(self):
        """How many are checked, sent back, not published, withdrawn before they were."""
        found = self.proposals.counted_by("status")
        statuses = (Status.SUBMITTED, Status.RETURNED, Status.DECLINED, Status.WITHDRAWN)
        return [(status, found.get(status, 0)) for status in statuses]

    @cached_property
    def overdue(self):
        """How many wait to be checked although the day to answer has passed."""
        return self.proposals.overdue().count()

    @cached_property
    def declined(self):
        """Pairs of a kind of reason and how many were not published for it."""
        return _most_first(self.proposals.declined_by_reason())


def _station(key, by_kind):
    return Station(key, sum(by_kind.values()), by_kind.get(Proposal.Kind.PROPOSAL, 0))


def _stated_nowhere(found):
    return [(None, found[None])] if None in found else []


def _hides_each(account, figure, whole):
    """Whether a figure counts enough people, and leaves of its whole either nobody or enough."""
    count = getattr(account, figure)
    left = getattr(account, whole) - count if whole else 0
    return count >= FEWEST_OF_A_SEX and (left == 0 or left >= FEWEST_OF_A_SEX)


def _most_first(counts):
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0] or ""))
