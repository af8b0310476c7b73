"""The budget classification as a data file, and how it comes into the database.

`classification.tsv` holds the codes that a small aimak needs. Basis: Government resolution № 768 of
18.12.2009. Codes and names that were not seen in an official list have no "yes" under `verified`;
staff sees them marked and ticks them once they are checked.
"""

import csv
from pathlib import Path

from django.db import transaction

from budget.models import ClassificationCode

FILE = Path(__file__).with_name("classification.tsv")
_SIDES = {
    "revenue": {"for_revenue": True, "for_expenditure": False},
    "expenditure": {"for_revenue": False, "for_expenditure": True},
    "both": {"for_revenue": True, "for_expenditure": True},
}


@transaction.atomic
def load_classification(path=FILE):
    """Bring the codes of the file in, or up to date. Returns how many were new or changed."""
    with open(path, encoding="utf-8", newline="") as file:
        # Shorter codes first: a part comes after the whole.
        rows = sorted(csv.DictReader(file, delimiter="\t"), key=lambda row: len(row["code"]))
    known = {_key(code): code for code in ClassificationCode.objects.all()}
    changed = 0
    for row in rows:
        key = (row["kind"], row["code"], int(row["first_year"]))
        code = known.get(key) or ClassificationCode(kind=key[0], code=key[1], first_year=key[2])
        if code.is_verified:
            continue  # what somebody has checked is not taken back by a file
        if _bring_up_to_date(code, row, _parent(known.values(), code)):
            code.full_clean()
            code.save()
            known[key] = code
            changed += 1
    return changed


def _key(code):
    return (code.kind, code.code, code.first_year)


def _bring_up_to_date(code, row, parent):
    """Set what the file says; whether anything is new."""
    values = {
        "last_year": int(row["last_year"]) if row["last_year"] else None,
        "is_verified": row["verified"] == "yes",
        "parent": parent,
        **{f"name_{language}": row[language] for language in ("ky", "ru", "en")},
        **_SIDES[row["side"]],
    }
    new = code.pk is None or any(getattr(code, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(code, name, value)
    return new


def _parent(codes, code):
    """The longest code of its kind that it begins with, in the year in which it begins."""
    above = [
        other
        for other in codes
        if other.kind == code.kind
        and other.code != code.code
        and code.code.startswith(other.code)
        and other.exists_in(code.first_year)
    ]
    return max(above, key=lambda other: len(other.code), default=None)
