"""Pages of what was found: counted no further than a reader will turn them."""

from functools import cached_property

from django.core.paginator import Paginator

MOST_COUNTED = 1000


class KnownPages(Paginator):
    """Pages of records whose number is known already.

    The number tells how many pages there are, and never what stands on them.
    """

    def __init__(self, records, per_page, count):
        super().__init__(records, per_page)
        self.count = count

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        return self._get_page(self.object_list[first : first + self.per_page], number, self)


class CountedPages(Paginator):
    """Pages of the first thousand records found.

    To count every record that holds a common word would cost as much as reading all of them;
    `is_more` says that there are some beyond the last page. One more word narrows them.
    """

    @cached_property
    def count(self):
        return min(self._counted, MOST_COUNTED)

    @property
    def is_more(self):
        return self._counted > MOST_COUNTED

    @cached_property
    def _counted(self):
        return self.object_list[: MOST_COUNTED + 1].count()
