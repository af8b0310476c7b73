"""Stored files that no row names any more, and how they leave the disk.

A row's own `delete()` and that of its QuerySet let the files go when the transaction commits.
Three ways leave a file behind: a cascade from a deleted parent, a replaced file, and a
transaction rolled back after the file was written. `sweep()` finds these later.
"""

from datetime import timedelta

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from attachments.fields import GuardedFileField

# A form may be writing its row at this moment: only what is older than a day is an orphan.
GRACE = timedelta(days=1)
FOLDERS = ("photos", "thumbnails", "documents")
# Functions of upper floors that name files which no row names but which must stay for now.
HOLDERS = []
# Functions of upper floors that delete their own passing files and return the number of them.
SWEEPERS = []


def stored_fields(model):
    """The columns of a model that hold our stored files."""
    return [field for field in model._meta.concrete_fields if isinstance(field, GuardedFileField)]


def forget_on_commit(names, using):
    """Delete these stored files once the rows that named them are gone for good."""
    names = [name for name in names if name]
    if not names:
        return
    # robust: the row is already gone, a file that resists is left to sweep().
    transaction.on_commit(lambda: _delete(set(names) - _held()), using=using, robust=True)


def sweep(older_than=GRACE):
    """Delete stored files that no row names, and what has passed; the number of them."""
    before = timezone.now() - older_than
    # First the disk, then the rows: a file whose row commits in between is then kept.
    old = [name for name in _on_disk() if default_storage.get_modified_time(name) < before]
    named = _named()
    orphans = [name for name in old if name not in named]
    _delete(orphans)
    return len(orphans) + sum(sweeper() for sweeper in SWEEPERS)


def _delete(names):
    for name in names:
        default_storage.delete(name)


def _on_disk():
    for folder in FOLDERS:
        yield from _files_under(folder)


def _files_under(folder):
    if not default_storage.exists(folder):
        return
    folders, files = default_storage.listdir(folder)
    for name in files:
        yield f"{folder}/{name}"
    for name in folders:
        yield from _files_under(f"{folder}/{name}")


def _held():
    return {name for held in HOLDERS for name in held()}


def _named():
    names = _held()
    for model in apps.get_models():
        for field in stored_fields(model):
            names.update(model._base_manager.values_list(field.attname, flat=True))
    return names
