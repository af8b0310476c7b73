"""All reports, in the order in which deputies read them."""

from reports.chapters.hearings import HEARINGS

REPORTS = {report.slug: report for report in (HEARINGS,)}
