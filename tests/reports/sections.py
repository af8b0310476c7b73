"""A part of a report as plain values, for tests that look past its table."""

from tests.reports.reading import page


def section(slug, key, **chosen):
    """A part of a report by its key; None where it is left out."""
    sections = page(slug, **chosen).context["sections"]
    return next((each for each in sections if each.key == key), None)


def figures(slug, key="glance", **chosen):
    """The large figures at the head of a report, as they are written: {label: value}."""
    found = section(slug, key, **chosen).figures
    return {str(figure.label): str(figure.value).replace("\xa0", " ") for figure in found}
