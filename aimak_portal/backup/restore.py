"""Bringing a backup back. Nothing of the portal is touched before all of the file is verified."""

import tempfile
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from groups.erasing import read_ledger, replay
from groups.history.kept import KEPT

from . import archive
from .make import ENGINES
from .problems import BackupProblem

# Filled by setting the portal up, not by anybody's work.
SET_UP = {
    "auth.permission",
    "auth.group",
    "contenttypes.contenttype",
    "sessions.session",
    "hearings.consenttext",
}


def restore_backup(path, replace=False):
    """Puts the database and the files of the backup in the place of the portal's own.

    Refuses, saying why, a file that is damaged or from a newer portal, and, without `replace`,
    to overwrite what somebody entered.
    """
    if not replace and (kind := anything_entered()):
        raise BackupProblem(
            f"This portal holds data already ({kind}). Make a backup of it, then restore with "
            "--replace to put the backup in its place."
        )
    data_dir = Path(settings.DATA_DIR)
    data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=data_dir) as place:
        place = Path(place)
        manifest = archive.unpack(path, place)
        check_origin(manifest)
        engine = ENGINES[manifest["engine"]]
        engine.check(place / engine.MEMBER, manifest)
        with exchanged_media(place):
            engine.put_back(place / engine.MEMBER, manifest)
    connection.close()
    # A backup of an older portal is brought up to this one's schema.
    call_command("migrate", verbosity=0, interactive=False)
    # Who was erased since the backup was made does not come back with it.
    replay(read_ledger(), since=datetime.fromisoformat(manifest["made_at"]))
    return manifest


def anything_entered():
    """What kind of thing somebody entered here; empty for a portal just set up."""
    tables = set(connection.introspection.table_names())
    history = {kept.history for kept in KEPT.values()}
    # What stands there is named before what is only remembered of it.
    for model in sorted(apps.get_models(), key=history.__contains__):
        if model._meta.db_table not in tables or model._meta.label_lower in SET_UP:
            continue
        if model._base_manager.exists():
            return model._meta.label
    root = Path(settings.MEDIA_ROOT)
    return "files" if root.is_dir() and any(root.rglob("*.*")) else ""


def check_origin(manifest):
    """Refuses another engine's database and a schema this portal does not know yet."""
    if manifest["engine"] != connection.vendor:
        raise BackupProblem(
            f"The backup is of a {manifest['engine']} database, this portal runs on "
            f"{connection.vendor}: set DATABASE_URL to the kind the backup was made on."
        )
    if unknown := unknown_migrations(manifest):
        raise BackupProblem(
            f"The backup is from a newer portal: it knows {', '.join(unknown)}, this one does not. "
            "Install that version first."
        )


def unknown_migrations(manifest):
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return [f"{app}.{name}" for app, name in manifest["migrations"] if (app, name) not in known]


@contextmanager
def exchanged_media(place):
    """The backup's files stand in the portal's place; a failure inside brings its own back."""
    live, old, new = Path(settings.MEDIA_ROOT), place / "replaced-media", place / "media"
    new.mkdir(exist_ok=True)
    readable_for_the_portal(new)
    had_files = live.exists()
    if had_files:
        live.rename(old)
    new.rename(live)
    try:
        yield
    except BaseException:
        live.rename(new)
        if had_files:
            old.rename(live)
        raise


def readable_for_the_portal(directory):
    directory.chmod(0o750)
    for path in directory.rglob("*"):
        path.chmod(0o750 if path.is_dir() else settings.FILE_UPLOAD_PERMISSIONS)
