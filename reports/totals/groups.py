"""The figures of initiative groups: who is in them, what they asked for and what came of it."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from groups.models import Aimak, InitiativeGroup, YearlyFigures
from hearings.models import Proposal, ProposalCount
from programs.models import Measure, Result
from reports.ratio import Ratio, Total
from reports.totals.account import Account


@dataclass(frozen=True)
class Deed:
    """A public measure that answers proposals of a group, with what was made."""

    measure: Measure
    results: list


@dataclass(frozen=True)
class Standing:
    """A group with what it asked for and what answers it; None: the groups nobody named."""

    group: InitiativeGroup | None
    account: Account
    deeds: list = field(default_factory=list)


class GroupTotals:
    """The groups that work today, and the public proposals that they made in the years asked for.

    A village narrows to its own groups; the proposals of groups that no paper names are then those
    about the village, and none where one group is chosen. A topic narrows only what they asked for.
    """

    def __init__(self, scope):
        self.scope = scope

    @cached_property
    def groups(self):
        groups = InitiativeGroup.objects.active().with_members().select_related("village")
        return list(self._of_scope(groups))

    @cached_property
    def standings(self):
        """Each group in the order of the alphabet; at the end those that no paper names."""
        accounts, deeds = self._accounts, self._deeds
        rows = [
            Standing(group, accounts.get(group.pk, Account()), deeds[group.pk])
            for group in self.groups
        ]
        if None in accounts:
            rows.append(Standing(None, accounts[None], deeds[None]))
        return rows

    @cached_property
    def account(self):
        """What all of them asked for."""
        return Account.together(self._accounts.values())

    @cached_property
    def measures(self):
        """How many measures answer them: one that answers two groups counts once."""
        return len({deed.measure.pk for deeds in self._deeds.values() for deed in deeds})

    @cached_property
    def members(self):
        return Total.of(group.head_count for group in self.groups)

    @cached_property
    def women(self):
        return Total.of(group.women for group in self.groups)

    @cached_property
    def women_ratio(self):
        """Women of the members, over the groups that state both."""
        return Ratio.of((group.women, group.head_count) for group in self.groups)

    @cached_property
    def at_the_mark(self):
        """The groups that reach the mark of women, of those whose share is known."""
        known = [each for group in self.groups if (each := group.reaches_women_mark) is not None]
        return Ratio(sum(known), len(known))

    @cached_property
    def of_dissolved(self):
        """How many proposals came from groups that no longer work."""
        gone = self._of_scope(InitiativeGroup.objects.dissolved())
        return self._made.of_groups(gone).total()

    @cached_property
    def without_day(self):
        """How many proposals of groups no filter by year can find."""
        if not self.scope.years:
            return 0
        return self._of_these(self._about(ProposalCount.objects)).undated().total()

    # What the aimak reports of its groups

    @cached_property
    def aimak(self):
        return Aimak.objects.current()

    @cached_property
    def by_year(self):
        """Pairs of a year and how many groups there were, as far as stated."""
        return YearlyFigures.objects.group_counts(self.scope.village)

    # Behind them

    @property
    def _made(self):
        return self._of_the_years(ProposalCount.objects)

    @cached_property
    def _asked(self):
        """The proposals themselves."""
        return self._of_these(self._of_the_years(Proposal.objects.public()))

    def _of_the_years(self, proposals):
        proposals = self._about(proposals)
        return proposals.in_years(*self.scope.years) if self.scope.years else proposals

    def _about(self, proposals):
        """Those of the chosen topic."""
        return proposals.narrowed(sector=self.scope.sector)

    def _of_these(self, proposals):
        """Those of the groups listed, and of groups that no paper names."""
        groups = self._of_scope(InitiativeGroup.objects.active()).order_by()
        named = proposals.of_groups(groups)
        if self.scope.group:
            return named
        unnamed = proposals.of_unnamed_groups()
        if self.scope.village:
            unnamed = unnamed.of_village(self.scope.village)
        return proposals.among(named.values("pk"), unnamed.values("pk"))

    def _of_scope(self, groups):
        """The chosen group, or those of the chosen village."""
        if self.scope.group:
            groups = groups.filter(pk=self.scope.group.pk)
        return groups.of_village(self.scope.village) if self.scope.village else groups

    @cached_property
    def _accounts(self):
        rows = self._of_these(self._made).account_by("group")
        return {row["group"]: Account.of(row) for row in rows}

    @cached_property
    def _deeds(self):
        """The measures of each group by its key, those of the latest years first."""
        measures = Measure.objects.public().answering_groups(self._asked)
        made = defaultdict(list)
        for result in Result.objects.of(measures).in_order():
            made[result.measure_id].append(result)
        deeds = defaultdict(list)
        for measure in measures.for_gains().newest_first():
            deeds[measure.for_group].append(Deed(measure, made[measure.pk]))
        return deeds
