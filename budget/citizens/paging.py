from language.paging import KnownPages

from . import prepared

# On a phone each line is a card of its own; more of them make a page nobody scrolls through.
PAGE_SIZE = 25
# The largest of the lines that citizens asked for; the list of lines has them all.
ASKED_SHOWN = 20


def line_page(budget, chosen, count, *, number, everything=False):
    """A page of the chosen lines, whose count is known already; or all of them, for paper."""
    lines = prepared.lines().of_budget(budget).narrowed(**chosen).in_order()
    return KnownPages(lines, max(count, 1) if everything else PAGE_SIZE, count).get_page(number)


def asked_lines(budget):
    """The lines that answer proposals, the largest plans first."""
    return list(prepared.asked_lines().of_budget(budget)[:ASKED_SHOWN])
