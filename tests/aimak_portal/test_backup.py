import gzip
import shutil
import sqlite3
import stat
import threading
import zlib
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

from aimak_portal.backup import BackupProblem, archive, make_backup, restore_backup
from aimak_portal.backup.restore import anything_entered
from hearings.models import ConsentText

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_directories(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = tmp_path / "data" / "media"


def enter_something():
    """A row and a file, as any work in the portal leaves them."""
    User.objects.create_user("asel", first_name="Асел")
    default_storage.save("acts/капчыгай.txt", ContentFile("токтом".encode()))


def attached_text():
    return Path(default_storage.path("acts/капчыгай.txt")).read_text()


def lose_everything():
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(default_storage.location)


def with_flipped_byte(path):
    """The same archive with one letter of the attached file changed, its checksums untouched."""
    content = gzip.decompress(path.read_bytes())
    changed = content.replace("токтом".encode(), "тохтом".encode())
    assert changed != content
    damaged = path.with_name("flipped.tar.gz")
    damaged.write_bytes(gzip.compress(changed))
    return damaged


def test_what_was_lost_comes_back_from_the_backup():
    enter_something()
    backup = make_backup()
    lose_everything()

    restore_backup(backup)

    assert User.objects.get().first_name == "Асел"
    assert attached_text() == "токтом"


def test_a_portal_just_set_up_holds_nothing_to_ask_about():
    ConsentText.objects.get_or_create(version=1, defaults={"valid_from": "2026-01-01"})
    call_command("sync_roles", verbosity=0)
    assert anything_entered() == ""


def test_a_backup_is_readable_by_its_owner_alone():
    enter_something()
    assert stat.S_IMODE(make_backup().stat().st_mode) == 0o600


def test_a_backup_leaves_nothing_unfinished_beside_it():
    enter_something()
    backup = make_backup()
    assert list(backup.parent.iterdir()) == [backup]


def test_a_failed_backup_leaves_no_file_that_looks_like_one(monkeypatch, settings):
    def fails(*args):
        raise OSError("no space left")

    monkeypatch.setattr(archive.Writer, "add_manifest", fails)
    with pytest.raises(OSError, match="no space"):
        make_backup()
    assert list((settings.DATA_DIR / "backups").iterdir()) == []


def test_entered_data_is_not_overwritten_unasked():
    enter_something()
    backup = make_backup()
    User.objects.create_user("bakyt")

    with pytest.raises(BackupProblem, match="--replace"):
        restore_backup(backup)

    assert User.objects.count() == 2


def test_entered_data_gives_way_when_asked():
    enter_something()
    backup = make_backup()
    User.objects.create_user("bakyt")
    default_storage.save("acts/later.txt", ContentFile(b"later"))

    restore_backup(backup, replace=True)

    assert [user.username for user in User.objects.all()] == ["asel"]
    assert not default_storage.exists("acts/later.txt")


def test_a_flipped_letter_is_refused_and_nothing_is_touched():
    enter_something()
    damaged = with_flipped_byte(make_backup())
    User.objects.create_user("bakyt")

    with pytest.raises(BackupProblem, match="damaged: media/acts"):
        restore_backup(damaged, replace=True)

    assert User.objects.count() == 2
    assert attached_text() == "токтом"


def test_without_the_checksums_a_flipped_letter_would_come_in(monkeypatch):
    enter_something()
    damaged = with_flipped_byte(make_backup())
    monkeypatch.setattr(archive, "check_members", lambda *args: None)

    restore_backup(damaged, replace=True)

    assert attached_text() == "тохтом"


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_a_flipped_byte_of_the_packed_file_is_refused(place):
    enter_something()
    backup = make_backup()
    backup.write_bytes(with_flipped_bit(backup.read_bytes(), place))

    with pytest.raises(BackupProblem):
        restore_backup(backup, replace=True)

    assert User.objects.count() == 1


def with_flipped_bit(packed, place):
    """Flipped at the first byte from this place on that matters.

    In a run of zeros a byte of the packed file may say how far back to look for the same zeros:
    there another number unpacks to the very same content, and nothing is damaged.
    """
    content = gzip.decompress(packed)
    for at in range(int(len(packed) * place), len(packed)):
        flipped = packed[:at] + bytes([packed[at] ^ 0x10]) + packed[at + 1 :]
        if unpacked(flipped) != content:
            return flipped
    raise AssertionError("no byte matters")


def unpacked(packed):
    try:
        return gzip.decompress(packed)
    except (gzip.BadGzipFile, zlib.error, EOFError):
        return None


@pytest.mark.parametrize("kept", [0, 0.3, 0.95, 0.999])
def test_a_cut_off_file_is_refused_and_nothing_is_touched(kept):
    enter_something()
    backup = make_backup()
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * kept)])

    with pytest.raises(BackupProblem):
        restore_backup(backup, replace=True)

    assert User.objects.count() == 1
    assert default_storage.exists("acts/капчыгай.txt")


def test_a_missing_file_is_named():
    with pytest.raises(BackupProblem, match=r"no file .*nowhere"):
        restore_backup("/nowhere.tar.gz")


def test_a_backup_of_a_newer_portal_is_refused():
    enter_something()
    future = MigrationRecorder(connection).Migration.objects.create(
        app="hearings", name="9999_from_the_future"
    )
    backup = make_backup()
    future.delete()

    with pytest.raises(BackupProblem, match=r"newer portal: it knows hearings\.9999"):
        restore_backup(backup, replace=True)

    assert User.objects.count() == 1


def test_a_backup_of_another_engine_is_refused(monkeypatch):
    enter_something()
    backup = make_backup()
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    monkeypatch.setattr(connections["default"], "vendor", other)

    with pytest.raises(BackupProblem, match="DATABASE_URL"):
        restore_backup(backup, replace=True)


def test_files_stay_when_the_database_cannot_be_put_back(monkeypatch):
    enter_something()
    backup = make_backup()
    default_storage.save("acts/later.txt", ContentFile(b"later"))

    def fails(*args):
        raise BackupProblem("no")

    monkeypatch.setattr(f"aimak_portal.backup.{connection.vendor}.put_back", fails)
    with pytest.raises(BackupProblem):
        restore_backup(backup, replace=True)

    assert default_storage.exists("acts/later.txt")
    assert default_storage.exists("acts/капчыгай.txt")


def test_a_wrong_row_count_is_refused_and_nothing_is_touched(monkeypatch):
    enter_something()
    backup = make_backup()
    User.objects.create_user("bakyt")
    unpack = archive.unpack

    def with_another_count(*args):
        manifest = unpack(*args)
        manifest["rows"]["auth_user"] += 1
        return manifest

    monkeypatch.setattr(archive, "unpack", with_another_count)
    with pytest.raises(BackupProblem, match="other rows"):
        restore_backup(backup, replace=True)

    assert User.objects.count() == 2


def write_pairs(stop, written):
    """Two rows in one transaction, again and again: half a pair must never be seen."""
    number = 0
    while not stop.is_set():
        with transaction.atomic():
            User.objects.create(username=f"left-{number}")
            User.objects.create(username=f"right-{number}")
        number += 1
        written.set()
    connection.close()


@pytest.mark.stress
def test_a_backup_made_while_a_writer_writes_holds_whole_transactions(tmp_path):
    stop, written = threading.Event(), threading.Event()
    writer = threading.Thread(target=write_pairs, args=(stop, written))
    writer.start()
    try:
        assert written.wait(60)
        backups = [make_backup(tmp_path / name) for name in "abc"]
    finally:
        stop.set()
        writer.join()

    for backup in backups:
        restore_backup(backup, replace=True)
        left = User.objects.filter(username__startswith="left").count()
        right = User.objects.filter(username__startswith="right").count()
        assert left == right > 0


@pytest.mark.sqlite
def test_a_plain_copy_of_the_file_would_lose_what_is_in_the_log(tmp_path):
    enter_something()
    connection.ensure_connection()  # while someone is connected, new rows wait in the log
    plain = tmp_path / "plain.sqlite3"
    shutil.copy(connection.settings_dict["NAME"], plain)

    with closing(sqlite3.connect(plain)) as copy:
        assert copy.execute("SELECT count(*) FROM auth_user").fetchone() == (0,)
    manifest = archive.unpack(make_backup(), tmp_path / "unpacked")
    assert manifest["rows"]["auth_user"] == 1


def test_a_member_that_leads_out_of_the_directory_is_refused(tmp_path):
    evil = tmp_path / "evil.tar.gz"
    (tmp_path / "content").write_text("x")
    with open(evil, "wb") as file, archive.Writer(file) as writer:
        writer.add("../outside", tmp_path / "content")
        writer.add_manifest({"engine": connection.vendor, "migrations": [], "rows": {}})

    with pytest.raises(BackupProblem, match="no backup has"):
        archive.unpack(evil, tmp_path / "in" / "side")
    assert not Path(tmp_path / "in" / "outside").exists()


def test_the_commands_make_and_restore(capsys, tmp_path):
    enter_something()
    call_command("backup", str(tmp_path / "safe"))
    backup = Path(capsys.readouterr().out.strip())
    assert backup.parent == tmp_path / "safe"
    lose_everything()

    call_command("restore", str(backup))

    assert "Restored the backup of" in capsys.readouterr().out
    assert User.objects.count() == 1


def test_the_restore_command_says_why_not():
    enter_something()
    backup = make_backup()
    with pytest.raises(CommandError, match=r"auth\.User"):
        call_command("restore", str(backup))
