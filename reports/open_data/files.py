"""The datasets as CSV files, alone or together with what explains them, in bounded memory."""

import zipfile

from django.conf import settings
from django.utils import timezone, translation

from attachments.comma_separated import csv_lines
from reports.datasets import DATASETS
from reports.open_data import dictionary
from reports.open_data.readme import licence, readme


def file_of(dataset):
    """The file of a dataset in pieces, read as they are taken."""
    return csv_lines(dataset.names, dataset.every())


def members(now):
    """The names of the files of the archive with their pieces."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            text = readme(now)
        yield f"README.{language}.txt", [text.encode()]
    yield "LICENSE.txt", [licence().encode()]
    yield "dictionary.csv", csv_lines(dictionary.HEADS, dictionary.rows())
    yield "codes.csv", csv_lines(dictionary.CODE_HEADS, dictionary.codes())
    for dataset in DATASETS.values():
        yield f"{dataset.key}.csv", file_of(dataset)


def archive(now=None):
    """The archive in pieces: what is made is handed on before the next row is read."""
    now = timezone.localtime(now)
    out = _Handed()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, pieces in members(now):
            member = zipfile.ZipInfo(name, now.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            # How long a table becomes is known only at its end.
            with packed.open(member, "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece)
                    if out.has_more:
                        yield out.taken()
    yield out.taken()


class _Handed:
    """Where the archive is written to: keeps only what nobody took yet, and never goes back."""

    def __init__(self):
        self._pieces = []

    def write(self, data):
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self):
        """Nothing waits anywhere else."""

    @property
    def has_more(self):
        return bool(self._pieces)

    def taken(self):
        """What was written since the last time."""
        taken, self._pieces = b"".join(self._pieces), []
        return taken
