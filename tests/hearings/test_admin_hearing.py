"""A hearing at the desk: announced, moved, recorded, signed and corrected on one page."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from hearings.models import Hearing, HearingDocument, HearingStep, Minutes, Proposal
from tests.desk import Page, address, door_of, page_of, sign_in, words_of

SCAN = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def head(aimak):
    return sign_in("head")


@pytest.fixture
def draft(aimak):
    return Hearing.objects.create(
        kind=Hearing.Kind.BUDGET_DRAFT,
        subject_year=2027,
        place_ky="Клуб",
        starts_at=timezone.now() + timedelta(days=21),
    )


@pytest.fixture
def recorded(held_hearing, clerk):
    Minutes.record(held_hearing, by=clerk, participants=83, women=31)
    return held_hearing


@pytest.fixture
def signed(recorded, clerk):
    scan = HearingDocument.from_upload(
        SimpleUploadedFile("minutes.pdf", SCAN),
        hearing=recorded,
        kind=HearingDocument.Kind.SIGNED_MINUTES,
        is_public=False,
    )
    scan.save()
    recorded.minutes.sign(by=clerk)
    return recorded


# Announcing, moving, cancelling


def test_a_clerk_types_a_hearing_and_announces_it(desk):
    page = Page(desk, address("hearings_hearing_add"))
    in_three_weeks = timezone.localtime() + timedelta(days=21)
    answer = page.press(
        kind="budget_draft",
        subject_year="2027",
        place_ky="Маданият үйү",
        starts_at_0=in_three_weeks.strftime("%d.%m.%Y"),
        starts_at_1="10:00",
    )
    assert answer.status_code == 302
    hearing = Hearing.objects.get()
    assert hearing.stage() == Hearing.Stage.DRAFT

    assert door_of(desk, hearing, "announce").press("_go").status_code == 302

    hearing.refresh_from_db()
    assert hearing.stage() == Hearing.Stage.ANNOUNCED
    assert hearing.proposals_until == in_three_weeks.date() - timedelta(days=1)
    assert hearing.steps.get().by == desk.user


def test_an_announcement_without_place_says_what_is_missing_and_announces_nothing(desk, draft):
    Hearing.objects.update(place_ky="", place=None)

    answer = door_of(desk, draft, "announce").press("_go")

    assert answer.status_code == 200
    assert "Place: Enter the place of the hearing." in words_of(answer)
    draft.refresh_from_db()
    assert draft.published_at is None
    assert draft.announced_on is None


def test_a_short_notice_is_said_before_announcing(desk, draft):
    Hearing.objects.update(starts_at=timezone.now() + timedelta(days=3))
    assert "less than the aimak's own rule" in words_of(door_of(desk, draft, "announce").response)


def test_the_date_of_an_announced_hearing_is_not_typed_over(desk, hearing):
    page = page_of(desk, hearing)
    assert "starts_at_0" not in page.values

    page.press(starts_at_0="01.01.2031", starts_at_1="10:00")

    before = hearing.starts_at
    hearing.refresh_from_db()
    assert hearing.starts_at == before


def test_a_hearing_is_moved_with_a_note_for_everybody(desk, hearing):
    page = door_of(desk, hearing, "move")
    new = timezone.localtime() + timedelta(days=40)
    typed = {"starts_at_0": new.strftime("%d.%m.%Y"), "starts_at_1": "15:00"}

    answer = page.press("_go", **typed)
    assert answer.status_code == 200
    assert "Write it in at least one language." in words_of(answer)
    assert page.press("_go", note_ky="Жол жабык.").status_code == 302

    hearing.refresh_from_db()
    assert timezone.localtime(hearing.starts_at).date() == new.date()
    assert hearing.steps.last().note_ky == "Жол жабык."


def test_a_date_in_the_past_is_refused_beside_its_field_and_stays_typed(desk, hearing):
    page = door_of(desk, hearing, "move")
    answer = page.press("_go", starts_at_0="01.02.2020", starts_at_1="10:00", note_ky="Ката.")

    assert answer.status_code == 200
    assert "This date has passed" in words_of(answer)
    assert page.values["starts_at_0"] == "01.02.2020"
    assert page.values["note_ky"] == "Ката."


def test_a_cancelled_hearing_cannot_be_cancelled_again(desk, hearing):
    door = door_of(desk, hearing, "cancel")
    assert door.press("_go", note_ky="Бороон.").status_code == 302
    url = door.url

    assert desk.get(url).status_code == 302
    hearing.refresh_from_db()
    assert hearing.is_cancelled
    assert hearing.steps.filter(verb="cancelled").count() == 1


def test_a_past_hearing_is_published_as_its_papers_tell_it(desk, aimak):
    hearing = Hearing.objects.create(kind=Hearing.Kind.SEDP)
    assert door_of(desk, hearing, "publish-past").press("_go").status_code == 302
    hearing.refresh_from_db()
    assert hearing.stage() == Hearing.Stage.HELD


def test_a_held_hearing_does_not_move_into_the_future(desk, held_hearing):
    answer = page_of(desk, held_hearing).press(starts_at_0="01.01.2031", starts_at_1="10:00")
    assert "This hearing has been held" in words_of(answer)


def test_a_published_hearing_is_not_deleted(desk, hearing, draft):
    assert desk.get(address("hearings_hearing_delete", hearing.pk)).status_code == 403
    assert desk.get(address("hearings_hearing_delete", draft.pk)).status_code == 200


# Minutes


def test_minutes_are_entered_once_the_hearing_is_held(desk, hearing, held_hearing):
    assert "minutes-0-participants" not in page_of(desk, hearing).values
    page = page_of(desk, held_hearing)

    answer = page.press(**{"minutes-0-participants": "1 083", "minutes-0-women": "31"})

    assert answer.status_code == 302
    minutes = Minutes.objects.get()
    assert (minutes.participants, minutes.women, minutes.men) == (1083, 31, None)
    assert minutes.recorded_by == desk.user
    assert held_hearing.steps.filter(verb="recorded", by=desk.user).exists()


def test_saving_the_page_without_figures_enters_no_minutes(desk, held_hearing):
    assert page_of(desk, held_hearing).press(place_ky="Клуб").status_code == 302
    assert not Minutes.objects.exists()


def test_figures_that_contradict_each_other_are_refused_with_both_numbers(desk, held_hearing):
    page = page_of(desk, held_hearing)
    answer = page.press(**{"minutes-0-participants": "40", "minutes-0-women": "41"})

    assert answer.status_code == 200
    assert "41 women, but only 40 participants." in words_of(answer)
    assert page.values["minutes-0-women"] == "41"
    assert not Minutes.objects.exists()


def test_a_note_keeps_figures_of_the_paper_that_do_not_agree(desk, held_hearing):
    answer = page_of(desk, held_hearing).press(
        **{
            "minutes-0-participants": "40",
            "minutes-0-women": "41",
            "minutes-0-discrepancy_ky": "Кагазда ушундай.",
        }
    )
    assert answer.status_code == 302
    assert Minutes.objects.get().women == 41


def test_a_figure_is_emptied_where_the_paper_is_silent(desk, recorded):
    page_of(desk, recorded).press(**{"minutes-0-women": ""})
    assert Minutes.objects.get().women is None


def test_minutes_are_signed_by_the_head_with_the_scan(desk, head, recorded):
    url = address("hearings_hearing_door", recorded.pk, "sign-minutes")
    assert desk.get(url).status_code == 403
    door = door_of(head, recorded, "sign-minutes")
    assert "Participants: 83" in words_of(door.response)

    answer = door.press("_go")
    assert answer.status_code == 200
    assert "Attach the scan of the signed minutes" in words_of(answer)
    assert not Minutes.objects.get().is_signed

    page = page_of(head, recorded)
    scan = SimpleUploadedFile("minutes.pdf", SCAN, "application/pdf")
    rows = {
        "documents-TOTAL_FORMS": "1",
        "documents-0-kind": "signed_minutes",
        "documents-0-file": scan,
    }
    assert page.press(**rows).status_code == 302
    assert door_of(head, recorded, "sign-minutes").press("_go").status_code == 302
    assert Minutes.objects.get().signed_by == head.user


def test_a_signed_figure_changes_only_with_a_reason(desk, signed):
    page = page_of(desk, signed)

    answer = page.press(**{"minutes-0-participants": "85"})
    assert answer.status_code == 200
    assert "These minutes are signed" in words_of(answer)
    assert Minutes.objects.get().participants == 83

    assert page.press(**{"minutes-0-why_ky": "Катачылык оңдолду."}).status_code == 302
    step = HearingStep.objects.get(verb="corrected")
    assert Minutes.objects.get().participants == 85
    assert (step.field, step.old, step.new, step.by) == ("participants", "83", "85", desk.user)
    assert step.note_ky == "Катачылык оңдолду."
    assert "83 → 85" in words_of(page_of(desk, signed).response)


def test_words_beside_signed_figures_need_no_reason(desk, signed):
    answer = page_of(desk, signed).press(**{"minutes-0-summary_ky": "Суу жөнүндө сүйлөштү."})
    assert answer.status_code == 302
    assert Minutes.objects.get().summary_ky == "Суу жөнүндө сүйлөштү."


# Proposals of the paper


def row(number, **values):
    ordinary = {"kind": "proposal", "text": "Жол", "language": "ky", "sector": "roads"}
    return {f"proposals-{number}-{name}": value for name, value in {**ordinary, **values}.items()}


def test_proposals_of_the_paper_are_entered_in_rows(desk, held_hearing):
    page = page_of(desk, held_hearing)
    rows = {
        "proposals-TOTAL_FORMS": "2",
        **row(0, text="Жолду оңдоо"),
        **row(1, text="Качан суу болот?", kind="question", from_group="on"),
    }
    assert page.press(**rows).status_code == 302

    first, second = Proposal.objects.order_by("number")
    assert (first.text, first.channel, first.status) == ("Жолду оңдоо", "hearing", "submitted")
    assert (second.kind, second.from_group, second.hearing) == ("question", True, held_hearing)
    assert first.received_on == timezone.localdate(held_hearing.starts_at)
    assert first.steps.get().by == desk.user
    assert first.number in words_of(page_of(desk, held_hearing).response)


def test_a_row_without_words_is_refused_and_nothing_is_half_saved(desk, held_hearing):
    page = page_of(desk, held_hearing)
    rows = {"proposals-TOTAL_FORMS": "2", **row(0), **row(1, text="")}

    assert page.press(place_ky="Клуб", **rows).status_code == 200
    assert not Proposal.objects.exists()
    held_hearing.refresh_from_db()
    assert held_hearing.place_ky != "Клуб"


def test_what_a_door_refuses_while_saving_undoes_the_whole_page(desk, held_hearing, monkeypatch):
    def refuse(*args, **kwargs):
        raise ValidationError({"text": "The door says no."})

    monkeypatch.setattr(Proposal, "submit", refuse)
    page = page_of(desk, held_hearing)

    answer = page.press(place_ky="Клуб", **{"proposals-TOTAL_FORMS": "1", **row(0)})

    assert answer.status_code == 200
    assert "The door says no." in words_of(answer)
    assert page.values["place_ky"] == "Клуб"
    held_hearing.refresh_from_db()
    assert held_hearing.place_ky != "Клуб"


# What no form may set


def test_fields_that_only_doors_change_are_passed_over(desk, draft):
    extra = {
        "published_at": "2026-01-01",
        "published_at_0": "01.01.2026",
        "cancelled_at_0": "01.01.2026",
        "search_text": "x",
        "id": "999",
    }
    assert page_of(desk, draft).press(place_ky="Мектеп", **extra).status_code == 302
    stored = Hearing.objects.get()
    assert (stored.pk, stored.published_at, stored.cancelled_at) == (draft.pk, None, None)
    assert "мектеп" in stored.search_text


def test_minutes_take_no_signature_from_a_form(desk, recorded):
    page_of(desk, recorded).press(
        **{
            "minutes-0-youth": "3",
            "minutes-0-signed_at": "2026-01-01 10:00",
            "minutes-0-signed_by": str(desk.user.pk),
        }
    )
    minutes = Minutes.objects.get()
    assert minutes.youth == 3
    assert not minutes.is_signed


# Roles


@pytest.mark.parametrize("role", ["treasurer", "deputy"])
@pytest.mark.parametrize("door", ["announce", "move", "cancel", "publish-past", "sign-minutes"])
def test_a_reader_passes_no_door(role, door, hearing):
    browser = sign_in(role)
    url = address("hearings_hearing_door", hearing.pk, door)
    assert browser.get(url).status_code == 403
    assert browser.post(url, {"note_ky": "x"}).status_code == 403
    hearing.refresh_from_db()
    assert hearing.is_announced


@pytest.mark.parametrize("role", ["treasurer", "deputy"])
def test_a_reader_sees_published_hearings_and_saves_nothing(role, hearing, draft):
    browser = sign_in(role)
    url = address("hearings_hearing_change", hearing.pk)
    assert browser.get(url).status_code == 200
    assert browser.post(url, {"place_ky": "Клуб"}).status_code == 403
    assert browser.get(address("hearings_hearing_change", draft.pk)).status_code == 302


def test_a_reader_sees_no_attendance_sheet(hearing):
    sheet = HearingDocument.from_upload(
        SimpleUploadedFile("каттоо.pdf", SCAN),
        hearing=hearing,
        kind="attendance",
        is_public=False,
        title_ky="Катышуучулар баракчасы",
    )
    sheet.save()
    for role, sees in (("clerk", True), ("deputy", False)):
        text = page_of(sign_in(role), hearing).text if sees else reader_text(role, hearing)
        assert ("Катышуучулар баракчасы" in text) is sees


def reader_text(role, record):
    response = sign_in(role).get(address("hearings_hearing_change", record.pk))
    return response.content.decode()


def test_a_colleague_without_a_role_sees_nothing(hearing):
    browser = Client()
    browser.force_login(get_user_model().objects.create_user("nobody", is_staff=True))
    assert browser.get(address("hearings_hearing_changelist")).status_code == 403


def test_the_names_of_the_stages_are_those_of_the_filter(desk, hearing, held_hearing, draft):
    """The filter of the list and `Hearing.stage()` give the same answer."""
    url = address("hearings_hearing_changelist")
    for stage in Hearing.Stage:
        shown = desk.get(url, {"stage": stage.value}).context["cl"].queryset
        assert set(shown) == {each for each in Hearing.objects.all() if each.stage() == stage}
