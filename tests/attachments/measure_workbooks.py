"""A process of its own that reads or writes workbooks and prints by how many MB it grew."""

import sys
from pathlib import Path

import django
from django.conf import settings


def peak():
    """The highest memory of this process so far, in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    raise LookupError("VmHWM")


def main(arguments):
    settings.configure(USE_I18N=False)
    django.setup()
    if arguments[0] == "--write":
        grown = grown_by_writing(int(arguments[1]))
    else:
        grown = grown_by_reading(arguments)
    print(grown)


def grown_by_reading(paths):
    from django.core.files import File

    from attachments.workbook import archive, opening, parts
    from attachments.workbook.refusals import WorkbookRefused

    if paths[0] == "--no-limit":
        archive.check_directory = lambda entries: None
        archive.MOST_EXPANDED = sys.maxsize
        parts.MOST_MARKS = parts.MOST_OF_TABLES = parts.MOST_OF_ANOTHER = sys.maxsize
        paths = paths[1:]
    before = peak()
    for path in paths:
        with Path(path).open("rb") as opened:
            try:
                opening.open_rows(File(opened))
            except WorkbookRefused:
                continue
    return peak() - before


def grown_by_writing(count):
    from attachments.workbook.writing import Column, Kind, Sheet, write_workbook

    columns = [Column("Title"), *(Column(f"Sum {n}", Kind.MONEY) for n in range(5))]
    rows = ((f"Строка {n}", n, n + 0.5, n + 1, n + 2, n + 3) for n in range(count))
    before = peak()
    with write_workbook(Sheet(columns, rows)):
        return peak() - before


if __name__ == "__main__":
    main(sys.argv[1:])
