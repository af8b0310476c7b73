"""Making a backup while the portal goes on working."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from . import archive, postgresql, sqlite

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def make_backup(directory=None):
    """Writes one backup file into `directory` (default: backups in DATA_DIR), returns its path."""
    directory = Path(directory or settings.DATA_DIR / "backups")
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    made_at = datetime.now(UTC)
    target = directory / f"aimak-{made_at:%Y%m%dT%H%M%SZ}.tar.gz"
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=directory) as place:
        unfinished = Path(place) / target.name
        write(unfinished, made_at)
        # A backup that cannot be read back is none: better to know it tonight.
        archive.unpack(unfinished, Path(place) / "read-back")
        # Only a complete file ever carries a backup's name.
        os.replace(unfinished, target)
    return target


def write(path, made_at):
    engine = ENGINES[connection.vendor]
    database = path.with_name(engine.MEMBER)
    with open(path, "xb", opener=private) as file:
        with archive.Writer(file) as packed:
            # The database first: a file it names is older than it. What comes later does no harm.
            facts = engine.copy_to(database)
            packed.add(engine.MEMBER, database)
            for media in media_files():
                add_media(packed, media)
            packed.add_manifest(
                {"made_at": made_at.isoformat(), "engine": connection.vendor, **facts}
            )
        file.flush()
        os.fsync(file.fileno())


def private(path, flags):
    return os.open(path, flags, 0o600)


def media_files():
    root = Path(settings.MEDIA_ROOT)
    return sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())


def add_media(packed, path):
    try:
        packed.add(f"media/{path.relative_to(settings.MEDIA_ROOT).as_posix()}", path)
    except FileNotFoundError:
        # Erased by its owner between the listing and now.
        return
