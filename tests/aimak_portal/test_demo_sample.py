"""The invented year of the demonstration: every page has something to show, and nobody is named."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from aimak_portal.demo.cast import Cast, year_of_money
from aimak_portal.demo.reading import HERE, read
from hearings.models import Hearing, HearingStep, Proposal, ProposalPhoto, Proposer
from hearings.models.choices import Status

LANGUAGES = ("ky", "ru", "en")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """Loaded once for the whole file: no test here writes."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", "--sample", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def test_every_status_occurs_in_the_sample():
    assert set(Proposal.objects.values_list("status", flat=True)) == set(Status.values)


def test_every_stage_of_a_hearing_that_readers_see_occurs_in_the_sample():
    stages = {hearing.stage() for hearing in Hearing.objects.all()}

    assert stages == set(Hearing.Stage) - {Hearing.Stage.DRAFT}
    verbs = set(Hearing.objects.values_list("steps__verb", flat=True))
    assert verbs == set(HearingStep.Verb.values)


def test_a_hearing_to_come_takes_proposals_and_has_a_paper_to_read():
    hearing = Hearing.objects.taking_proposals().get(kind=Hearing.Kind.BUDGET_DRAFT)

    assert hearing.subject_year == year_of_money(timezone.localdate()) + 1
    assert hearing.short_notice() is None
    for code in LANGUAGES:
        assert getattr(hearing, f"place_{code}")
        assert str(hearing.subject_year) in getattr(hearing, f"agenda_{code}")
    assert hearing.notice_ky.startswith("Үлгү")
    assert hearing.notice_ru.startswith("Пример")
    assert hearing.notice_en.startswith("Sample")
    assert hearing.documents.get().content_type == "application/pdf"


def test_the_sample_invents_no_person():
    assert not Proposer.objects.exists()
    assert not any("@" in proposal.text for proposal in Proposal.objects.all())
    assert not any(re.search(r"\d{6}", proposal.text) for proposal in Proposal.objects.all())


# How family names and patronymics end, in both languages.
NAMED = re.compile(r"[А-ЯЁҢӨҮ][а-яёңөү]+(?:ов|ова|ев|ева|ович|овна|евич|евна) |(?:уулу|кызы)\b")


def test_the_files_of_the_sample_hold_no_family_name():
    for file in (HERE / "invented").glob("*.toml"):
        assert NAMED.search(file.read_text(encoding="utf-8")) is None, file.name
    assert NAMED.search("Айыл өкмөтүнүн башчысы Асанов келди")


def test_some_answers_of_the_sample_are_overdue():
    assert Proposal.objects.overdue().exists()


def test_the_sample_shows_one_photo():
    photo = ProposalPhoto.objects.public().get()

    assert photo.proposal.status == Status.IMPLEMENTED
    assert (photo.width, photo.height) == (1200, 800)
    assert photo.caption_ky


def test_hearings_and_acts_of_unknown_date_sort_after_the_dated_ones():
    dates = [hearing.starts_at for hearing in Hearing.objects.newest_first()]

    known = [day for day in dates if day]
    assert dates == [*sorted(known, reverse=True), None, None]


def test_no_hearing_is_called_for_a_weekend():
    for offset in range(7):
        today = date(2027, 3, 1) + timedelta(days=offset)
        nobody = dict.fromkeys(["clerk", "treasurer", "head", "consent"])
        cast = Cast(today=today, villages={}, **nobody)
        assert cast.workday(20).weekday() < 5
        assert timedelta(0) <= cast.workday(20) - cast.day(20) <= timedelta(days=2)


def test_every_invented_text_of_a_hearing_is_in_three_languages():
    for table in read("invented/hearings")["hearing"]:
        for field in ("place", "notice", "agenda"):
            assert set(table[field]) == set(LANGUAGES), (table["key"], field)
