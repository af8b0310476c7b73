"""The stations Funded and Spent of a way, filled from the lines of public budgets."""

from django.utils import timezone
from django.utils.translation import gettext as _

from budget.models.choices import QUARTERS
from budget.models.line import Sums
from budget.models.line.sums import exact
from hearings import way
from hearings.models.choices import Status
from hearings.way import Named, resolution, worded
from language.money import money
from language.templatetags.language import text

# The figures of a line behind each sum.
_COLUMNS = {
    "draft": "planned_draft",
    "approved": "approved",
    "revised": "revised",
    "executed": "executed",
}


def funded(lines, answers, status=None):
    """Which lines carry it, by which resolution; or that others paid; or that a line is missing.

    `status` is that of the proposal; None on the way of a measure or a line.
    """
    approved = [line for line in lines if line.budget.is_approved]
    if not lines:
        return _funded_otherwise(answers, status)
    days = [day for day in map(_approved_on, approved) if day]
    day = min(days, default=None)
    return way.funded(
        reached=bool(approved),
        on=day,
        amount=sums_of(approved).plan if approved else None,
        links=tuple(_in_budget(line, day, len(approved) > 1) for line in lines),
    )


def spent(lines, answers, status=None, today=None):
    """How much of each line is executed, and by which quarter."""
    year = (today or timezone.localdate()).year
    approved = [line for line in lines if line.budget.is_approved]
    if approved:
        return way.spent(
            reached=any(line.executed for line in approved),
            amount=sums_of(approved).executed,
            links=tuple(_executed(line, year, len(approved) > 1) for line in approved),
        )
    if lines or _given(answers):
        words = "" if lines else _("No budget line is named, so no spending by quarter is shown.")
        return way.spent(words=words)
    return way.spent(broken=_("No spending is recorded yet.") if status in way.AT_WORK else "")


def sums_of(lines):
    """The sums of lines that were fetched with their figures."""
    figures = {name: _total(lines, column) for name, column in _COLUMNS.items()}
    return Sums(
        lines=len(lines),
        not_executed=sum(line.executed is None for line in lines),
        **figures,
    )


def _total(lines, column):
    stated = [exact(value) for line in lines if (value := getattr(line, column)) is not None]
    return sum(stated) if stated else None


def _funded_otherwise(answers, status):
    given = _given(answers)
    if given:
        several = len(given) > 1
        links = tuple(_sources(answer, several) for answer in given)
        return way.funded(reached=True, amount=_sum(given), links=links)
    if answers and all(answer.is_stopped for answer in answers):
        return way.funded()
    if answers:
        return way.funded(broken=_("A measure is named, but no budget line yet."))
    if status == Status.IN_BUDGET:
        return way.funded(broken=_("Included in the budget, but no budget line is named yet."))
    return way.funded(broken=_("No budget line is named yet.") if status in way.AT_WORK else "")


def _given(answers):
    """The measures for which some source is stated."""
    return [answer for answer in answers if answer.given.contributions]


def _sum(given):
    """All that the sources gave, where every amount is known."""
    if any(answer.given.unstated for answer in given):
        return None
    return sum(answer.given.amount for answer in given)


def _sources(answer, several):
    given = answer.given
    words = [answer.title] if several else []
    if given.amount is None:
        words.append(_("The amounts are not stated."))
    elif given.is_least:
        words.append(_("At least: %(amount)s") % {"amount": money(given.amount)})
    elif several:
        words.append(money(given.amount))
    return Named(_("Money by source"), f"{answer.measure.get_absolute_url()}#money", tuple(words))


def _in_budget(line, day, several):
    named = worded(
        _("Budget of %(year)s, line %(number)s: %(title)s"),
        year=str(line.budget.year),
        number=line.number,
        title=text(line, "title"),
    )
    if not line.budget.is_approved:
        waits = _("In the draft budget, which is not approved yet.")
        draft = worded(_("Draft: %(amount)s"), amount=money(exact(line.planned_draft)))
        return Named(named, line.get_absolute_url(), (draft, waits))
    is_amended = exact(line.revised) != exact(line.approved)
    if _is_added(line):
        words = [_("It came in when the budget was amended.")]
    else:
        words = [resolution(line.budget.resolution, day)]
    if several or is_amended:
        words.append(_("Approved: %(amount)s") % {"amount": money(line.approved)})
    if is_amended:
        words.append(_("Revised: %(amount)s") % {"amount": money(exact(line.revised))})
    return Named(named, line.get_absolute_url(), tuple(filter(None, words)))


def _executed(line, this_year, several):
    said = {
        "year": str(line.budget.year),
        "quarter": str(line.executed_quarter),
        "plan": money(exact(line.plan)),
    }
    name = _("Budget of %(year)s, line %(number)s") % {**said, "number": line.number}
    link = {"text": name, "url": line.get_absolute_url()} if several else {}
    if not exact(line.plan):
        return Named(**link, words=(_("Nothing is planned any more."),))
    if line.executed:
        said["executed"] = money(exact(line.executed))
        words = (
            _("In the whole year %(year)s: %(executed)s of %(plan)s")
            if line.executed_quarter == QUARTERS[-1]
            else _("By the end of quarter %(quarter)s of %(year)s: %(executed)s of %(plan)s")
        )
        return Named(**link, words=(words % said,))
    if line.budget.year < this_year:
        broken = _("The year %(year)s is over, and no spending is recorded.")
    elif line.executed is None:
        broken = _("The plan is approved, but no spending is recorded yet.")
    else:
        broken = _("By the end of quarter %(quarter)s of %(year)s nothing was spent.")
    return Named(**link, broken=broken % said)


def _is_added(line):
    """Whether an amendment brought the line in: the resolution on the budget did not know it."""
    return not line.approved and bool(line.revised)


def _approved_on(line):
    act = line.budget.resolution
    if act is None or not act.is_public or _is_added(line):
        return None
    return act.adopted_on
