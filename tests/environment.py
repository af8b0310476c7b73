"""What every test run stands on; loaded by `-p` before Django reads its settings.

The variables are set, not defaulted: a shell in which the portal's own DATA_DIR is exported must
not have its files touched by a test. Only DATABASE_URL is taken as it comes, because it chooses
the database to test on.
"""

import atexit
import gc
import os
import shutil
import tempfile
from copy import copy
from pathlib import Path

import pytest

WORKER = os.environ.get("PYTEST_XDIST_WORKER")


def own_data_dir():
    """A directory for this process: workers write media and databases side by side."""
    if WORKER:
        return Path(os.environ["TEST_RUN_DIR"]) / WORKER
    run_dir = tempfile.mkdtemp(prefix="aimak-tests-")
    os.environ["TEST_RUN_DIR"] = run_dir
    atexit.register(shutil.rmtree, run_dir, ignore_errors=True)
    return Path(run_dir) / "main"


DATA_DIR = own_data_dir()
# WhiteNoise warns about a missing directory, and a warning is an error here.
(DATA_DIR / "static").mkdir(parents=True)

os.environ.update(
    SECRET_KEY="a-key-for-tests-that-opens-nothing-at-all-and-is-long-enough",
    SECRET_KEY_FALLBACKS="",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    DEBUG="0",
    HTTP_ONLY="1",
    TRUSTED_PROXY_HOPS="0",
    DATA_DIR=str(DATA_DIR),
    CACHE_URL="locmemcache://",
    EMAIL_URL="memorymail://",
)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# On a continuous integration machine everything is installed: a skipped test is a lost one.
SKIPS_ARE_FAILURES = os.environ.get("CI", "").lower() in {"1", "true"}

skipped = []


def pytest_configure(config):
    from django.conf import settings
    from django.test import client

    # Pages name their files plainly, without a collected manifest; passwords cost no time.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    client.store_rendered_templates = keep_the_context_of_the_page


def keep_the_context_of_the_page(store, signal, sender, template, context, **kwargs):
    """What a view gave its page, for `response.context`.

    Django copies the context anew for each field and each fragment of a page, and there are
    hundreds of them on a page of the desk: a tenth of the time of its tests went into that.
    """
    from django.test.utils import ContextList

    store.setdefault("templates", []).append(template)
    if "context" not in store:
        store["context"] = ContextList([copy(context)])


def pytest_collection_modifyitems(config, items):
    from django.db import connection

    other_engine = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    left_out = [item for item in items if item.get_closest_marker(other_engine)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    # A browser leaves an event loop in its process, under which Django refuses the database.
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    if CHROMIUM:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


def pytest_collection_finish(session):
    # Tests and models stay to the end: the collector need not walk over them again and again.
    gc.collect()
    gc.freeze()


def pytest_runtest_logreport(report):
    note_skip(report)


def pytest_collectreport(report):
    note_skip(report)


def note_skip(report):
    if report.skipped and not hasattr(report, "wasxfail"):
        skipped.append(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    if SKIPS_ARE_FAILURES and skipped and not WORKER and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    if not (SKIPS_ARE_FAILURES and skipped):
        return
    terminalreporter.section("skipped, though CI skips nothing", red=True)
    for nodeid in skipped:
        terminalreporter.line(nodeid)
