"""Making a session pack: chapter by chapter, then laid out as one document."""

import errno
import logging
from contextlib import suppress

from django.utils import translation

from groups.models import Village
from hearings.papers.pdf import PdfImpossible
from reports.packs.order import PDF, narrowed
from reports.packs.shelf import one_at_a_time
from reports.papers import page, word
from reports.papers.chapter import chapter

log = logging.getLogger(__name__)

# Why a pack could not be made, as the waiting page tells it.
DISK, PANGO, VILLAGE, OTHER = "disk", "pango", "village", "other"


def document(order, say=lambda number, count, title: None):
    """The finished file. `say` is told each chapter as it is begun, and at last the laying out."""
    with translation.override(order.language):
        reports, scope, chapters = order.chosen(), order.scope(), []
        for number, report in enumerate(reports, start=1):
            say(number, len(reports), str(report.title))
            chapters.append(chapter(report, narrowed(scope, report)))
        say(len(reports), len(reports), "")
        maker = page if order.format == PDF else word
        return maker.make(chapters, order.cover())


def work_off(folder, say=lambda number, count, title: None):
    """Make the pack of a folder; whether it was made.

    What goes wrong is told in the folder, for the page that waits, and in the log.
    """

    def tell(number, count, title):
        folder.tell(chapter=number, chapters=count, laying_out=not title)
        say(number, count, title)

    try:
        with one_at_a_time():
            folder.keep(document(folder.order, tell))
    except Exception as error:
        log.exception("A session pack could not be made")
        # On a full disk not even this can be written; the page then sees that nobody works.
        with suppress(OSError):
            folder.tell(failed=_kind(error))
        return False
    return True


def _kind(error):
    if isinstance(error, PdfImpossible):
        return PANGO
    if isinstance(error, Village.DoesNotExist):
        return VILLAGE
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DISK
    return OTHER
