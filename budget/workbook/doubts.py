"""What is doubtful in a file that may be taken in all the same: sentences with both numbers."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.models import Budget
from budget.models.choices import Side
from budget.models.line.sums import COUNTS, ZERO, Sums, exact
from budget.workbook.columns import EXECUTED, MONEY, PLANS, heading
from budget.workbook.stored import added
from language.money import Unit, money

# Thousands taken for som make a thousandfold; little else in a budget makes a hundredfold.
FAR = 100


def doubts(plan):
    """Sentences about the file as a whole and its cells; none of them stands in the way."""
    if plan.is_empty:
        return
    wished = wished_sums(plan)
    yield from plan.budget.mismatches(wished)
    far = [*_far_plans(plan, wished), *_far_execution(plan)]
    yield from far or _far_cells(plan)
    yield from _wrong_totals(plan)
    yield from _assumed_sources(plan)


def wished_sums(plan):
    """The sums of the two sides as they would be: {side: Sums}."""
    lines = [*plan.stored.lines.values(), *(each.line for each in plan.new_lines)]
    return {side: _sums([line for line in lines if line.side == side]) for side in Side}


def _sums(lines):
    return Sums(
        **dict.fromkeys(COUNTS, 0) | {"lines": len(lines)},
        draft=added(line.planned_draft for line in lines),
        approved=added(line.approved for line in lines),
        revised=added(line.revised for line in lines),
    )


# A thousandfold


def _is_far(one, other):
    return bool(one and other) and (one > FAR * other or other > FAR * one)


def _far_plans(plan, wished):
    """The plan of the file against what was known of it, or against the year before."""
    pairs = list(_corrected(plan, PLANS))
    if pairs:
        known = sum((exact(old) for old, _new, _cell in pairs), ZERO)
        ours = sum((new for _old, new, _cell in pairs), ZERO)
        what = _(
            "The plans that the file changes add up to %(file)s in it; up to now to %(known)s."
        )
    elif plan.new_lines and plan.budget.is_draft:
        known = _year_before(plan.budget)
        ours = sum((sums.plan for sums in wished.values()), ZERO)
        what = _(
            "All plans would add up to %(file)s, those of the latest earlier budget to %(known)s."
        )
    else:
        return
    if _is_far(ours, known):
        yield _asked(plan, what, ours, known)


def _asked(plan, what, ours, known):
    """Both numbers, and whether another unit was meant."""
    if ours < known and plan.sheet.unit == Unit.SOM:
        remedy = _("Was thousand som meant? Then choose the file again with that unit.")
    elif ours > known and plan.sheet.unit == Unit.THOUSAND:
        remedy = _("Was som meant? Then choose the file again with that unit.")
    else:
        remedy = _("Check the zeros.")
    return f"{what % {'file': money(ours), 'known': money(known)}} {remedy}"


def _year_before(budget):
    """The plans of the latest earlier budget, both sides together; None where there is none."""
    earlier = Budget.objects.filter(year__lt=budget.year).newest_first().first()
    return earlier and added(sums.stated_plan for sums in earlier.sums().values())


def _far_execution(plan):
    """The latest figures of the file against the plan of their lines."""
    latest = {line.number: (line, figure.amount) for line, figure in plan.figures}
    ours = sum((amount for _line, amount in latest.values()), ZERO)
    known = added(line.plan for line, _amount in latest.values())
    if _is_far(ours, known):
        what = _(
            "The executed figures of the file add up to %(file)s, the plans of these lines to "
            "%(known)s."
        )
        yield _asked(plan, what, ours, known)


def _far_cells(plan):
    for old, new, (stated, key) in _corrected(plan, MONEY):
        if _is_far(new, exact(old)):
            sentence = _(
                "%(new)s instead of %(old)s is a hundred times more or less. Check the zeros."
            )
            yield stated.problem(key, sentence % {"new": money(new), "old": money(exact(old))})


def _corrected(plan, keys):
    """The amounts that replace others: the old one, the new one, and their cell."""
    for difference in plan.changed_lines:
        for change in difference.changes:
            if change.key in keys and change.old is not None:
                yield change.old, change.new, (difference.stated, change.key)


# The rest


def _wrong_totals(plan):
    """Rows of totals that say for which side they are, and do not add up."""
    for total in plan.sheet.totals:
        side = total.values.get("side")
        if side is None:
            continue
        rows = [each.stated.values for each in plan.differences if each.line.side == side]
        for key in MONEY:
            printed, ours = total.values.get(key), added(_stated(row, key) for row in rows)
            if printed is not None and ours is not None and printed != ours:
                sentence = _("The total says %(printed)s, but the rows add up to %(rows)s.")
                holes = {"printed": money(printed), "rows": money(ours)}
                yield total.problem(key, sentence % holes)


def _stated(row, key):
    """An amount of a row; an executed one holds until the next that is stated."""
    if key not in EXECUTED:
        return row.get(key)
    until = [
        row[other]
        for other, quarter in EXECUTED.items()
        if quarter <= EXECUTED[key] and other in row
    ]
    return until[-1] if until else None


def _assumed_sources(plan):
    count = sum("source" not in each.stated.values for each in plan.new_lines)
    if count:
        yield ngettext(
            "%(count)s new line names no source of the money under “%(heading)s”: it would be "
            "taken in as own revenue.",
            "%(count)s new lines name no source of the money under “%(heading)s”: they would be "
            "taken in as own revenue.",
            count,
        ) % {"count": count, "heading": heading("source")}
