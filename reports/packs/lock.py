"""The lock of a folder: one process holds it, and nobody who looks stands in its way.

Who works takes the lock alone, who looks takes it together with other looks and for a moment only.
The system lets go of it when a process ends, however it ends.
"""

import fcntl
from time import sleep

# A look is over sooner than this; in seconds.
MOMENT = 0.001


def hold(path):
    """The lock as an open file, held until it is closed; None where somebody else holds it."""
    lock = open(path, "w")  # noqa: SIM115 held until it is closed
    while not _is_taken(lock, fcntl.LOCK_EX):
        if is_held(path):
            lock.close()
            return None
        # Only somebody who looked.
        sleep(MOMENT)
    return lock


def is_held(path):
    """Whether somebody works. Writes nothing: also a folder that was just deleted is not held."""
    try:
        with open(path, "rb") as lock:
            return not _is_taken(lock, fcntl.LOCK_SH)
    except FileNotFoundError:
        return False


def _is_taken(lock, kind):
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
