"""A report as a reader finds it on its page."""

from django.test import Client

from tests.desk import words_of


def page(slug, language="en", client=None, **chosen):
    """The answer of a report's page."""
    response = (client or Client()).get(f"/{language}/reports/{slug}/", chosen)
    assert response.status_code == 200
    return response


def words(slug, language="en", client=None, **chosen):
    """The visible words of a report, with ordinary spaces."""
    return words_of(page(slug, language, client, **chosen)).replace("\xa0", " ")


def table(slug, key, **chosen):
    """A table of a report as plain values: rows by their name, without the first column."""
    sections = page(slug, **chosen).context["sections"]
    found = next(each.table for each in sections if each.table and each.table.key == key)
    names = [column.key for column in found.columns]
    rows = {str(row[0]): dict(zip(names, row, strict=True)) for row in found.rows}
    if found.total:
        rows["total"] = dict(zip(names, found.total, strict=True))
    return rows
