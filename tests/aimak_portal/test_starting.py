"""The portal starts only when it is told what it must know, and starts safely."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from aimak_portal.views import server_error

PROJECT = Path(settings.BASE_DIR)
PRODUCTION = {
    "SECRET_KEY": "k" * 25 + "long-enough-and-made-of-many-different-letters-0123456789",
    "ALLOWED_HOSTS": "aimak.example.kg",
    "PATH": os.environ["PATH"],
}


def manage(tmp_path, *arguments, **environment):
    """Run manage.py as an operator does, with nothing from the test's own environment."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env={"DATA_DIR": str(tmp_path), "PYTHONPATH": str(PROJECT)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def without(name):
    return {key: value for key, value in PRODUCTION.items() if key != name}


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_a_missing_variable_stops_the_start_and_is_named(tmp_path, name):
    run = manage(tmp_path, "check", **without(name))
    assert run.returncode != 0
    assert f"{name} is not set" in run.stderr.splitlines()[-1]


def test_an_unreadable_database_address_stops_the_start_and_is_named(tmp_path):
    run = manage(tmp_path, "check", **PRODUCTION, DATABASE_URL="what-is-this")
    assert run.returncode != 0
    assert "DATABASE_URL" in run.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITE_URL", "aimak.example.kg"),
        ("SITE_URL", "https://aimak.example.kg\n@evil.example"),
        ("SMS_MESSENGER", "no_such_gateway.Sms"),
        ("TELEGRAM_MESSENGER", "pathlib.Path"),
    ],
)
def test_what_messages_cannot_go_out_with_stops_the_start_and_is_named(tmp_path, name, value):
    run = manage(tmp_path, "check", **PRODUCTION, **{name: value})
    assert run.returncode != 0
    assert name in run.stderr.splitlines()[-1]


def test_the_shipped_settings_pass_every_deployment_check(tmp_path):
    run = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert run.returncode == 0, run.stderr
    assert "no issues (0 silenced)" in run.stdout


def test_the_deployment_checks_see_a_weakened_setting(tmp_path):
    run = manage(
        tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION, HTTP_ONLY="1"
    )
    assert run.returncode != 0
    assert "security.W004" in run.stderr


def test_a_reader_gets_words_even_when_the_error_page_itself_cannot_be_made(rf, monkeypatch):
    def broken(*args, **kwargs):
        raise ValueError("no manifest")

    monkeypatch.setattr("aimak_portal.views.errors.render", broken)
    answer = server_error(rf.get("/ky/"))
    assert answer.status_code == 500
    assert "портал азыр иштебей жатат" in answer.content.decode()
