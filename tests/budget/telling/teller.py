"""One way of telling figures, a language and a unit, and how its words are compared."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.test import Client
from django.utils import translation

from budget.models.choices import Side
from tests.budget.books import Books
from tests.budget.reading import MoneyPage, figure, shown

SIDES = tuple(side.value for side in Side)
REVENUE, EXPENDITURE = SIDES
_PERCENT = re.compile(r"[\d,.]+\xa0?%")


@dataclass
class Teller:
    """Who tells the figures, and the books that the words are compared with."""

    books: Books
    language: str = "en"
    unit: str = "som"

    def open(self, address, **query):
        if self.unit == "thousand":
            query["unit"] = "thousand"
        return MoneyPage(Client().get(f"/{self.language}/{address}", query))

    def in_language(self):
        return translation.override(self.language)

    def same(self, words, amount, where):
        """The words of a cell begin with this amount; where it is None they say so."""
        assert figure(words, self.language) == shown(amount, self.unit), (where, words, amount)

    def same_in_som(self, words, amount, where):
        """The same where amounts are told in som whatever the reader chose."""
        assert figure(words, self.language) == amount, (where, words, amount)

    def amount(self, words):
        """The amount with which a cell begins; None where it is not stated."""
        return figure(words, self.language)

    def share(self, words, share, where):
        """A share in percent with one decimal."""
        if share is None:
            assert figure(words, self.language) is None, (where, words)
        else:
            told = (share * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
            assert figure(words, self.language) == told, (where, words, share)

    def share_behind(self, words, share, where):
        """The share that stands behind an amount in the same words, where there is one."""
        told = _PERCENT.findall(words)
        assert len(told) == (share is not None), (where, words, share)
        for percent in told:
            self.share(percent, share, where)

    def executed_share(self, words, sums, where):
        """Of a plan of nothing there is no share: a dash stands for it."""
        if sums.executed is not None and not sums.plan:
            assert words == "–", (where, words)
        else:
            self.share(words, sums.share, where)

    def cell(self, words, amount, sums, where):
        """A sum of some lines; where there are none at all, there is no number."""
        if sums:
            self.same(words, amount, where)
        else:
            assert not re.search(r"\d", words), (where, words)

    def row(self, words, year, sums, where):
        """The cells of some lines in the columns of their year."""
        columns = self.columns(year)
        assert len(words) == len(columns), (where, words)
        for told, column in zip(words, columns, strict=True):
            if column != "share":
                self.cell(told, getattr(sums, column), sums, where)
            elif sums:
                self.executed_share(told, sums, where)

    def columns(self, year):
        if year in self.books.drafts:
            return ["plan"]
        revised = ["revised"] if self.books.amendments[year] else []
        return ["approved", *revised, "executed", "share"]


def cells(row):
    """The words of a row's cells in their order, without its name."""
    kept = (words for head, words in row.items() if head not in {"name", "total"})
    return [each for words in kept for each in words]
