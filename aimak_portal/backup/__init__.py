"""Keeping the municipality's record safe: one file that holds all of it, and the way back.

A backup holds the database, the files citizens and staff attached, and a manifest with the state
of the schema, the number of rows of every table and a checksum of every member. It holds personal
data and is readable by its owner alone. It does not hold SECRET_KEY, which is kept elsewhere.
"""

from .make import make_backup
from .problems import BackupProblem
from .restore import restore_backup

__all__ = ["BackupProblem", "make_backup", "restore_backup"]
