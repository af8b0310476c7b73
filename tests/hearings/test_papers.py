"""The papers of a hearing: what each says in each language, and that it names nobody."""

from datetime import date

import pytest
from django.utils import timezone

from groups.models import ContactPhone
from hearings import receipts
from hearings.models import HandVote, Minutes, Proposal
from hearings.papers import PAPERS, word
from language.dates import official_date
from tests.hearings.printing import LANGUAGES, facts, html, needs_pango, sheets, text

PERSON = {"full_name": "Асанова Гүлнара", "phone": "+996777787138", "email": "g@example.kg"}
WHY = {"ky": "Акча табылды.", "ru": "Деньги нашлись.", "en": "Money was found."}


@pytest.fixture
def heard(held_hearing, submit, clerk):
    """A held hearing with minutes, a vote, a decision, a question, and what nobody checked yet."""
    hearing = held_hearing
    Minutes.record(hearing, by=clerk, participants=83, women=31, items_received=9)

    def take(**values):
        return submit(hearing=hearing, channel="hearing", contact=PERSON, **values)

    bridge = take(text="Көпүрө керек.", from_group=True)
    bridge.publish(by=clerk)
    bridge.decide(Proposal.Status.IN_BUDGET, by=clerk, reason=WHY)
    HandVote.record(hearing, bridge, by=clerk, in_favour=40, against=40, abstained=3)
    question = take(text="Когда откроют школу?", language="ru", kind="question")
    question.publish(by=clerk)
    take(text="Бул сөз али текшериле элек.")
    return hearing


def test_a_notice_says_when_and_where_and_how_to_propose(hearing, aimak):
    ContactPhone.objects.create(aimak=aimak, number="+996777787138", is_public=False)
    ContactPhone.objects.create(aimak=aimak, number="+996312123456", is_public=True)
    names = {"ky": "1-Май айыл аймагы", "ru": "1-Майский айылный аймак", "en": "1-Mai aiyl aimak"}
    places = {"ky": "Маданият үйү", "ru": "Дом культуры", "en": "House of culture"}
    for language in LANGUAGES:
        markup = html("notice", hearing, language)
        said = text(markup)
        assert names[language] in said
        assert places[language] in said
        assert official_date(hearing.starts_at, language) in said
        assert f"https://aimak.example.kg/{language}/hearings/{hearing.pk}/" in said
        assert f"https://aimak.example.kg/{language}/proposals/new/" in said
        assert "+996 312 123 456" in said
        assert "787" not in said
        assert f'<html lang="{language}">' in markup


def test_a_draft_and_a_cancelled_hearing_say_so_on_the_notice(hearing, clerk):
    assert 'class="mark"' not in html("notice", hearing)
    hearing.cancel(note={"ky": "Жол жабык."}, by=clerk)
    cancelled = html("notice", hearing, "en")
    assert "This hearing has been cancelled." in text(cancelled)
    assert "Жол жабык." in text(cancelled)
    hearing.published_at = hearing.cancelled_at = None
    assert "Draft: not announced yet" in text(html("notice", hearing, "en"))


@needs_pango
def test_attendance_sheets_are_as_many_as_asked_and_numbered_on(hearing):
    pages = sheets(html("attendance", hearing, "en", count=3))
    assert len(pages) == 3
    for number, said in enumerate(pages):
        assert "Signature" in said
        assert {str(25 * number + 1), str(25 * number + 25)} <= set(said.split())


@needs_pango
def test_every_blank_form_and_its_slip_carry_a_code_of_their_own(hearing):
    said = facts("forms", hearing, count=4)
    codes = [code for _number, code in said["forms"]]
    pages = sheets(html("forms", hearing, count=4))
    assert len(set(codes)) == 4
    assert len(pages) == 4
    assert all(receipts.read_whole(code) for code in codes)
    for number, page in enumerate(pages, start=1):
        (code,) = {word for word in page.split() if word.count("-") == 2 and receipts.read(word)}
        assert page.count(code) == 2
        assert f"№ {number}" in " ".join(page.split())
    assert not Proposal.objects.exists()


def test_minutes_are_written_from_the_data_in_each_language(heard):
    words = {
        "ky": ("Көрсөтүлгөн эмес", "Бюджетке киргизилди", "Акча табылды."),
        "ru": ("Не указано", "Включено в бюджет", "Деньги нашлись."),
        "en": ("Not stated", "Included in the budget", "Money was found."),
    }
    for language in LANGUAGES:
        said = text(html("minutes", heard, language))
        assert official_date(heard.starts_at, language) in said
        assert "83" in said
        assert "Көпүрө керек." in said
        assert "Когда откроют школу?" in said
        assert "40 / 40 / 3" in said
        assert all(expected in said for expected in words[language])


def test_minutes_say_what_is_missing_and_what_does_not_agree(heard):
    said = text(html("minutes", heard, "en"))
    assert "Reported in the minutes: 9. Listed here one by one: 2." in said
    assert "Not decided yet." in said
    assert "A tie" in said
    Minutes.objects.filter(hearing=heard).update(men=60, discrepancy_en="The paper says so.")
    heard.minutes.refresh_from_db()
    said = text(html("minutes", heard, "en"))
    assert "Women and men together are 91, but the participants are 83." in said
    assert "The paper says so." in said


def test_minutes_of_a_hearing_without_figures_state_none(held_hearing):
    said = facts("minutes", held_hearing, "en")
    assert {figure.value for figure in said["people"] + said["received"]} == {"Not stated"}
    assert "The figures have not been entered yet." in text(html("minutes", held_hearing, "en"))


def test_no_paper_names_a_person_or_what_nobody_has_checked(heard):
    said = " ".join(html(slug, heard, language) for slug in PAPERS for language in LANGUAGES)
    written = word_text(word.make(facts("minutes", heard)))
    for secret in (*PERSON.values(), "777 787", "Бул сөз али текшериле элек."):
        assert secret not in said
        assert secret not in written


def test_a_name_on_the_paper_would_be_noticed(heard, monkeypatch):
    """Negative control: minutes that did print the proposer would fail the test above."""
    from hearings.papers import minutes

    def with_name(proposal):
        return proposal.proposer.full_name

    monkeypatch.setattr(minutes, "_source", with_name)
    assert PERSON["full_name"] in html("minutes", heard)


def test_minutes_in_word_say_the_same_on_a4_with_a_head_on_every_page(heard):
    document = opened(word.make(facts("minutes", heard, "ru")))
    said = word_text(word.make(facts("minutes", heard, "ru")))
    for expected in ("1-Майский айылный аймак", "Көпүрө керек.", "40 / 40 / 3", "Не указано"):
        assert expected in said
    assert round(document.sections[0].page_width.mm) == 210
    assert document.styles["Normal"].font.name == "Noto Sans"
    for table in document.tables:
        assert table.rows[0]._tr.xpath(".//w:tblHeader")
        assert all(row._tr.xpath(".//w:cantSplit") for row in table.rows[1:])


def test_a_control_character_in_a_citizens_text_does_not_stop_the_word_file(heard):
    Proposal.objects.filter(hearing=heard).update(text="Көпүрө\x0b\x01 керек")
    assert "Көпүрө керек" in word_text(word.make(facts("minutes", heard)))


def test_a_summary_stands_before_words_in_another_language(heard):
    question = Proposal.objects.get(kind="question")
    question.summary_ky = "Мектеп качан ачылат?"
    question.save()
    said = text(html("minutes", heard, "ky"))
    assert said.index("Мектеп качан ачылат?") < said.index("Когда откроют школу?")
    assert "Мектеп качан ачылат?" not in text(html("minutes", heard, "ru"))


def test_papers_tell_official_dates(heard):
    heard.starts_at = timezone.make_aware(
        timezone.datetime.combine(date(2021, 12, 24), timezone.datetime.min.time())
    )
    assert "2021-жылдын 24-декабры" in text(html("minutes", heard))


def test_columns_of_the_word_minutes_are_as_wide_as_their_cells(heard):
    """LibreOffice goes by the columns, Word by the cells."""
    document = opened(word.make(facts("minutes", heard)))
    for table in document.tables:
        widths = [column.width for column in table.columns]
        assert widths == [cell.width for cell in table.rows[-1].cells]
    items = next(table for table in document.tables if table.cell(0, 0).text == "№")
    assert items.columns[0].width.mm == pytest.approx(word.NUMBER, abs=0.1)


def opened(content):
    from io import BytesIO

    from docx import Document

    return Document(BytesIO(content))


def word_text(content):
    document = opened(content)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([line.text for line in document.paragraphs] + cells)
