"""One hearing from an Excel file that was filled in without a connection."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from openpyxl import load_workbook

from groups.models import InitiativeGroup
from hearings.models import (
    HandVote,
    HearingDocument,
    HearingStep,
    HearingUpload,
    Minutes,
    Proposal,
    Proposer,
)
from hearings.workbook import earlier, taking
from hearings.workbook.columns import FIGURES_SHEET, GUIDE_SHEET, PROPOSALS_SHEET
from hearings.workbook.taking import NoLongerKept, NotTaken, TakenAlready, take_in, try_out
from language.texts import in_language
from tests.hearings import sheets
from tests.hearings.sheets import ROW, brought, filled, taken, told, tried

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

SCAN = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
FIGURES = {"participants": 83, "women": 31, "men": 52, "items_received": 12}
PERSON = {"full_name": "Асанова Айгүл", "phone": "0555 123456", "consent": "Yes"}


@pytest.fixture
def group(village):
    return InitiativeGroup.objects.create(name_ky="Ынтымак", name_ru="Ынтымак", village=village)


@pytest.fixture
def recorded(held_hearing, clerk):
    Minutes.record(held_hearing, by=clerk, participants=83)
    return held_hearing


@pytest.fixture
def signed(recorded, clerk):
    scan = SimpleUploadedFile("minutes.pdf", SCAN)
    kind = HearingDocument.Kind.SIGNED_MINUTES
    HearingDocument.from_upload(scan, hearing=recorded, kind=kind, is_public=False).save()
    recorded.minutes.sign(by=clerk)
    return recorded


def everything():
    """How much of everything is stored."""
    tables = (Minutes, Proposal, Proposer, HandVote, HearingStep)
    return [table.objects.count() for table in tables]


# The template


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_template_offers_the_allowed_words(hearing, village, group, language):
    with translation.override(language):
        book = load_workbook(BytesIO(sheets.empty(hearing)))
        names = [str(FIGURES_SHEET), str(PROPOSALS_SHEET), str(GUIDE_SHEET)]
    assert book.sheetnames[:3] == names
    assert book[names[0]]["B2"].value == hearing.pk
    page = book[names[1]]
    assert page.freeze_panes == "A2"
    offered = {
        str(each.sqref).rstrip("0123456789") for each in page.data_validations.dataValidation
    }
    assert len(offered) == 7
    guide = "\n".join(str(cell.value) for row in book[names[2]] for cell in row)
    assert in_language(village, "name", language)[0] in guide
    assert "Ынтымак" in guide


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_template_of_any_language_is_read_in_any_other(held_hearing, village, language):
    with translation.override(language):
        data = filled(held_hearing, {**ROW, "village": "Айры-Там"}, **FIGURES)
    plan = tried(held_hearing, data)

    assert told(plan) == []
    assert {key: plan.figures.new[key] for key in FIGURES} == FIGURES
    assert plan.new[0].values["village"] == village


def test_an_untouched_template_adds_nothing(held_hearing):
    plan = tried(held_hearing, sheets.empty(held_hearing))
    assert told(plan) == []
    assert plan.is_empty


# A whole hearing


def test_a_whole_hearing_comes_in_from_one_file(held_hearing, village, group, clerk):
    asked = "Суу качан келет?\nЖообун күтөбүз."
    question = {"kind": "Суроо", "text": asked, "language": "кыргызча"}
    data = filled(
        held_hearing,
        {**ROW, **PERSON, "village": "айры-там", "sector": "Schools", "group": "ынтымак"},
        {**question, "from_group": "да", "in_favour": 40, "against": "3"},
        **FIGURES,
    )
    plan = taken(held_hearing, data, by=clerk)

    assert len(plan.new) == 2
    minutes = Minutes.objects.get(hearing=held_hearing)
    assert {key: getattr(minutes, key) for key in FIGURES} == FIGURES
    assert minutes.youth is None
    first, second = Proposal.objects.order_by("number")
    assert (first.kind, first.sector, first.village, first.group) == (
        "proposal",
        "schools",
        village,
        group,
    )
    assert first.channel == Proposal.Channel.HEARING
    assert first.received_on == timezone.localdate(held_hearing.starts_at)
    assert (first.proposer.full_name, str(first.proposer.phone)) == (
        "Асанова Айгүл",
        "+996 555 123 456",
    )
    assert first.consent_id is not None
    assert (second.kind, second.from_group, second.text) == (
        "question",
        True,
        asked,
    )
    assert not Proposer.objects.filter(proposal=second).exists()
    vote = HandVote.objects.get(proposal=second)
    assert (vote.in_favour, vote.against, vote.abstained) == (40, 3, None)


def test_the_file_is_emptied_once_taken_in_and_its_trace_stays(held_hearing, clerk):
    upload = brought(held_hearing, filled(held_hearing, {**ROW, **PERSON}, **FIGURES), clerk)
    assert bytes(upload.content)
    take_in(upload, digest=try_out(upload).digest(), by=clerk)

    kept = HearingUpload.objects.get()
    assert bytes(kept.content) == b""
    assert len(kept.digest) == 64
    assert (kept.taken_in_by, kept.new_proposals, kept.new_figures) == (clerk, 1, 4)
    with pytest.raises(IntegrityError), transaction.atomic():
        HearingUpload.objects.update(content=b"Asanova")


def test_a_file_that_nobody_takes_in_is_emptied_after_thirty_days(held_hearing, clerk):
    data = filled(held_hearing, ROW)
    upload = brought(held_hearing, data, clerk)
    for days, kept in ((29, True), (31, False)):
        HearingUpload.objects.update(uploaded_at=timezone.now() - timedelta(days=days))
        call_command("erase_expired", verbosity=0)
        upload.refresh_from_db()
        assert bool(upload.content) is kept

    with pytest.raises(NoLongerKept):
        take_in(upload, digest="", by=clerk)
    assert brought(held_hearing, data, clerk) != upload


# Twice


def test_the_same_file_twice_adds_nothing(held_hearing, clerk):
    data = filled(held_hearing, {**ROW, "in_favour": 5}, {**ROW, "text": "Жол"}, **FIGURES)
    first = brought(held_hearing, data, clerk)
    digest = try_out(first).digest()
    take_in(first, digest=digest, by=clerk)
    before = everything()

    plan = tried(held_hearing, data)
    assert told(plan) == []
    assert plan.is_empty
    assert [entry.earlier.number for entry in plan.earlier] == list(
        Proposal.objects.order_by("number").values_list("number", flat=True)
    )
    with pytest.raises(TakenAlready):
        take_in(HearingUpload.objects.get(pk=first.pk), digest=digest, by=clerk)
    with pytest.raises(NotTaken):
        take_in(brought(held_hearing, data, clerk), digest=plan.digest(), by=clerk)
    assert everything() == before


def test_an_edited_file_adds_only_its_new_rows(held_hearing, clerk):
    taken(held_hearing, filled(held_hearing, ROW, **FIGURES), by=clerk)
    other = {"text": "Көчөгө жарык", "language": "ky"}
    data = filled(held_hearing, other, {**ROW, "text": "  мектепке АВТОБУС керек."}, **FIGURES)

    plan = taken(held_hearing, data, by=clerk)

    assert [entry.values["text"] for entry in plan.new] == ["Көчөгө жарык"]
    assert Proposal.objects.count() == 2


def test_what_was_typed_at_the_desk_is_recognised(held_hearing, submit):
    typed = submit(hearing=held_hearing, channel="hearing", text="Мектепке автобус керек")
    plan = tried(held_hearing, filled(held_hearing, ROW))
    assert plan.is_empty
    assert plan.earlier[0].earlier == typed


def test_a_proposal_moved_to_another_hearing_is_still_known_by_its_row(held_hearing, hearing):
    data = filled(held_hearing, ROW)
    taken(held_hearing, data)
    Proposal.objects.update(hearing=hearing)
    assert tried(held_hearing, data).is_empty


def test_without_the_comparison_a_file_would_come_in_twice(held_hearing, monkeypatch):
    taken(held_hearing, filled(held_hearing, ROW))
    monkeypatch.setattr(earlier, "folded", lambda text: object())
    taken(held_hearing, filled(held_hearing, ROW, participants=5))
    assert Proposal.objects.count() == 2


def test_two_people_may_say_the_same_and_the_clerk_is_asked(held_hearing):
    data = filled(held_hearing, ROW, ROW)
    plan = tried(held_hearing, data)
    assert len(plan.new) == 2
    assert "Row 3 has the same words as row 2" in plan.warnings[0]
    taken(held_hearing, data)
    assert tried(held_hearing, data).is_empty


# The figures


def test_contradicting_figures_are_refused_beside_their_cells(held_hearing):
    data = filled(held_hearing, participants=80, women=31, men=52)
    plan = tried(held_hearing, data)
    (problem,) = plan.figure_problems
    assert "Women and men together are 83, but the participants are 80." in problem.what
    assert (problem.row, problem.column) == (3, "B")

    noted = filled(
        held_hearing, participants=80, women=31, men=52, discrepancy_ky="Кагазда ушундай."
    )
    assert "Women and men together are 83" in tried(held_hearing, noted).warnings[0]
    taken(held_hearing, noted)
    assert Minutes.objects.get().discrepancy_ky == "Кагазда ушундай."


def test_unsigned_minutes_are_completed_and_never_overwritten(recorded, clerk):
    plan = tried(recorded, filled(recorded, participants=90))
    assert told(plan) == [
        "Row 3, column B (In the minutes): The minutes state 83 here, and the file 90. "
        "Correct the file, or the minutes on the page of the hearing."
    ]
    taken(recorded, filled(recorded, participants=83, women=31), by=clerk)
    minutes = Minutes.objects.get()
    assert (minutes.participants, minutes.women) == (83, 31)
    assert recorded.steps.filter(verb="recorded", by=clerk).count() == 2
    with pytest.raises(ValidationError):
        minutes.complete(by=clerk, women=30)


def test_signed_minutes_take_no_figure_from_a_file(signed, clerk):
    plan = tried(signed, filled(signed, ROW, participants=83, women=31))
    (problem,) = plan.figure_problems
    assert (problem.row, problem.what) == (4, "The minutes are signed.")
    with pytest.raises(ValidationError):
        Minutes.objects.get().complete(by=clerk, women=31)
    # Proposals of the paper may still come in; figures that agree are no hindrance.
    taken(signed, filled(signed, ROW, participants=83))
    assert Proposal.objects.count() == 1


def test_the_file_of_another_hearing_is_refused(held_hearing, hearing):
    plan = tried(held_hearing, filled(hearing, ROW))
    assert f"The file is for the hearing number {hearing.pk}" in told(plan)[0]


def test_nothing_comes_in_before_the_hearing_is_held(hearing):
    plan = tried(hearing, filled(hearing, ROW))
    assert plan.complaints == [
        "Results can be entered only for a published hearing that has been held."
    ]


# All or nothing


def test_a_bad_row_among_five_thousand_stops_them_all(held_hearing, village):
    rows = [{"text": f"Сунуш {number}", "language": "ky"} for number in range(5000)]
    rows[4998]["village"] = "Эч жерде"
    upload = brought(held_hearing, filled(held_hearing, *rows, **FIGURES))
    plan = try_out(upload)

    assert [(each.row, each.column) for each in plan.problems] == [(5000, "D")]
    before = everything()
    with pytest.raises(NotTaken):
        take_in(upload, digest=plan.digest())
    assert everything() == before


def break_at(monkeypatch, text, error):
    """Make the door of proposals fail at one row, after the rows before it."""
    submit = Proposal.submit.__func__

    def failing(cls, **values):
        if values["text"] == text:
            raise error
        return submit(cls, **values)

    monkeypatch.setattr(Proposal, "submit", classmethod(failing))


def three_rows(hearing):
    rows = [{"text": f"Сунуш {number}", "language": "ky", "in_favour": 3} for number in range(3)]
    return filled(hearing, *rows, **FIGURES)


@pytest.mark.parametrize("error", [RuntimeError("power cut"), ValidationError("Жок.")])
def test_a_failure_in_the_middle_leaves_nothing_behind(held_hearing, monkeypatch, error):
    upload = brought(held_hearing, three_rows(held_hearing))
    plan = try_out(upload)
    before = everything()
    break_at(monkeypatch, "Сунуш 1", error)

    with pytest.raises((RuntimeError, NotTaken)) as failed:
        take_in(upload, digest=plan.digest())

    assert everything() == before
    upload.refresh_from_db()
    assert upload.is_waiting
    if isinstance(error, ValidationError):
        assert failed.value.sentences == ["Row 3: Жок."]
    monkeypatch.undo()
    take_in(upload, digest=plan.digest())
    assert Proposal.objects.count() == HandVote.objects.count() == 3


def test_without_the_transaction_half_a_file_would_stay(held_hearing, monkeypatch):
    upload = brought(held_hearing, three_rows(held_hearing))
    digest = try_out(upload).digest()
    break_at(monkeypatch, "Сунуш 1", RuntimeError("power cut"))
    with pytest.raises(RuntimeError):
        taking._take_in_locked(upload, taking.stated_by(upload), digest, None, timezone.now(), None)
    assert Proposal.objects.count() == 1


def test_a_plan_that_changed_meanwhile_is_shown_anew(held_hearing, submit, clerk):
    upload = brought(held_hearing, filled(held_hearing, ROW, **FIGURES), clerk)
    digest = try_out(upload).digest()
    submit(hearing=held_hearing, channel="hearing", text=ROW["text"])

    with pytest.raises(NotTaken) as refused:
        take_in(upload, digest=digest, by=clerk)

    assert not refused.value.plan.new
    assert not Minutes.objects.exists()
    take_in(upload, digest=refused.value.plan.digest(), by=clerk)
    assert Proposal.objects.count() == 1
