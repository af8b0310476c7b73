"""The pages of the account, and the answers for machines."""

from .calendar import hearing_calendar, hearings_calendar
from .data import data, data_archive, data_detail, data_file, open_interface
from .downloads import report_csv, report_pdf, report_workbook
from .feeds import decisions_feed, hearings_feed
from .packs import pack_detail, pack_file, pack_order
from .reports import report_detail, report_list

__all__ = [
    "data",
    "data_archive",
    "data_detail",
    "data_file",
    "decisions_feed",
    "hearing_calendar",
    "hearings_calendar",
    "hearings_feed",
    "open_interface",
    "pack_detail",
    "pack_file",
    "pack_order",
    "report_csv",
    "report_detail",
    "report_list",
    "report_pdf",
    "report_workbook",
]
