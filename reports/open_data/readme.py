"""What stands beside the tables: whose data it is, how to read it, how to use and cite it."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groups.models import Aimak
from language.texts import in_language
from reports.datasets import DATASETS
from reports.demonstration import warning
from reports.open_data.licence import LICENCE, LICENCE_URL

LICENCE_TEXT = """\
Creative Commons Attribution 4.0 International (CC BY 4.0)

You are free to share the material (copy and redistribute it in any medium or format) and to adapt
it (remix, transform and build upon it) for any purpose, even commercially, as long as you give
appropriate credit, provide a link to the licence, and indicate if changes were made. You may do so
in any reasonable manner, but not in any way that suggests that the licensor endorses you or your
use. You may not apply legal terms or technological measures that legally restrict others from
doing anything the licence permits. No warranties are given.

This is a summary and not the licence itself. The licence:
"""


def licence():
    """The summary of the licence and where the whole of it stands."""
    return f"{LICENCE_TEXT}{LICENCE_URL}legalcode\n".replace("\n", "\r\n")


def owner():
    """The name of the aimak in the reader's language."""
    return in_language(Aimak.objects.current(), "name")[0] or _("Aiyl aimak")


def citation(day):
    """How the data is named as a source."""
    return _("%(aimak)s, open data, %(day)s, %(address)s, %(licence)s") % {
        "aimak": owner(),
        "day": date_format(day),
        "address": address(),
        "licence": LICENCE,
    }


def address():
    """Where the data stands, for somebody who holds only the file."""
    return settings.SITE_URL + reverse("reports:data")


def reading():
    """How the tables are to be read, in sentences."""
    return [
        _("Only what everybody may read on the site stands here: no personal data, no drafts."),
        _("An empty cell means that nothing is stated, which is not zero."),
        _("Money is in som, days are written as 2026-03-12, and a decimal point divides numbers."),
        _(
            "Texts of the municipality stand in Kyrgyz, Russian and English, as far as they are "
            "translated; a citizen’s own words stand in the language in which they were written."
        ),
        _(
            "An apostrophe at the beginning of a text keeps a spreadsheet from computing it; it "
            "does not belong to the words."
        ),
    ]


def readme(now):
    """The text beside the tables, in the active language."""
    lines = [
        _("Open data: %(aimak)s") % {"aimak": owner()},
        "",
        _("Made on: %(day)s") % {"day": date_format(now, "DATETIME_FORMAT")},
        address(),
        *filter(None, [warning(Aimak.objects.current())]),
        "",
        *reading(),
        "",
        _("Licence: %(licence)s") % {"licence": f"{LICENCE}, {LICENCE_URL}"},
        _("Cite as: %(citation)s") % {"citation": citation(now)},
        "",
        "dictionary.csv: " + _("what every field means"),
        "codes.csv: " + _("what every code means"),
        *(f"{dataset.key}.csv: {dataset.title}. {dataset.about}" for dataset in DATASETS.values()),
        "",
    ]
    return "\r\n".join(lines)
