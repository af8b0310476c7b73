"""A page of a list of measures; its totals tell how many there are, so none are counted twice."""

from django.core.paginator import Paginator

PAGE_SIZE = 20


class CountedPaginator(Paginator):
    """A paginator of a set whose size is known already."""

    def __init__(self, rows, count):
        super().__init__(rows, PAGE_SIZE)
        self.count = count


def page_of(measures, totals, number):
    """The page of this number; a number that cannot be read gives the first one."""
    rows = measures.for_lists().newest_first()
    return CountedPaginator(rows, totals["all"]).get_page(number)
