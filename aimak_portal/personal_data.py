"""The register of what every text of the database says, and about whom.

Its kinds:
citizen — who a citizen is: never public, logged when looked at, erased when asked and in time;
scan — a picture of a paper, which may name people: public only where staff decided so;
words — what a citizen wrote or sent: public once staff published it;
staff — an account of the desk: seen by the head alone;
desk — notes for the staff's own work: never public;
public — facts of the municipality: for everybody, once their record is public;
technical — folded for search, digests, names given by the portal.
"""

import csv
from functools import cache
from pathlib import Path

KINDS = ("citizen", "scan", "words", "staff", "desk", "public", "technical")


@cache
def register():
    """The kind of every column that holds text: {"app.Model.column": kind}."""
    with Path(__file__).with_suffix(".tsv").open(encoding="utf-8", newline="") as table:
        return {row["column"]: row["kind"] for row in csv.DictReader(table, delimiter="\t")}
