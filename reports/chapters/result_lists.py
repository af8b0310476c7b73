"""The lists of report 6: what was made, contests that were won, photos before and after."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attachments.workbook.writing import Kind
from reports.chapters.amounts import counted, shown_of
from reports.section import Picture, Section
from reports.table import Column, Named, Table
from reports.totals.results import MOST


def what_was_made(totals):
    columns = (
        Column("what", _("What was made")),
        Column("quantity", _("Quantity"), Kind.QUANTITY),
        Column("unit", _("Unit")),
        Column("measure", _("Measure")),
    )
    shown = totals.results[:MOST]
    unstated = sum(result.quantity is None for result in totals.results)
    notes = [
        *shown_of(len(shown), len(totals.results)),
        *counted(_("Results without a quantity: %(count)s"), unstated),
        *counted(_("Measures that are done and state no result: %(count)s"), totals.without_result),
    ]
    rows = [_made(result) for result in shown]
    table = Table("made", _("What was made"), columns, rows, notes=notes)
    return Section(
        "made", table.title, table, empty=_("No result is stated for the measures that fit.")
    )


def _made(result):
    measure = result.measure
    return (
        Named.of(result, "what"),
        result.quantity,
        Named.of(result, "unit"),
        Named.of(measure, "title", measure.get_absolute_url()),
    )


def together(totals):
    """Quantities of the same in the same unit; without any there is no section."""
    if not totals.together:
        return None
    columns = (
        Column("what", _("What was made")),
        Column("quantity", _("Quantity"), Kind.QUANTITY, _("Added up.")),
        Column("unit", _("Unit")),
        Column("results", _("Results"), Kind.COUNT, _("How many were added.")),
    )
    rows = [
        (
            Named.of(made.results[0], "what"),
            made.quantity.value,
            Named.of(made.results[0], "unit"),
            len(made.results),
        )
        for made in totals.together
    ]
    notes = [_("Only what has the same name and the same unit is added up.")]
    table = Table("together", _("The same made by several measures"), columns, rows, notes=notes)
    return Section("together", table.title, table)


def awards(totals):
    columns = (
        Column("contest", _("Contest")),
        Column("initiative", _("Initiative")),
        Column("year", _("Year"), Kind.YEAR),
        Column("place", capfirst(pgettext("award", "place")), Kind.COUNT),
        Column("prize", _("Prize"), Kind.MONEY),
        Column("bought", _("What the prize bought")),
        Column("measure", _("Measure")),
    )
    rows = [_award(award) for award in totals.awards[:MOST]]
    prizes = totals.prizes
    total = (_("Total"), "", "", "", prizes.value, "", "") if len(totals.awards) > 1 else ()
    notes = [
        *shown_of(len(rows), len(totals.awards)),
        *counted(_("Awards without a stated prize: %(count)s"), prizes.unstated),
        *counted(
            _("Awards of unknown year, which no year can name: %(count)s"),
            totals.awards_without_year,
        ),
        _("A prize may also stand among the sources of a measure, so the two are never added."),
    ]
    table = Table("awards", _("Awards"), columns, rows, total, notes)
    return Section("awards", table.title, table, empty=_("No award fits this choice."))


def _award(award):
    measure = award.measure if award.measure and award.measure.is_public else None
    return (
        Named.of(award, "contest"),
        Named.of(award, "initiative"),
        award.year,
        award.place,
        award.prize,
        Named.of(award, "bought"),
        Named.of(measure, "title", measure.get_absolute_url() if measure else ""),
    )


def photos(totals):
    """Before and after; without any published photo there is no section."""
    if not totals.photos:
        return None
    pictures = [_picture(photo) for photo in totals.photos]
    return Section("photos", _("Photos: before and after"), photos=pictures)


def _picture(photo):
    measure = photo.measure
    return Picture(
        key=str(photo.key),
        address=photo.image_url,
        thumbnail=photo.thumbnail_url,
        width=photo.thumb_width,
        height=photo.thumb_height,
        moment=photo.get_moment_display(),
        of=Named.of(measure, "title", measure.get_absolute_url()),
        caption=Named.of(photo, "caption"),
        taken_on=photo.taken_on,
    )
