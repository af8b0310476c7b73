"""A process of its own for each ordered pack: the site answers on while it works."""

import os
import subprocess
import sys
from contextlib import suppress
from threading import Thread

from django.conf import settings

POLITE = 10


def start(folder):
    """Begin to make the pack of a folder; None where somebody works on it already.

    The process inherits the lock of the folder and lets go of it when it ends, however it ends.
    """
    lock = folder.hold()
    if lock is None:
        return None
    with lock:
        # How far an earlier attempt came is of no interest.
        folder.tell()
        process = subprocess.Popen(  # noqa: S603 the token is our own
            [sys.executable, "manage.py", "make_pack", folder.token],
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[lock.fileno()],
            # Not ended with the request, nor by the worker that took it.
            start_new_session=True,
        )
    # The site and its readers go first.
    with suppress(ProcessLookupError):
        os.setpriority(os.PRIO_PROCESS, process.pid, POLITE)
    # Whoever starts a process has to notice its end.
    Thread(target=process.wait, daemon=True).start()
    return process
