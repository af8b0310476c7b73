"""Looking for a person in a workbook that waits to be taken in."""

from django.core.files.base import ContentFile

from . import parts
from .archive import Archive
from .refusals import WorkbookRefused


def cell_texts(content):
    """What stands in the cells of every sheet, hidden ones too; nothing if it cannot be read."""
    try:
        archive = Archive(ContentFile(content))
        parts.walk(archive)
    except WorkbookRefused:
        return
    # Loaded here: it takes 20 MB, and few processes ever read a workbook.
    from openpyxl import load_workbook

    for sheet in load_workbook(archive.file, read_only=True, keep_links=False).worksheets:
        sheet.reset_dimensions()
        for row in sheet.iter_rows(values_only=True):
            yield from (str(value) for value in row if value is not None)
