"""The doors through which a budget is heard, approved, amended, executed and reported."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from groups.history import act, keep
from language.money import money
from language.texts import fill, is_stated

from ..choices import Side, Status
from ..step import BudgetStep

Verb = BudgetStep.Verb


class BudgetDoors:
    """Every way to change where a budget stands. Each locks, checks and leaves a `BudgetStep`."""

    def hear(self, hearing, *, by=None, now=None):
        """The draft was put to a public hearing; from now on everyone may read it."""
        with self._locked(Status.DRAFT):
            if not hearing.published_at:
                raise ValidationError({"hearing": gettext("Choose a published hearing.")})
            self.status, self.hearing, self.is_public = Status.HEARD, hearing, True
            self._close(Verb.HEARD, by=by, now=now)

    def approve(
        self, resolution, *, by=None, revenue=None, expenditure=None, discrepancy=None, now=None
    ):
        """The aiyl kenesh approves the draft; its figures become the approved ones, for good.

        `revenue` and `expenditure` are the totals that the resolution prints (None: it prints
        none). Where they differ from the sums of the lines, or the expenditure is more than the
        revenue, a note on discrepancies must say why. Raises ValidationError with both numbers.
        """
        with self._locked(Status.DRAFT, Status.HEARD):
            self.resolution_revenue, self.resolution_expenditure = revenue, expenditure
            if discrepancy is not None:
                fill(self, "discrepancy", discrepancy)
            self._check_lines()
            self._check_totals()
            self.lines.update(approved=F("planned_draft"))
            self.status, self.resolution, self.is_public = Status.APPROVED, resolution, True
            self._close(Verb.APPROVED, by=by, now=now, resolution=resolution)
            self._keep_lines(by=by)

    def amend(self, resolution, changes, *, by=None, note=None, now=None):
        """A resolution changes the plan by signed amounts: `changes` pairs lines with them.

        A line that is not stored yet comes in with nothing approved. Returns the Amendment.
        Raises ValidationError where a plan would fall below zero, or below what is spent and no
        note says why.
        """
        from ..amendment import Amendment

        with self._locked(Status.APPROVED):
            amendment = Amendment.make(self, resolution, changes, by=by, note=note, now=now)
            self._leave(Verb.AMENDED, by=by, now=now, resolution=resolution, note=note)
        return amendment

    def record_execution(self, entries, *, by=None, now=None):
        """Take in what officials report as executed since the year's beginning.

        `entries`: (line, quarter, amount, note) for each figure. All are taken or none. Figures
        that were already there and differ are corrected, with the old figure in the trace.
        Returns how many figures were new or changed. Raises ValidationError.
        """
        from ..recording import record

        with self._locked(Status.APPROVED):
            return record(self, entries, by=by, now=now)

    def report(self, *, by=None, hearing=None, resolution=None, now=None):
        """The year is closed: the report on its execution was heard or approved."""
        with self._locked(Status.APPROVED):
            if hearing is None and resolution is None:
                raise ValidationError(
                    gettext("Choose the hearing or the resolution on the report.")
                )
            self.status = Status.REPORTED
            self.report_hearing, self.report_resolution = hearing, resolution
            self._close(Verb.REPORTED, by=by, now=now, resolution=resolution)

    def reopen(self, *, by=None, note, now=None):
        """Take back the last step that was entered by mistake, with a public note why.

        A reported budget is open for figures again. An approved one becomes a draft, as long as
        nothing was built on its figures.
        """
        with self._locked(Status.REPORTED, Status.APPROVED):
            if self.status == Status.REPORTED:
                self.status = Status.APPROVED
                self.report_hearing = self.report_resolution = None
            else:
                self._refuse_if_built_upon()
                self.status = Status.HEARD if self.hearing_id else Status.DRAFT
                self.resolution = self.resolution_revenue = self.resolution_expenditure = None
            self._close(Verb.REOPENED, by=by, now=now, note=note)
            if self.is_draft:
                # After the budget: the database lets go of approved figures only in a draft.
                self.lines.update(approved=None)
                self._keep_lines(by=by, why=note)

    # Behind the doors

    @contextmanager
    def _locked(self, *statuses):
        """A transaction with the budget locked, as it stands now, in one of these statuses."""
        with transaction.atomic():
            self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
            if self.status not in statuses:
                raise ValidationError(
                    gettext("This is not possible while the budget is “%(status)s”.")
                    % {"status": self.get_status_display()}
                )
            yield

    def _check_lines(self):
        if not self.lines.exists():
            raise ValidationError(gettext("This budget has no lines yet."))
        empty = self.lines.filter(planned_draft__isnull=True).values_list("number", flat=True)[:5]
        if empty:
            raise ValidationError(
                gettext("These lines have no amount yet: %(numbers)s. Enter their amounts.")
                % {"numbers": ", ".join(empty)}
            )

    def _check_totals(self):
        problems = self.mismatches()
        if problems and not is_stated(self, "discrepancy"):
            raise ValidationError(problems)

    def mismatches(self, sums=None):
        """Sentences, each with both numbers, where the plan does not add up.

        `sums` are those of the two sides, where they are known already.
        """
        sums = sums or self.sums()
        sentences = []
        printed = {
            Side.REVENUE: self.resolution_revenue,
            Side.EXPENDITURE: self.resolution_expenditure,
        }
        wording = {
            Side.REVENUE: gettext(
                "The resolution prints %(printed)s of revenue, but the lines add up to %(lines)s."
            ),
            Side.EXPENDITURE: gettext(
                "The resolution prints %(printed)s of expenditure, but the lines add up to "
                "%(lines)s."
            ),
        }
        for side, total in printed.items():
            if total is not None and total != sums[side].approved_or_draft:
                sentences.append(
                    wording[side]
                    % {"printed": money(total), "lines": money(sums[side].approved_or_draft)}
                )
        revenue, expenditure = sums[Side.REVENUE].plan, sums[Side.EXPENDITURE].plan
        if expenditure > revenue:
            sentences.append(
                gettext(
                    "The expenditure of %(expenditure)s is more than the revenue of %(revenue)s."
                )
                % {"expenditure": money(expenditure), "revenue": money(revenue)}
            )
        return sentences

    def sums(self):
        """The sums of the two sides, from the lines: {side: Sums}."""
        return self.lines.sums_by_side()

    def _refuse_if_built_upon(self):
        from ..execution import Execution

        if self.amendments.exists() or Execution.objects.filter(line__budget=self).exists():
            raise ValidationError(
                gettext(
                    "This budget has amendments or execution already. Correct it by an amendment."
                )
            )

    def _close(self, verb, *, by, now, **details):
        self.full_clean(exclude=["year"])
        with act(by=by, why=details.get("note")):
            self.save()
        self._leave(verb, by=by, now=now, **details)

    def _keep_lines(self, *, by, why=None):
        """The history of all lines, which were written in one stroke."""
        with act(by=by, why=why):
            keep(self.lines.order_by("pk"))

    def _leave(self, verb, *, by=None, now=None, note=None, **details):
        step = BudgetStep(budget=self, verb=verb, by=by, at=now or timezone.now(), **details)
        fill(step, "note", note)
        step.full_clean()
        step.save()
        return step
