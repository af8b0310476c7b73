"""A clerk before the page on which a hearing is entered from its paper."""

from tests.desk import Page, address


def sheet_of(browser, hearing):
    """The page as it opens."""
    return Page(browser, address("hearings_hearing_sheet", hearing.pk))


def row(place, text="Көпүрө керек.", **values):
    """The boxes of one row, by name."""
    typed = {"text": text} | values
    return {f"r{place}-{name}": str(value) for name, value in typed.items()}


def figures(**values):
    return {f"f-{name}": str(value) for name, value in values.items()}


def draft_of(browser, hearing):
    return address("hearings_hearing_draft", hearing.pk)
