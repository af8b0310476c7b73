"""The measures that answer a proposal, with all that its way tells of them, in one query."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache

from django.conf import settings
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import JSONObject

from language.money import TIYIN
from language.templatetags.language import text
from programs.models import Contribution, Measure, MeasureStep, Result
from programs.models.choices import Status

_LANGUAGES = [code for code, _name in settings.LANGUAGES]
_RESULT = (
    "pk",
    "quantity",
    *(f"{name}_{code}" for name in ("what", "unit") for code in _LANGUAGES),
)
_COLUMNS = (
    "status",
    "planned_cost",
    *Measure.BENEFICIARIES,
    *(f"title_{code}" for code in _LANGUAGES),
    "program__first_year",
    "program__last_year",
    "program__is_public",
    "program__resolution__key",
    "program__resolution__kind",
    "program__resolution__number",
    "program__resolution__adopted_on",
    "program__resolution__file",
    "program__resolution__is_public",
)


@dataclass(frozen=True)
class Given:
    """What the sources gave to a measure: the stated money, and how many stated none."""

    amount: Decimal | None = None
    contributions: int = 0
    unstated: int = 0

    @classmethod
    def of(cls, contributions):
        """The contributions of one measure, as they were fetched."""
        amounts = [one.amount for one in contributions if one.amount is not None]
        count = len(contributions)
        return cls(sum(amounts) if amounts else None, count, count - len(amounts))

    @property
    def is_least(self):
        """Whether the amount is only the least that it can have been."""
        return self.amount is not None and self.unstated > 0


@dataclass
class Answer:
    """A measure on the way of a proposal: the record, its latest step, money and results."""

    measure: Measure
    on: date | None = None
    reason: str = ""
    given: Given = Given()
    results: list[Result] = field(default_factory=list)

    @classmethod
    def of(cls, measure, steps, contributions, results):
        """From what the page of the measure fetched of it."""
        ways = [step for step in steps if not step.is_note and step.new_status == measure.status]
        latest = ways[-1] if ways else None
        return cls(
            measure,
            on=latest.on if latest else None,
            reason=text(latest, "note"),
            given=Given.of(contributions),
            results=results,
        )

    @property
    def title(self):
        return text(self.measure, "title")

    @property
    def counted_results(self):
        """What was made and counted: 4.5 km of pipe."""
        return [result for result in self.results if result.quantity is not None]

    @property
    def uncounted_results(self):
        """What was made, as far as papers say it only in words."""
        return [result for result in self.results if result.quantity is None]

    @property
    def is_done(self):
        return self.measure.status == Status.DONE

    @property
    def is_under_way(self):
        return self.measure.status == Status.UNDER_WAY

    @property
    def is_stopped(self):
        return self.measure.status == Status.STOPPED

    @property
    def program(self):
        """The programme that the measure stands in, where everybody may read it."""
        program = self.measure.program
        return program if program is not None and program.is_public else None


def answers_to(proposal):
    """The public measures that answer a proposal, those of the earliest years first."""
    return _gathered(_rows().public().answering(proposal))


def answer_of(measure_pk):
    """One public measure as it stands on the way; None where there is none."""
    return next(iter(_gathered(_rows().public().filter(pk=measure_pk))), None)


def given_by(column, contributions):
    """What was given, for each value of a column of these contributions: {value: Given}."""
    return {
        row[column]: Given(_exact(row["stated"]), row["contributions"], row["unstated"])
        for row in contributions.totals_by(column)
    }


@cache
def _rows():
    """The measures with all that a way tells of them: a row for each result of each measure.

    Kept, since building it costs more than asking it; it holds nothing of any language or day.
    """
    return (
        Measure.objects.select_related("program__resolution")
        .only(*_COLUMNS)
        .annotate(
            latest=_latest_step(),
            sources=_sources(),
            **{f"result_{name}": F(f"results__{name}") for name in _RESULT},
        )
        .order_by(F("first_year").asc(nulls_last=True), "pk", "results__pk")
    )


def _gathered(rows):
    answers = {}
    for row in rows:
        if row.pk not in answers:
            answers[row.pk] = _answer(row)
        if row.result_pk is not None:
            made = {name: getattr(row, f"result_{name}") for name in _RESULT}
            answers[row.pk].results.append(Result(**made))
    return list(answers.values())


def _answer(row):
    step, sources = row.latest or {}, row.sources or {}
    day = step.get("on")
    notes = {f"note_{code}": step.get(code) for code in _LANGUAGES}
    return Answer(
        row,
        on=date.fromisoformat(day) if day else None,
        reason=text(MeasureStep(**notes), "note"),
        given=Given(
            _exact(sources.get("amount")),
            sources.get("contributions", 0),
            sources.get("unstated", 0),
        ),
    )


def _latest_step():
    """The step by which the measure came to stand where it stands."""
    steps = MeasureStep.objects.filter(measure=OuterRef("pk"), new_status=OuterRef("status"))
    steps = steps.exclude(old_status=F("new_status")).order_by("-pk")
    notes = {code: f"note_{code}" for code in _LANGUAGES}
    return Subquery(steps.annotate(step=JSONObject(on="on", **notes)).values("step")[:1])


def _sources():
    contributions = Contribution.objects.filter(measure=OuterRef("pk")).order_by()
    sums = JSONObject(
        amount=Sum("amount"),
        contributions=Count("pk"),
        unstated=Count("pk", filter=Q(amount__isnull=True)),
    )
    return Subquery(contributions.values("measure").annotate(sums=sums).values("sums"))


def _exact(number):
    return None if number is None else Decimal(str(number)).quantize(TIYIN)
