"""For the tests of reading a workbook: what is read of it, and what is told about it."""

import pytest

from attachments.workbook.opening import open_rows
from attachments.workbook.refusals import WorkbookRefused
from tests.attachments import workbooks as samples


def read(data, **options):
    return open_rows(samples.upload(data), **options)


def values(data, **options):
    return {row.number: row.values for row in read(data, **options)}


def refusal(data, **options):
    with pytest.raises(WorkbookRefused) as caught:
        read(data, **options)
    return caught.value


def cell(xml):
    """A workbook whose cell B2 is this XML."""
    head = samples.text("Number", 1) + samples.text("Planned", 1, "B")
    return samples.with_sheet(samples.cells((1, head), (2, samples.text("1", 2) + xml)))
