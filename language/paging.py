"""Pages of what was found: counted no further than a reader will turn them."""

from functools import cached_property

from django.core.paginator import Paginator


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
    """Pages of the first records found, `most` of them.

    To count every record that holds a common word would cost as much as reading all of them;
    `is_more` says that there are some beyond the last page. One more word narrows them.
    """

    most = 1000

    @cached_property
    def count(self):
        return min(self._counted, self.most)

    @property
    def is_more(self):
        return self._counted > self.most

    @cached_property
    def _counted(self):
        # In no order: the number is the same, and nothing has to be sorted for it.
        return self.object_list.order_by()[: self.most + 1].count()
