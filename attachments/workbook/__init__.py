"""Workbooks (.xlsx): read as if their senders were hostile, written so that text stays text."""

import os

# Where lxml is installed, openpyxl would parse with it; only its other parser refuses entities.
os.environ.setdefault("OPENPYXL_LXML", "False")
