"""The folder of an ordered pack: who may have it, how far it is, and whether anybody works on it.

Whoever makes a pack holds the lock of its folder for as long as the process lives. So a process
that was killed, or a machine that went down, leaves a pack that is seen to have failed.
"""

import json
import re
import secrets
import shutil
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from reports.packs import lock
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

    @property
    def is_under_way(self):
        return self in {Stage.WAITING, Stage.MAKING}


def home():
    return Path(settings.DATA_DIR) / "packs"


def is_token(name):
    return bool(_TOKEN.fullmatch(name))


def changed_at(path):
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


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
        try:
            folder._write("order.json", asdict(order))
        except OSError:
            folder.delete()
            raise
        return folder

    @classmethod
    def find(cls, token, by=None):
        """The folder of a token, if this account ordered it; None otherwise.

        A week after it was ordered a pack is not found, swept or not. Nor is an order that cannot
        be read: one broken folder must not shut the page for everybody.
        """
        folder = cls(token)
        if not is_token(token) or not folder.is_readable or folder.is_expired:
            return None
        return folder if by is None or folder.order.by == by else None

    def delete(self):
        shutil.rmtree(self.path, ignore_errors=True)

    # What was ordered

    @property
    def order(self):
        return self._kept[0]

    @property
    def ordered_at(self):
        return self._kept[1]

    @cached_property
    def _kept(self):
        """The order and its moment, read once: who found them has them, even if swept meanwhile.

        Raises one of UNREADABLE where there is no order, or none that we understand.
        """
        order = Order.read(self._read("order.json"))
        return order, changed_at(self.path / "order.json")

    @property
    def is_readable(self):
        try:
            return bool(self._kept)
        except UNREADABLE:
            return False

    @property
    def is_expired(self):
        return self.ordered_at < timezone.now() - KEPT

    @property
    def file(self):
        """Where the finished pack lies."""
        return self.path / f"pack.{self.order.format}"

    # How far it is

    @property
    def stage(self):
        if self.file.exists():
            return Stage.DONE
        state = self.state
        if "failed" in state or not self.is_held():
            # It may have been finished between the two looks.
            return Stage.DONE if self.file.exists() else Stage.FAILED
        return Stage.MAKING if "chapter" in state else Stage.WAITING

    @property
    def is_under_way(self):
        return self.stage.is_under_way

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
        return lock.hold(self.path / "lock")

    def is_held(self):
        return lock.is_held(self.path / "lock")

    # Files

    def _write(self, name, values):
        put(self.path / name, json.dumps(values).encode())

    def _read(self, name):
        return json.loads((self.path / name).read_text(encoding="utf-8"))
