"""Measures and money for tests of pages and ways: whatever a test does not name is ordinary."""

from datetime import date
from decimal import Decimal

from budget.models import Budget, BudgetLine, ClassificationCode
from hearings.models import LocalAct
from programs.models import Contribution, Measure, Program, Result
from tests.codes import load_codes

YEAR = 2026


def named(text, field="title"):
    """The same text in each language, told apart by its code."""
    return {f"{field}_{code}": f"{text} {code}" for code in ("ky", "ru", "en")}


def act(number="1/5", day=date(2026, 1, 20), **values):
    return LocalAct.objects.create(
        kind="resolution", number=number, adopted_on=day, **named(f"Токтом {number}"), **values
    )


def program(title="Программа", years=(2022, 2026), **values):
    return Program.objects.create(first_year=years[0], last_year=years[1], **named(title), **values)


def measure(title="Чара", *proposals, **values):
    """A measure that answers these proposals."""
    made = Measure.objects.create(**named(title), **values)
    made.proposals.set(proposals)
    return made


def gives(measure, source, amount=None, words="", **values):
    texts = named(words, "words") if words else {}
    return Contribution.objects.create(
        measure=measure, source=source, amount=amount, **texts, **values
    )


def made(measure, what, quantity=None, unit=""):
    quantity = None if quantity is None else Decimal(quantity)
    return Result.objects.create(
        measure=measure,
        quantity=quantity,
        **{f"what_{code}": what for code in ("ky", "ru", "en")},
        **{f"unit_{code}": unit for code in ("ky", "ru", "en")},
    )


def budget(year=YEAR, **values):
    """The draft of a year."""
    return Budget.objects.create(year=year, **values)


def new_line(budget, number, side="expenditure", title=None, **values):
    """A line that is not stored yet."""
    return BudgetLine(
        budget=budget,
        number=number,
        side=side,
        function=code("7091", "function") if side == "expenditure" else None,
        economic=code("2222" if side == "expenditure" else "13", "economic"),
        **named(title or f"Берене {number}"),
        **values,
    )


def line(budget, number, amount, side="expenditure", proposals=(), **values):
    """A line of a draft, with the proposals that it names."""
    made = new_line(budget, number, side, planned_draft=Decimal(amount), **values)
    made.full_clean()
    made.save()
    made.proposals.set(proposals)
    return made


def code(text, kind):
    if not ClassificationCode.objects.exists():
        load_codes()
    return ClassificationCode.objects.filter(kind=kind, code=text).earliest("first_year")


def approve(budget, resolution=None):
    """The aiyl kenesh approves the draft; the revenue covers it."""
    spent = sum(line.planned_draft for line in budget.lines.expenditure())
    line(budget, "0", spent or 1, side="revenue")
    budget.approve(resolution or act())
    return budget


def figures(line):
    """The line as a page reads it, with its figures."""
    return BudgetLine.objects.with_figures().select_related("budget__resolution").get(pk=line.pk)
