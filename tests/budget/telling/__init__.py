"""Every place that tells the figures of budgets, compared with the `Books` to the last digit.

Each function raises AssertionError where a place tells another figure than the books have.
"""

from .files import archive, interface, report_csv, report_on_paper, report_workbook
from .lists import all_lines, chosen_lines, on_paper, search_page, shelf
from .places import home, line_page, measure_page, proposal_page, village_page
from .reports import budget_report, programs_report, voice_report
from .teller import Teller
from .workbook import workbook
from .year import year_page

__all__ = [
    "Teller",
    "all_lines",
    "archive",
    "budget_report",
    "chosen_lines",
    "home",
    "interface",
    "line_page",
    "measure_page",
    "on_paper",
    "programs_report",
    "proposal_page",
    "report_csv",
    "report_on_paper",
    "report_workbook",
    "search_page",
    "shelf",
    "village_page",
    "voice_report",
    "workbook",
    "year_page",
]
