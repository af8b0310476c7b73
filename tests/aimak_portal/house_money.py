"""The budgets of the full house in every status, with what was amended, executed and corrected."""

import hashlib
from datetime import date

from django.utils import timezone

from budget.models import Budget, BudgetLine, BudgetUpload, ClassificationCode
from budget.models.choices import Side, Source
from hearings.models import LocalAct
from tests.aimak_portal.markers import HIDDEN, fields, words
from tests.attachments.workbooks import workbook

# The years by what became of their budgets.
YEARS = {"reported": 2025, "approved": 2026, "heard": 2027, "draft": 2028}


def build(house):
    _codes(house)
    _amending_act(house)
    _reported(house)
    _approved(house)
    _heard(house)
    _draft(house)
    _uploads(house)


def _codes(house):
    kinds = ClassificationCode.Kind
    for code, kind, name, parent, side in [
        ("709", kinds.FUNCTION, "Билим берүү", None, Side.EXPENDITURE),
        ("7091", kinds.FUNCTION, "Мектепке чейинки билим", "709", Side.EXPENDITURE),
        ("7063", kinds.FUNCTION, "Суу менен камсыздоо", None, Side.EXPENDITURE),
        ("11", kinds.ECONOMIC, "Салыктар", None, Side.REVENUE),
        ("2222", kinds.ECONOMIC, "Оңдоо", None, Side.EXPENDITURE),
    ]:
        house.codes[code] = ClassificationCode.objects.create(
            kind=kind,
            code=code,
            parent=house.codes.get(parent),
            **fields("name", name),
            **{f"for_{side}": True},
            is_verified=code != "7063",
        )


def _amending_act(house):
    house.acts["amending"] = LocalAct.objects.create(
        kind=LocalAct.Kind.RESOLUTION,
        number="4/2",
        adopted_on=date(2026, 6, 11),
        **fields("title", "Бюджетти тактоо"),
    )


def _budget(house, name, about=""):
    house.budgets[name] = Budget.objects.create(
        year=YEARS[name], **fields("about", about or "Бюджет жөнүндө түшүнүктүү сөз.")
    )
    return _line_maker(house, name)


def _line_maker(house, name):
    def add(number, title, amount, **values):
        side = values.pop("side", Side.EXPENDITURE)
        proposals = values.pop("proposals", ())
        spends = side == Side.EXPENDITURE
        ordinary = {
            "function": house.codes["7091"] if spends else None,
            "economic": house.codes["2222" if spends else "11"],
            "source": Source.OWN,
        }
        line = house.lines[f"{name} {number}"] = BudgetLine(
            budget=house.budgets[name],
            number=number,
            side=side,
            planned_draft=amount,
            **fields("title", title),
            **(ordinary | values),
        )
        line.full_clean()
        line.save()
        line.proposals.set([house.proposals[each] for each in proposals])
        return line

    return add


def _reported(house):
    by = house.clerk
    add = _budget(house, "reported")
    add("1", "Салыктар", 1_000_000, side=Side.REVENUE)
    spent = add("2", "Көпүрөнү оңдоо", 900_000, village=house.villages[0])
    budget = house.budgets["reported"]
    budget.approve(house.acts["public"], by=by)
    # By a paper that not everybody may read.
    budget.amend(house.acts["hidden"], [(spent, -100_000)], by=by)
    spent.record_execution(4, 750_000, by=by)
    budget.report(by=by, hearing=house.hearings["recorded"], resolution=house.acts["hidden"])


def _approved(house):
    by, measures = house.clerk, house.measures
    add = _budget(house, "approved")
    add("1", "Салыктар", 2_000_000, side=Side.REVENUE)
    add("1.1", "Теңдөөчү грант", 1_000_000, side=Side.REVENUE, source=Source.EQUALISATION)
    bus = add(
        "2",
        "Мектеп автобусу",
        500_000,
        measure=measures["done"],
        proposals=["in_program", "taken down"],
    )
    water = add(
        "3",
        "Таза суу",
        1_500_000,
        function=house.codes["7063"],
        measure=measures["under way"],
        village=house.villages[0],
    )
    add("4", "Көчөлөр", 400_000, measure=measures["hidden"], proposals=["published"])
    add("5", "Чырактар", 100_000, proposals=["in Russian", "submitted"])
    budget = house.budgets["approved"]
    budget.hear(house.hearings["recorded"], by=by)
    budget.approve(
        house.acts["public"],
        by=by,
        revenue=3_100_000,
        expenditure=2_500_000,
        discrepancy=words("Токтомдо ката бар.", "В решении опечатка."),
    )
    budget.reopen(by=by, note=words("Ката киргизилген.", "Введено по ошибке."))
    budget.approve(house.acts["public"], by=by, revenue=3_100_000, expenditure=2_500_000)
    act, note = house.acts["amending"], words("Көбөйтүлдү.", "Увеличено.")
    house.amendments["standing"] = budget.amend(act, [(bus, 100_000)], by=by, note=note)
    house.amendments["reversed"] = budget.amend(act, [(water, -200_000)], by=by)
    house.amendments["reversed"].reverse(by=by, note=words("Ката болгон.", "Было ошибкой."))
    bus.record_execution(1, 100_000, by=by)
    bus.record_execution(2, 650_000, by=by, note=words("Кымбаттады.", "Подорожало."))
    bus.record_execution(2, 640_000, by=by, note=words("Такталды.", "Уточнено."))
    water.record_execution(1, 0, by=by)


def _heard(house):
    add = _budget(house, "heard")
    add("1", "Салыктар", 2_000_000, side=Side.REVENUE)
    add("2", "Көпүрө", None, measure=house.measures["funded"], proposals=["published"])
    house.budgets["heard"].hear(house.hearings["announced"], by=house.clerk)


def _draft(house):
    line = HIDDEN["a line of that budget"]
    add = _budget(house, "draft", HIDDEN["a budget that is not published"])
    add("1", f"{line} киреше", 2_000_000, side=Side.REVENUE)
    add(
        "2",
        line,
        int(HIDDEN["an amount of that budget"]),
        measure=house.measures["under way"],
        village=house.villages[0],
        proposals=["published"],
    )
    draft = Budget.objects.get(year=YEARS["draft"])
    for column, text in fields("discrepancy", HIDDEN["a budget that is not published"]).items():
        setattr(draft, column, text)
    draft.save()


def _uploads(house):
    cell = HIDDEN["a cell of that file"]
    content = workbook([("1", cell, 5), ("2", "=1+1", 6)])
    for name in ("draft", "approved"):
        house.uploads[name] = BudgetUpload.objects.create(
            budget=house.budgets[name],
            name=f"{HIDDEN['an Excel file that was brought']}.xlsx",
            content=content,
            digest=hashlib.sha256(content).hexdigest(),
            uploaded_at=timezone.now(),
            uploaded_by=house.clerk,
        )
