"""The pages of the account."""

from .calendar import hearing_calendar, hearings_calendar
from .downloads import report_csv, report_pdf, report_workbook
from .feeds import decisions_feed, hearings_feed
from .reports import report_detail, report_list

__all__ = [
    "decisions_feed",
    "hearing_calendar",
    "hearings_calendar",
    "hearings_feed",
    "report_csv",
    "report_detail",
    "report_list",
    "report_pdf",
    "report_workbook",
]
