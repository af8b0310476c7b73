"""A real Chromium in front of a real server; one browser and one site for all tests here."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.environment import CHROMIUM
from tests.installations import install

CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="package")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium):
    """Opens browser contexts, each a visitor of their own, and closes them after the test."""
    contexts = []

    def visitor(**options):
        contexts.append(chromium.new_context(**({"locale": "ru-RU"} | options)))
        return contexts[-1]

    yield visitor
    for context in contexts:
        context.close()


@pytest.fixture
def page(visitor):
    return visitor().new_page()


@pytest.fixture(scope="package")
def demo_site(tmp_path_factory):
    """A site with the demonstration data, the invented year included."""
    with site("demo", tmp_path_factory.mktemp("demo")) as told:
        yield told


@pytest.fixture(scope="package")
def empty_site(tmp_path_factory):
    """A site on its first day: no aimak is described, nothing is entered."""
    with site("empty", tmp_path_factory.mktemp("empty")) as told:
        yield told


@pytest.fixture(scope="package")
def shipped_site(tmp_path_factory):
    """The demonstration site with its style and pictures compressed and named as on a server."""
    with site("shipped", tmp_path_factory.mktemp("shipped")) as told:
        yield told


@contextmanager
def site(kind, data_dir):
    """What the site's process tells about itself, as attributes."""
    install("empty" if kind == "empty" else "demo", data_dir)
    environment = os.environ | {"DATA_DIR": str(data_dir), "PYTHONPATH": str(ROOT)}
    environment |= {"DJANGO_SETTINGS_MODULE": "aimak_portal.settings", "DATABASE_URL": ""}
    (data_dir / "static").mkdir()
    command = [sys.executable, str(Path(__file__).with_name("serve.py")), kind]
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield SimpleNamespace(**json.loads(process.stdout.readline()))
    finally:
        process.stdin.close()
        process.wait(timeout=10)
        process.stdout.close()
