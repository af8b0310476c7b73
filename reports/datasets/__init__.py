"""The public datasets, each declared once: files, dictionary and interface all follow from it.

Only what everybody may read, never personal data.
"""

from reports.datasets import budgets, hearings, people, programs, proposals

# In the order in which a word travels to a deed.
DATASETS = {
    dataset.key: dataset
    for dataset in (
        people.VILLAGES,
        people.YEARLY_FIGURES,
        people.GROUPS,
        hearings.HEARINGS,
        hearings.POSTINGS,
        hearings.HEARING_STEPS,
        proposals.PROPOSALS,
        proposals.PROPOSAL_STEPS,
        hearings.HAND_VOTES,
        hearings.ACTS,
        programs.PROGRAMS,
        programs.PROGRAM_SECTORS,
        programs.PROGRAM_HEARINGS,
        programs.MEASURES,
        programs.MEASURE_STEPS,
        programs.MEASURE_PROPOSALS,
        programs.CONTRIBUTIONS,
        programs.RESULTS,
        programs.AWARDS,
        budgets.BUDGETS,
        budgets.LINES,
        budgets.EXECUTIONS,
        budgets.AMENDMENTS,
        budgets.AMENDMENT_CHANGES,
        budgets.BUDGET_STEPS,
        budgets.CODES,
        budgets.LINE_PROPOSALS,
    )
}
