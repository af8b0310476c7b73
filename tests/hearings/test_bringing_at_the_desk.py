"""The Excel file of a hearing at the desk and in a terminal: tried, looked at, taken in."""

import logging
from io import BytesIO, StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from attachments.workbook.writing import CONTENT_TYPE
from hearings.models import HearingUpload, Minutes, Proposal
from tests.attachments import workbooks as samples
from tests.desk import address, page_of, sign_in
from tests.hearings import sheets
from tests.hearings.sheets import ROW, filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

PERSON = {"full_name": "Асанова Айгүл", "phone": "0555 123456", "consent": "Yes"}


@pytest.fixture
def desk(aimak):
    return sign_in("clerk")


def send(browser, hearing, data):
    """Choose a file and try it."""
    file = SimpleUploadedFile("hearing.xlsx", data)
    return browser.post(address("hearings_hearing_upload", hearing.pk), {"file": file})


def press_take(browser, response, **values):
    """Press the button of the page that tells what would be entered."""
    context = response.context
    sent = {"upload": context["upload"].pk, "plan": context["plan"].digest()}
    return browser.post(response.request["PATH_INFO"], sent | values)


@pytest.mark.parametrize("role", ["clerk", "head"])
def test_clerk_and_head_take_a_hearing_in_from_its_page(aimak, held_hearing, role):
    browser = sign_in(role)
    page = page_of(browser, held_hearing)
    links = [
        address(f"hearings_hearing_{name}", held_hearing.pk) for name in ("template", "upload")
    ]
    assert all(link in page.text for link in links)
    template = browser.get(links[0])
    assert template["Content-Type"] == CONTENT_TYPE
    data = b"".join(template.streaming_content)

    shown = send(browser, held_hearing, filled(held_hearing, ROW, template=data, participants=83))
    assert shown.context["can_take"]
    assert ROW["text"] in shown.content.decode()
    assert not Proposal.objects.exists()
    answer = press_take(browser, shown)

    assert answer.status_code == 302
    assert Proposal.objects.get().hearing == held_hearing
    assert Minutes.objects.get().participants == 83


@pytest.mark.parametrize("role", ["treasurer", "deputy"])
def test_nobody_else_brings_a_file(aimak, held_hearing, role):
    browser = sign_in(role)
    for name in ("template", "upload"):
        assert browser.get(address(f"hearings_hearing_{name}", held_hearing.pk)).status_code == 403
    assert send(browser, held_hearing, filled(held_hearing, ROW)).status_code == 403
    assert not HearingUpload.objects.exists()


def test_the_page_names_row_column_and_remedy_and_offers_no_button(desk, held_hearing):
    shown = send(desk, held_hearing, filled(held_hearing, {**ROW, "village": "Жок"}, women="көп"))
    text = shown.content.decode()
    assert not shown.context["can_take"]
    assert "D (Village)" in text
    assert "“көп” is not a count." in text
    assert "take_form" not in text
    # What cannot be taken in is not kept: it may hold names.
    assert not HearingUpload.objects.exists()


def test_an_entered_row_is_shown_with_its_number(desk, held_hearing, submit):
    typed = submit(hearing=held_hearing, channel="hearing", text=ROW["text"])
    shown = send(desk, held_hearing, filled(held_hearing, ROW))
    assert f"Row 2 is already entered as {typed.number}." in shown.content.decode()


def test_a_stale_plan_is_shown_anew_and_stores_nothing(desk, held_hearing, submit):
    shown = send(desk, held_hearing, filled(held_hearing, ROW, participants=83))
    submit(hearing=held_hearing, channel="hearing", text=ROW["text"])
    again = press_take(desk, shown)
    assert "The hearing was changed meanwhile" in again.content.decode()
    assert not Minutes.objects.exists()
    assert press_take(desk, again).status_code == 302
    assert Minutes.objects.exists()


def test_a_file_is_taken_in_once_and_only_for_its_own_hearing(desk, held_hearing, hearing):
    shown = send(desk, held_hearing, filled(held_hearing, ROW))
    elsewhere = address("hearings_hearing_upload", hearing.pk)
    key = shown.context["upload"].pk
    for wrong in (key, "x", "9" * 40, "²"):
        assert desk.post(elsewhere, {"upload": wrong, "plan": ""}).status_code == 302
    assert not Proposal.objects.exists()
    press_take(desk, shown)
    assert press_take(desk, shown).status_code == 302
    assert Proposal.objects.count() == 1


def test_a_hostile_file_is_refused_in_a_sentence_and_not_kept(desk, held_hearing):
    shown = send(desk, held_hearing, samples.bomb())
    assert "unpacks to far more than the template needs" in shown.content.decode()
    assert not HearingUpload.objects.exists()


def test_no_name_of_a_file_reaches_a_log_or_a_message(desk, held_hearing, caplog):
    caplog.set_level(logging.DEBUG)
    shown = send(desk, held_hearing, filled(held_hearing, {**ROW, **PERSON}))
    assert PERSON["full_name"] in shown.content.decode()
    answer = press_take(desk, shown)
    page = desk.get(answer.url).content.decode()
    logged = " ".join(entry.change_message for entry in LogEntry.objects.all())
    again = send(desk, held_hearing, filled(held_hearing)).content.decode()
    for place in (page, logged, caplog.text, again):
        assert "Асанова" not in place
        assert "123" not in logged
    assert "Excel" in logged


# In a terminal


def run(hearing, path, *options):
    out = StringIO()
    call_command(
        "import_hearing",
        str(path),
        f"--hearing={hearing.pk}",
        "--language=en",
        *options,
        stdout=out,
    )
    return out.getvalue()


def test_an_operator_tries_a_file_and_takes_it_in(held_hearing, tmp_path):
    path = tmp_path / "hearing.xlsx"
    path.write_bytes(filled(held_hearing, {**ROW, **PERSON}, participants=83))

    said = run(held_hearing, path)
    assert "New proposals and questions: 1" in said
    assert "Nothing has been stored." in said
    assert not Proposal.objects.exists()

    said = run(held_hearing, path, "--take-in")
    assert "Taken in." in said
    assert "Асанова" not in said
    assert Proposal.objects.count() == 1
    assert "adds nothing" in run(held_hearing, path, "--take-in")


def test_an_operator_is_told_the_row_and_nothing_is_stored(held_hearing, tmp_path):
    path = tmp_path / "hearing.xlsx"
    path.write_bytes(filled(held_hearing, ROW, {"text": "Жол"}))
    with pytest.raises(CommandError):
        run(held_hearing, path, "--take-in")
    assert not Proposal.objects.exists()


# What we write stays text


def test_no_name_in_a_template_becomes_a_formula(hearing, village):
    village.name_en = "=1+1"
    village.save()
    book = load_workbook(BytesIO(sheets.empty(hearing)))
    kinds = {cell.data_type for page in book for row in page for cell in row}
    assert "f" not in kinds
