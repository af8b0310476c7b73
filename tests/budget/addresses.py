"""For the tests of the pages of money: their addresses."""

from django.urls import reverse
from django.utils import translation


def address(name, *args, language="en"):
    with translation.override(language):
        return reverse(f"budget:{name}", args=args)


def of_line(line, language="en"):
    return address("line_detail", line.budget.year, line.pk, language=language)


def names(page):
    return [row["name"][0] for row in page.tables.get("lines", []) if not row["total"]]
