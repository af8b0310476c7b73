"""All reports, in the order in which deputies read them."""

from reports.chapters.budget import BUDGET
from reports.chapters.groups import GROUPS
from reports.chapters.hearings import HEARINGS
from reports.chapters.programs import PROGRAMS
from reports.chapters.proposals import PROPOSALS
from reports.chapters.results import RESULTS
from reports.chapters.village import PASSPORT
from reports.chapters.voice import VOICE

REPORTS = {
    report.slug: report
    for report in (HEARINGS, PROPOSALS, VOICE, BUDGET, PROGRAMS, RESULTS, GROUPS, PASSPORT)
}
