"""Installations that several tests begin from; each is made once in a run, and then copied.

A test that opens a portal of its own in another process needs the tables, and most need people
who have worked there. Making that takes many seconds, and copying it none.
`python -m tests.installations KIND` makes one in DATA_DIR.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMO_PASSWORD = "a long enough password"
# What each kind is made from: the tables come first.
BEGINS_FROM = {"empty": None, "demo": "empty", "house": "empty"}


def install(kind, place):
    """A portal in this directory: `empty`, or with the `demo` data, or with the full `house`."""
    shutil.copytree(_made(kind), place, dirs_exist_ok=True)
    return place / "portal.sqlite3"


def _made(kind):
    """Where the installation of this kind stands, for all processes of the run."""
    kept = Path(os.environ["TEST_RUN_DIR"]) / "installations"
    kept.mkdir(exist_ok=True)
    with open(kept / f"{kind}.lock", "w") as lock:
        # Another process of the run may be making it.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (kept / kind).exists():
            _make(kind, kept / f"{kind}-unfinished").rename(kept / kind)
    return kept / kind


def _make(kind, place):
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    if BEGINS_FROM[kind]:
        install(BEGINS_FROM[kind], place)
    run = subprocess.run(
        [sys.executable, "-m", "tests.installations", kind],
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(place), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return place


def main(kind):
    os.environ["DJANGO_SETTINGS_MODULE"] = "aimak_portal.settings"
    import django
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()
    {"empty": _tables, "demo": _demo, "house": _house}[kind]()


def _tables():
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _demo():
    from aimak_portal.demo import load

    load(sample=True, password=DEMO_PASSWORD, say=lambda *_: None)


def _house():
    from tests.aimak_portal import house

    house.build()
    house.staff()


if __name__ == "__main__":
    main(sys.argv[1])
