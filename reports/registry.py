"""All reports, in the order in which deputies read them."""

from reports.chapters.groups import GROUPS
from reports.chapters.hearings import HEARINGS
from reports.chapters.proposals import PROPOSALS

REPORTS = {report.slug: report for report in (HEARINGS, PROPOSALS, GROUPS)}
