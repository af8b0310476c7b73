"""A measure of a table, with who gave what to it and what came of it."""

from programs.models import Contribution, Measure, Result

from .reading import columns, store, without


def enter_measure(table, *, partners, **links):
    """The planned measure of this table with its contributions."""
    measure = store(Measure(**columns(without(table, "contribution", "result")), **links))
    for given in table.get("contribution", []):
        # By its key and not by `get`: a misspelt partner is loud.
        partner = partners[given["partner"]] if "partner" in given else None
        values = columns(without(given, "partner"))
        store(Contribution(measure=measure, partner=partner, **values))
    return measure


def enter_results(measure, tables):
    """What was made, as quantities."""
    for table in tables:
        store(Result(measure=measure, **columns(table)))
