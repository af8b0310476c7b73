"""The workbook that goes to the village: empty, for one hearing, to be filled in offline."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from attachments.workbook.writing import Guide, Sheet, write_workbook
from hearings.models import Proposal
from hearings.models.choices import Sector
from hearings.workbook import register
from hearings.workbook.cells import Answer
from hearings.workbook.columns import (
    FIGURES_FIELDS,
    FIGURES_SHEET,
    GUIDE_SHEET,
    HEARING,
    MINUTES_ROWS,
    PROPOSALS_FIELDS,
    PROPOSALS_SHEET,
    TEXTS,
    row_label,
)
from language.labels import label


def template_for(hearing):
    """The template in the active language: a temporary file, open at its beginning."""
    figures = [field.column() for field in FIGURES_FIELDS]
    offered = _offered()
    proposals = [field.column(offered.get(field.key, ())) for field in PROPOSALS_FIELDS]
    return write_workbook(
        Sheet(figures, _figures(hearing), FIGURES_SHEET),
        Sheet(proposals, name=PROPOSALS_SHEET),
        guide=Guide(GUIDE_SHEET, _rules(hearing)),
    )


def _figures(hearing):
    yield row_label(HEARING), hearing.pk, _told(hearing)
    for key in MINUTES_ROWS:
        yield row_label(key), None, _("One language is enough.") if key in TEXTS else ""


def _told(hearing):
    """The hearing as its paper is headed."""
    if hearing.starts_at is None:
        return hearing.heading
    day = date_format(localdate(hearing.starts_at), "DATE_FORMAT")
    return _("%(hearing)s, %(day)s") % {"hearing": hearing.heading, "day": day}


def _offered():
    answers = [str(each.label) for each in Answer]
    return {
        "kind": [str(each.label) for each in Proposal.Kind],
        "language": [name for _code, name in settings.LANGUAGES],
        "village": register.villages().names(),
        "sector": [label(Sector, sector) for sector in Sector],
        "group": register.active_groups().names(),
        "from_group": answers,
        "consent": answers,
    }


def _rules(hearing):
    return [
        (_("This file"), _told(hearing)),
        (
            _("Without a connection"),
            _(
                "Fill the file in and save it; nothing is sent. At the desk open the page of this "
                "hearing, press “Bring an Excel file” and choose the file. It is tried first: you "
                "see what it would add and what is wrong, row by row."
            ),
        ),
        (
            _("Headings and names of rows"),
            _("Leave the headings and the names of the rows as they are. Columns may be moved."),
        ),
        (
            _("One row for each proposal"),
            _("Write each proposal or question into a row of its own, in the order of the paper."),
        ),
        (
            _("What is not known"),
            _("Leave the cell empty. An empty cell is “not stated”, which is not zero."),
        ),
        (
            _("Names and telephones"),
            _(
                "Only of those who signed the consent on the paper. Do not leave the file on a "
                "computer that others use; delete it once it is taken in."
            ),
        ),
        (
            _("A corrected file"),
            _(
                "You may correct the file and bring it again: what is entered already is "
                "recognised by its words and is not entered twice."
            ),
        ),
    ]
