"""A person who asks to be erased is also found where words only wait: drafts and brought files."""

import pytest
from django.utils import timezone, translation

from groups import erasing
from groups.history import act
from groups.models import Deletion, Erasure
from hearings.models import EntryDraft, HearingUpload
from tests.desk import Page, address, colleague, sign_in
from tests.hearings.sheets import ROW, brought, filled

WAITING = ("EntryDraft", "HearingUpload")
NAME, PHONE = "Жаңыл Төрөканова", "0777 787138"


@pytest.fixture(autouse=True)
def ledger(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def drafts(held_hearing):
    """One draft names the person, the other somebody else."""
    typed = {"row-0-full_name": [NAME], "row-0-phone": [PHONE], "row-0-text": ["Суу керек"]}
    other = {"row-0-full_name": ["Бакыт Асанов"], "row-0-phone": ["0700 111222"]}
    return [
        EntryDraft.keep(held_hearing, colleague("clerk", name), data)
        for name, data in (("one", typed), ("other", other))
    ]


@pytest.fixture
def files(held_hearing):
    """Of two files that wait one names the person."""
    with translation.override("en"):
        return [
            brought(held_hearing, filled(held_hearing, {**ROW, **person, "consent": "Yes"}))
            for person in (
                {"full_name": NAME, "phone": PHONE},
                {"full_name": "Бакыт Асанов", "phone": "0700 111222"},
            )
        ]


def looked_for(query):
    page = Page(sign_in("head"), address("persons"))
    page.press("_look", query=query)
    return page


@pytest.mark.parametrize("query", ["жаныл торок", "0777787138"])
def test_a_draft_that_names_the_person_goes_and_no_other(drafts, query):
    page = looked_for(query)
    assert page.text.count('name="row"') == 1
    assert page.press("_erase", row=f"hearings.EntryDraft:{drafts[0].pk}").status_code == 302
    assert list(EntryDraft.objects.all()) == [drafts[1]]


@pytest.mark.parametrize("query", ["жаныл торок", "0777787138"])
def test_a_file_that_names_the_person_is_emptied_and_no_other(files, query):
    page = looked_for(query)
    assert page.text.count('name="row"') == 1
    assert page.press("_erase", row=f"hearings.HearingUpload:{files[0].pk}").status_code == 302
    assert list(HearingUpload.objects.waiting()) == [files[1]]


def test_a_draft_and_a_file_that_went_with_their_hearing_are_found_too(drafts, files, clerk):
    numbers = [each.pk for each in (drafts[0], files[0])]
    with act(by=clerk):
        deletion = Deletion.objects.throw(drafts[0].hearing)
    page = looked_for("жаныл")
    assert "Deleted, may still be brought back" in page.text
    assert page.text.count('name="row"') == 2
    rows = [f"hearings.{kind}:{pk}" for kind, pk in zip(WAITING, numbers, strict=True)]
    assert page.press("_erase", row=rows).status_code == 302

    deletion.refresh_from_db()
    deletion.bring_back(by=clerk)
    assert list(EntryDraft.objects.all()) == [drafts[1]]
    assert list(HearingUpload.objects.all()) == [files[1]]


def test_what_another_person_typed_is_not_shown(drafts, files):
    page = looked_for("жаныл")
    assert "Суу керек" not in page.text and "Бакыт" not in page.text
    assert page.text.count("goes as a whole") == 2


def test_a_file_that_cannot_be_read_names_nobody(held_hearing, files):
    HearingUpload.objects.filter(pk=files[0].pk).update(content=b"x")
    assert not HearingUpload.objects.of_person(NAME)


def test_an_older_backup_brings_no_erased_draft_back(drafts):
    backup_made = timezone.now()
    erasing.erase(EntryDraft, [drafts[0].pk], why="asked")
    entries = [erasing._entry(Erasure.objects.get())]
    drafts[0].save(force_insert=True)
    assert erasing.replay(entries, since=backup_made) == 1
    assert list(EntryDraft.objects.all()) == [drafts[1]]
