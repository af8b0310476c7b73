from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.history import act, keep
from hearings.models import LocalAct
from language.money import MoneyColumn, money
from language.texts import fill, is_stated

from .budget import Budget
from .line import BudgetLine
from .line.sums import ZERO, exact
from .public import budget_is_public


class AmendmentQuerySet(models.QuerySet):
    def public(self):
        return self.filter(budget_is_public("budget__"))

    def in_order(self):
        return self.order_by("pk")

    def for_page(self):
        """With the resolution and how much was moved on each side, in one query."""
        change = models.Sum
        return (
            self.select_related("resolution")
            .annotate(
                revenue=change("changes__change", filter=Q(changes__line__side="revenue")),
                expenditure=change("changes__change", filter=Q(changes__line__side="expenditure")),
            )
            .in_order()
        )


class Amendment(models.Model):
    """A resolution of the aiyl kenesh that changes the plan of a year by signed amounts.

    It is only added to the record, never changed or deleted; one entered by mistake is reversed
    by another one that says why.
    """

    budget = models.ForeignKey(
        Budget, models.PROTECT, related_name="amendments", verbose_name=_("budget")
    )
    resolution = models.ForeignKey(
        LocalAct, models.PROTECT, related_name="amendments", verbose_name=_("resolution")
    )
    note = models.TextField(_("public note"), blank=True)
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name=_("amendment that it reverses"),
    )
    at = models.DateTimeField(_("entered"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["pk"]

    def __str__(self):
        number = self.resolution.number
        if not number:
            return str(_("Amendment by a resolution without a number"))
        return str(_("Amendment by resolution %(number)s")) % {"number": number}

    @classmethod
    def make(cls, budget, resolution, changes, *, by, note, now, reverses=None):
        """Store the changes. `Budget.amend` and `reverse` hold the lock and call this."""
        changes = _joined(changes)
        amendment = cls(
            budget=budget, resolution=resolution, reverses=reverses, by=by, at=now or timezone.now()
        )
        fill(amendment, "note", note)
        amendment.full_clean()
        with act(by=by, why=note):
            amendment.save()
            _bring_in_new(budget, [line for line, _change in changes])
            amendment._check(changes)
            made = AmendmentChange.objects.bulk_create(
                AmendmentChange(amendment=amendment, line=line, change=change)
                for line, change in changes
            )
            keep(made, added=True)
        return amendment

    def reverse(self, *, by=None, note, now=None):
        """Undo an amendment that was entered by mistake: the opposite amounts, with a note why."""
        with transaction.atomic():
            budget = Budget.objects.locked(self.budget_id)
            if budget.status != budget.Status.APPROVED:
                raise ValidationError(
                    gettext("This is not possible while the budget is “%(status)s”.")
                    % {"status": budget.get_status_display()}
                )
            if Amendment.objects.filter(Q(reverses=self) | Q(pk=self.pk, reverses__isnull=False)):
                raise ValidationError(gettext("This amendment is reversed already."))
            opposite = [(row.line, -row.change) for row in self.changes.select_related("line")]
            made = Amendment.make(
                budget, self.resolution, opposite, by=by, note=note, now=now, reverses=self
            )
            if not is_stated(made, "note"):
                raise ValidationError({"note": gettext("Write a note that tells everyone why.")})
            budget._leave("amended", by=by, now=now, resolution=self.resolution, note=note)
        return made

    def _check(self, changes):
        """No plan falls below zero, nor below what is spent unless a note says why."""
        lines = {
            line.pk: line
            for line in self.budget.lines.with_figures().filter(
                pk__in=[line.pk for line, _change in changes]
            )
        }
        problems = []
        for line, change in changes:
            if line.pk not in lines:
                raise ValidationError(gettext("A line belongs to another budget."))
            problems += self.problems(lines[line.pk], change)
        if problems:
            raise ValidationError(problems)

    def problems(self, line, change):
        """Sentences that say why a line, read with its figures, cannot be changed by so much."""
        revised = exact(line.revised) + change
        if revised < 0:
            yield gettext(
                "Line %(number)s: the plan of %(plan)s cannot be cut by %(cut)s. "
                "A plan is never below zero."
            ) % {
                "number": line.number,
                "plan": money(exact(line.revised)),
                "cut": money(-change),
            }
        elif (
            change < 0
            and line.executed is not None
            and revised < exact(line.executed)
            and not is_stated(self, "note")
        ):
            yield gettext(
                "Line %(number)s: %(executed)s is executed already, more than the new plan of "
                "%(plan)s. Correct the amount, or say in the note why."
            ) % {
                "number": line.number,
                "executed": money(exact(line.executed)),
                "plan": money(revised),
            }


def _joined(changes):
    """Pairs of lines and amounts to the tiyin, without zeros; refuses a line that comes twice."""
    pairs = [(line, Decimal(change)) for line, change in changes]
    pairs = [(line, change) for line, change in pairs if change]
    if not pairs:
        raise ValidationError(gettext("Enter at least one change."))
    stored = [line.pk for line, _change in pairs if line.pk]
    if len(stored) != len(set(stored)):
        raise ValidationError(gettext("A line stands twice among the changes. Join them."))
    return pairs


def _bring_in_new(budget, lines):
    """Lines that the amendment adds begin with nothing approved."""
    for line in lines:
        if line.pk is None:
            line.budget, line.approved, line.planned_draft = budget, ZERO, ZERO
            line.full_clean()
            line.save()


class AmendmentChangeQuerySet(models.QuerySet):
    def public(self):
        return self.filter(budget_is_public("amendment__budget__"))


class AmendmentChange(models.Model):
    """By how much an amendment changes one line, in som; below zero where it takes away."""

    amendment = models.ForeignKey(
        Amendment, models.PROTECT, related_name="changes", verbose_name=_("amendment")
    )
    line = models.ForeignKey(
        BudgetLine, models.PROTECT, related_name="changes", verbose_name=_("budget line")
    )
    change = MoneyColumn(_("change, som"))

    objects = AmendmentChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a line")
        verbose_name_plural = _("changes of lines")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["amendment", "line"], name="an_amendment_changes_a_line_once"
            ),
            models.CheckConstraint(condition=~Q(change=0), name="a_change_is_never_zero"),
        ]

    def __str__(self):
        return f"{self.line}: {self.change:+}"
