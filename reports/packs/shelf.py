"""All ordered packs: whose they are, how many are being made, and how they are swept."""

import fcntl
from contextlib import contextmanager

from django.utils import timezone

from reports.packs.folder import KEPT, Folder, changed_at, home, is_token


def ordered_by(account):
    """The packs that an account ordered, the newest first."""
    own = filter(None, [Folder.find(folder.token, account) for folder in _everything()])
    return sorted(own, key=lambda folder: folder.ordered_at, reverse=True)


def under_way():
    """How many packs are being made or wait for it."""
    return sum(folder.is_under_way for folder in _everything() if Folder.find(folder.token))


@contextmanager
def one_at_a_time():
    """Wait until no other pack is being made: a small machine has memory for one."""
    with open(home() / "making.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def sweep(older_than=KEPT):
    """Delete packs that were ordered longer ago, and what is left of others; the number of them."""
    before = timezone.now() - older_than
    old = [folder for folder in _everything() if _is_of_before(before, folder)]
    for folder in old:
        folder.delete()
    return len(old)


def _everything():
    """All folders, also those in which no order can be read."""
    if not home().exists():
        return []
    return [Folder(path.name) for path in home().iterdir() if is_token(path.name)]


def _is_of_before(moment, folder):
    try:
        # Without an order nobody knows when it was ordered, but when something came to it last.
        since = folder.ordered_at if folder.is_readable else changed_at(folder.path)
    except FileNotFoundError:
        # Swept by another process meanwhile.
        return False
    return since < moment and not folder.is_held()
