"""The catalogues are whole: no text of the interface without Kyrgyz and Russian."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

LANGUAGES = ["ky", "ru"]
CATALOGUES = sorted(
    path for place in settings.LOCALE_PATHS for path in Path(place).glob("*/LC_MESSAGES/*.po")
)
HOLE = re.compile(r"%\((\w+)\)")

each_catalogue = pytest.mark.parametrize(
    "path", CATALOGUES, ids=lambda path: str(path.relative_to(settings.BASE_DIR))
)


def keys(catalogue):
    """What gettext tells texts apart by."""
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue}


def translations(catalogue):
    return {
        (entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr for entry in catalogue
    }


def catalogue_path(root, language):
    return Path(root) / "locale" / language / "LC_MESSAGES" / "django.po"


def own_catalogue(root, language):
    return polib.pofile(str(catalogue_path(root, language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_catalogue(language):
    assert catalogue_path(settings.BASE_DIR, language).is_file()


@each_catalogue
def test_a_catalogue_has_nothing_missing_doubtful_or_left_over(path):
    catalogue = polib.pofile(str(path))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


@each_catalogue
def test_a_translation_has_the_holes_of_its_text(path):
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(path))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if text and not fits(entry, text)
    ]
    assert wrong == []


def fits(entry, text):
    """Every hole is filled; only a plural may leave the number out ("one proposal")."""
    asked = set(HOLE.findall(entry.msgid + entry.msgid_plural))
    given = set(HOLE.findall(text))
    return given <= asked if entry.msgid_plural else given == asked


@each_catalogue
def test_the_compiled_catalogue_is_the_written_one(path):
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    assert translations(compiled) == translations(polib.pofile(str(path)))


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """A copy of the project in which every text was collected anew."""
    if not shutil.which("xgettext"):
        pytest.skip("gettext is not installed")
    copy = tmp_path_factory.mktemp("collected") / "project"
    left_out = shutil.ignore_patterns(
        ".*", "data", "tests", "bench", "docs", "__pycache__", "node_modules", "*.mo"
    )
    shutil.copytree(settings.BASE_DIR, copy, ignore=left_out)
    chosen = [argument for language in LANGUAGES for argument in ("-l", language)]
    command = [sys.executable, "manage.py", "makemessages", *chosen, "--no-location"]
    subprocess.run([*command, "--no-obsolete"], cwd=copy, check=True, capture_output=True)
    return copy


@pytest.mark.parametrize("language", LANGUAGES)
def test_collecting_the_texts_again_would_change_nothing(collected, language):
    written = keys(own_catalogue(settings.BASE_DIR, language))
    found = keys(own_catalogue(collected, language))
    assert {"new": found - written, "left over": written - found} == {
        "new": set(),
        "left over": set(),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_nobody_translated_would_be_noticed(collected, language):
    """Negative control: the comparison above sees a text that the catalogue lacks."""
    written = own_catalogue(settings.BASE_DIR, language)
    lost = written[0]
    written.remove(lost)
    assert keys(own_catalogue(collected, language)) - keys(written) == keys([lost])
