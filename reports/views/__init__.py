"""The pages of the account."""

from .reports import report_detail, report_list

__all__ = ["report_detail", "report_list"]
