"""The stations Planned and Done of a way, filled from the measures that answer it."""

from dataclasses import replace

from django.utils.html import format_html
from django.utils.translation import gettext as _

from hearings import way
from hearings.models.choices import ACCEPTED
from hearings.way import Named, resolution, worded
from language.money import money
from programs.quantities import gain_words, result_words


def planned(proposal, answers, in_budget):
    """Which measures answer the proposal; money may also come without any measure."""
    if answers:
        return planned_as(answers)
    if in_budget:
        return planned_without()
    if proposal.status in ACCEPTED:
        return way.planned(broken=_("Accepted, but no measure is named yet."))
    return way.planned()


def planned_without():
    """Money that was given outside the programmes is no fault."""
    return way.planned(words=_("It is in the budget without a measure of a programme."))


def planned_as(answers, named=True):
    """The measures and their programmes; on the page of a measure it is not named once more."""
    costs = [answer.measure.planned_cost for answer in answers]
    return way.planned(
        reached=True,
        # A sum that leaves out unknown costs would be read as the whole.
        amount=None if None in costs else sum(costs),
        links=tuple(_in_plan(answer, named, len(answers) > 1) for answer in answers),
    )


def done(proposal, steps, answers):
    """What came of the measures; without any, what the proposal's own steps tell."""
    own = way.done(proposal, steps)
    if not answers:
        return replace(own, broken=_without_result() if own.reached else "")
    made = done_as(answers)
    return replace(
        made,
        reached=made.reached or own.reached,
        on=made.on if made.reached else own.on,
        words="" if made.links else own.words,
    )


def done_as(answers):
    """What came of the measures; one that was stopped is not waited for."""
    going = [answer for answer in answers if not answer.is_stopped]
    reached = bool(going) and all(answer.is_done for answer in going)
    days = [answer.on for answer in going if answer.on]
    several = len(answers) > 1
    return way.Station(
        _("Done"),
        reached=reached,
        on=max(days, default=None) if reached else None,
        links=tuple(named for answer in answers if (named := _at_the_end(answer, several))),
    )


def is_at_work(answers):
    """Whether any of the measures is under way."""
    return any(answer.is_under_way for answer in answers)


def _in_plan(answer, named, several):
    # The programme may be older than the proposal: its day is told beside its resolution.
    words = [_program(answer), resolution(answer.program and answer.program.resolution)]
    cost = answer.measure.planned_cost
    if several and cost is not None:
        words.append(_("Planned cost: %(amount)s") % {"amount": money(cost)})
    words = tuple(filter(None, words))
    if not named:
        return Named(words=words)
    return Named(answer.title, answer.measure.get_absolute_url(), words)


def _without_result():
    return _("Done, but the result is not stated.")


def _program(answer):
    program = answer.program
    if program is None:
        return "" if answer.measure.program_id else _("No programme is named")
    words = _("Programme: %(years)s") % {"years": program.years}
    return format_html('<a href="{}">{}</a>', program.get_absolute_url(), words)


def _at_the_end(answer, several):
    """What is said of a measure at the last station; None where nothing is to be said."""
    words, broken = (), ""
    if answer.is_stopped:
        broken = worded(_("The measure was stopped. %(reason)s"), reason=answer.reason)
    elif answer.is_done:
        # Without a quantity, whom it serves tells what came of it.
        words = tuple(map(result_words, answer.results)) or gain_words(answer.measure)
        broken = "" if words else _without_result()
    elif several or answer.is_under_way:
        words = (answer.measure.get_status_display(),)
    if not words and not broken:
        return None
    if not several:
        return Named(words=words, broken=broken)
    return Named(answer.title, answer.measure.get_absolute_url(), words, broken)
