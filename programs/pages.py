"""A page of a list of measures; its totals tell how many there are, so none are counted twice."""

from language.paging import KnownPages

PAGE_SIZE = 20


def page_of(measures, totals, number):
    """The page of this number; a number that cannot be read gives the first one."""
    rows = measures.for_lists().newest_first()
    return KnownPages(rows, PAGE_SIZE, totals["all"]).get_page(number)
