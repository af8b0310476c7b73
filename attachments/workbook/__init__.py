"""Workbooks (.xlsx): read as if their senders were hostile, written so that text stays text."""
