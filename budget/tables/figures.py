"""How the sums of lines read in a cell: what is known, and how much of it is not."""

from django.utils.translation import gettext, ngettext

from language.money import amount
from language.templatetags.language import number, percent

from .markup import small, unknown


def known(sums, figure, unit):
    """A sum; where there are no lines at all, nothing is left unstated."""
    return amount(figure, unit) if sums.lines else unknown(gettext("No lines"))


def plan(sums, unit):
    """The plan that holds now, and how many lines have none yet."""
    written = known(sums, sums.stated_plan, unit)
    # A sum that is unknown altogether says so itself.
    if not sums.not_planned or sums.stated_plan is None:
        return written
    missing = ngettext(
        "%(count)s line has no amount yet", "%(count)s lines have no amount yet", sums.not_planned
    )
    return written + small(missing % {"count": number(sums.not_planned)})


def executed(sums, unit):
    """What is executed, whether the plan was kept, and how many lines do not state it."""
    written = known(sums, sums.executed, unit)
    if sums.executed is None:
        return written
    if sums.is_over_plan:
        written += over_plan()
    if not sums.not_executed:
        return written
    missing = ngettext(
        "%(count)s line without an executed figure",
        "%(count)s lines without an executed figure",
        sums.not_executed,
    )
    return written + small(missing % {"count": number(sums.not_executed)})


def share(part, whole):
    """A part of the plan; of a plan of nothing there is no share."""
    if part is None or whole is None:
        return percent(None)
    return percent(part / whole) if whole else "–"


def over_plan():
    return small(gettext("more than the plan"))
