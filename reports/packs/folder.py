"""The folder of an ordered pack: who may have it, how far it is, and whether anybody works on it.

Whoever makes a pack holds the lock of its folder for as long as the process lives. So a process
that was killed, or a machine that went down, leaves a pack that is seen to have failed.
"""

import fcntl
import json
import re
import secrets
import shutil
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from reports.packs.order import Order
from reports.packs.writing import put

# What an order raises that lies on the disk and cannot be read.
UNREADABLE = (OSError, ValueError)
KEPT = timedelta(days=7)
_TOKEN = re.compile("[0-9a-f]{32}")


class Stage(StrEnum):
    """What has become of an order."""

    WAITING = "waiting"
    MAKING = "making"
    DONE = "done"
    FAILED = "failed"


def home():
    return Path(settings.DATA_DIR) / "packs"


class Folder:
    """One ordered pack."""

    def __init__(self, token):
        self.token = token
        self.path = home() / token

    @classmethod
    def create(cls, order):
        """A new folder with the order in it. Raises OSError where the disk takes no more."""
        folder = cls(secrets.token_hex(16))
        folder.path.mkdir(mode=0o700, parents=True)
        folder._write("order.json", asdict(order))
        return folder

    @classmethod
    def find(cls, token, by=None):
        """The folder of a token, if this account ordered it; None otherwise.

        An order that cannot be read counts as not there: one broken folder must not shut the
        page for everybody.
        """
        if not _TOKEN.fullmatch(token):
            return None
        folder = cls(token)
        try:
            order = folder.order
        except UNREADABLE:
            return None
        return folder if by is None or order.by == by else None

    @classmethod
    def of(cls, by):
        """The packs that an account ordered, the newest first."""
        own = [folder for folder in map(cls, tokens()) if cls.find(folder.token, by)]
        return sorted(own, key=lambda folder: folder.ordered_at, reverse=True)

    # Read once: whoever found the folder has them, even if it is deleted meanwhile.

    @cached_property
    def order(self):
        """What is wanted. Raises OSError or ValueError where it cannot be read."""
        return Order.read(self._read("order.json"))

    @cached_property
    def ordered_at(self):
        seconds = (self.path / "order.json").stat().st_mtime
        return datetime.fromtimestamp(seconds, UTC)

    @property
    def file(self):
        """Where the finished pack lies."""
        return self.path / f"pack.{self.order.format}"

    # How far it is

    @property
    def stage(self):
        if self.file.exists():
            return Stage.DONE
        if "failed" in self.state or not self.is_held():
            # It may have been finished between the two looks.
            return Stage.DONE if self.file.exists() else Stage.FAILED
        return Stage.MAKING if "chapter" in self.state else Stage.WAITING

    @property
    def is_under_way(self):
        return self.stage in {Stage.WAITING, Stage.MAKING}

    @property
    def state(self):
        """`chapter` of `chapters`, or in `failed` the kind of the failure."""
        try:
            return self._read("state.json")
        except (OSError, ValueError):
            return {}

    def tell(self, **state):
        self._write("state.json", state)

    def keep(self, content):
        """Put the finished file into its place, whole or not at all."""
        put(self.file, content)

    # Who works on it

    def hold(self):
        """The lock of the folder as an open file; None where somebody else holds it."""
        lock = open(self.path / "lock", "w")  # noqa: SIM115 held until it is closed
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return None
        return lock

    def is_held(self):
        lock = self.hold()
        if lock is None:
            return True
        lock.close()
        return False

    # Files

    def _write(self, name, values):
        put(self.path / name, json.dumps(values).encode())

    def _read(self, name):
        return json.loads((self.path / name).read_text(encoding="utf-8"))


def tokens():
    """All folders of orders."""
    if not home().exists():
        return []
    return [path.name for path in home().iterdir() if Folder.find(path.name)]


def under_way():
    """How many packs are being made or wait for it."""
    return sum(Folder(token).is_under_way for token in tokens())


@contextmanager
def one_at_a_time():
    """Wait until no other pack is being made: a small machine has memory for one."""
    with open(home() / "making.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def sweep(older_than=KEPT):
    """Delete packs that were ordered longer ago; the number of them."""
    before = timezone.now() - older_than
    old = [Folder(token) for token in tokens()]
    old = [folder for folder in old if folder.ordered_at < before and not folder.is_held()]
    for folder in old:
        shutil.rmtree(folder.path, ignore_errors=True)
    return len(old)
