"""How sums, shares, counts and long lists read in the reports."""

from django.utils.translation import gettext as _

from language.money import money
from language.templatetags.language import number, percent
from reports.table import Named


def part_of(ratio, written=money):
    """A share with its own base in words, so that nobody takes another one for it.

    `written` says how part and whole read: as money, or as a number of people or proposals.
    """
    if ratio.share is None:
        return ""
    return _("%(share)s: %(part)s of %(whole)s") % {
        "share": percent(ratio.share),
        "part": written(ratio.part),
        "whole": written(ratio.whole),
    }


def stated_of(sums, figure):
    """A figure of some lines; where there are no lines at all, nothing is left unstated."""
    return figure if sums.lines else ""


def share_in(whole, share):
    """A share of a whole; of nothing there is none, and that is not left unstated."""
    return "" if whole == 0 else share


def counted(sentence, count):
    """A sentence about how many, where there are any; to be added to notes."""
    return [sentence % {"count": number(count)}] if count else []


def left_out_undated(count):
    """How many proposals no filter by year can find."""
    sentence = _("Left out, since the day on which they were received is not stated: %(count)s")
    return counted(sentence, count)


def village_alone(scope):
    """What a choice of one village leaves out."""
    if scope.village is None:
        return []
    return [_("Only what is for this village alone: what serves the whole aimak is not in it.")]


def neither_decided_nor_waiting(account):
    """How many proposals of an account are received, and nothing more is to come of them."""
    counts = {
        _("Received, but the outcome is not stated: %(count)s"): account.unstated,
        _("Received, but withdrawn by the proposer: %(count)s"): account.withdrawn,
    }
    return [note for words, count in counts.items() for note in counted(words, count)]


def shown_of(shown, count):
    """How many rows of a long list stand here, where not all of them do."""
    if shown >= count:
        return []
    said = {"shown": number(shown), "count": number(count)}
    return [_("The list is long: %(shown)s of %(count)s stand here.") % said]


def drafts_among(budgets):
    """Which of the budgets are drafts: their plans may still change."""
    years = ", ".join(str(budget.year) for budget in budgets if budget.is_draft)
    if not years:
        return []
    return [_("Not approved yet, so the draft stands here: %(years)s") % {"years": years}]


def year_of(budget):
    """A budget by its year, leading to its page."""
    return Named(str(budget.year), url=budget.get_absolute_url())


def executed_of(budget, figure):
    """An executed figure; a draft cannot have any, so there nothing is left unstated."""
    return "" if budget.is_draft and figure is None else figure
