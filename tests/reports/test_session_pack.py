"""The session pack: ordered, made beside the site, handed to whoever ordered it."""

import errno
import os
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from groups.models import Aimak
from hearings.models import Hearing
from reports.packs import making, running
from reports.packs.folder import Folder, Stage
from reports.packs.making import document
from reports.packs.order import Order
from reports.papers import chapter
from reports.registry import REPORTS
from reports.scope import Scope
from tests.desk import sign_in
from tests.hearings.printing import needs_pango
from tests.installations import install
from tests.reports.files import LANGUAGES, sheets, word_text
from tests.reports.ordering import ORDER, WANTED, fetched, ordered
from tests.reports.test_telling_hearings import BUDGET, MIXED, PROGRAMME, SHARES

pytestmark = pytest.mark.usefixtures("pack_shelf")


@pytest.fixture
def both(recorded):
    recorded(kind=Hearing.Kind.SEDP, day=(2021, 10, 5), **PROGRAMME)
    recorded(kind=Hearing.Kind.BUDGET_DRAFT, day=(2021, 11, 3), **BUDGET)


# What it holds


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_file_holds_the_shares_of_the_sources(both, language):
    made = document(Order(language, "docx", reports=["hearings"]))
    said = word_text(made)
    assert all(share in said for share in SHARES[language])
    assert MIXED[language] not in said


@needs_pango
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_file_holds_the_shares_of_the_sources(both, language):
    order = Order(language, reports=["hearings"])
    with translation.override(language):
        said = " ".join(sheets([chapter.chapter(REPORTS["hearings"], Scope())], order.cover()))
    assert all(share in said for share in SHARES[language])
    assert MIXED[language] not in said


@needs_pango
def test_the_contents_of_the_pdf_file_name_the_page_of_each_chapter(both):
    report = REPORTS["hearings"]
    with translation.override("en"):
        chapters = [chapter.chapter(report, Scope()), chapter.chapter(report, Scope(2021, 2021))]
        cover, contents, *rest = sheets(chapters, Order("en", title="For Friday").cover())
    assert "For Friday" in cover
    begins = 3 + next(place for place, said in enumerate(rest) if "2. Hearings" in said)
    assert re.search(rf"2\. Hearings[ .]*{begins}\b", contents)


def test_the_word_file_has_contents_headings_and_pictures_told_in_words(both):
    from docx import Document

    made = document(Order("en", "docx", reports=["hearings"]))
    opened = Document(BytesIO(made))
    headings = [each.text for each in opened.paragraphs if each.style.name == "Heading 1"]
    assert headings == ["1. Hearings"]
    told = [shape._inline.docPr.get("descr") for shape in opened.inline_shapes]
    assert any("Women: 57" in (words or "") for words in told)
    xml = insides_of(made)
    assert 'w:anchor="_Toc1"' in xml
    assert 'w:name="_Toc1"' in xml


def insides_of(made):
    return ZipFile(BytesIO(made)).read("word/document.xml").decode()


def test_the_contents_of_the_word_file_have_pages_counted_by_whoever_opens_it(both):
    xml = insides_of(document(Order("en", "docx", reports=["hearings", "budget"])))
    assert re.findall(r"PAGEREF (\w+)", xml) == ["_Toc1", "_Toc2"]
    assert xml.count('w:dirty="true"') == 2
    # LibreOffice leaves the pages as they are in a table of contents: here there are none yet.
    assert "TOC " not in xml
    # So it would look where nothing is counted, in a preview.
    assert 'w:leader="dot"' not in xml


def test_columns_of_a_word_file_are_as_wide_as_their_cells_and_fill_the_sheet(both):
    from docx import Document

    made = Document(BytesIO(document(Order("en", "docx", reports=["hearings"]))))
    for table in made.tables:
        widths = [column.width.mm for column in table.columns]
        assert widths == [cell.width.mm for cell in table.rows[0].cells]
        assert round(sum(widths)) in {182, 269}


def test_what_a_table_looks_like_is_said_in_the_order_that_the_format_prescribes(both):
    from docx import Document
    from docx.oxml.ns import qn

    (table, *_rest) = Document(BytesIO(document(Order("en", "docx", reports=["hearings"])))).tables
    said = [each.tag for each in table._tbl.tblPr]
    assert said.index(qn("w:tblLayout")) < said.index(qn("w:tblCellMar"))
    assert said.index(qn("w:tblCellMar")) < said.index(qn("w:tblLook"))


def test_the_large_figures_of_a_passport_stand_on_one_line(village):
    said = word_text(document(Order("en", "docx", village=village.pk, reports=["village"])))
    (line,) = (line for line in said.splitlines() if "Proposals received: " in line)
    assert "Residents: " in line and "Hearings held: " in line


def test_a_pack_of_a_demonstration_says_so_on_its_cover_and_in_each_chapter(both, aimak):
    order = Order("en", "docx", reports=["hearings", "budget"])
    assert "Demonstration data" not in word_text(document(order))

    Aimak.objects.update(is_demo=True)

    assert word_text(document(order)).count("Demonstration data") == 3


@needs_pango
def test_the_cover_of_the_pdf_file_of_a_demonstration_says_so(both, aimak):
    Aimak.objects.update(is_demo=True)
    with translation.override("en"):
        told = chapter.chapter(REPORTS["hearings"], Scope())
        cover, _contents, first, *_rest = sheets([told], Order("en").cover())
    assert "Demonstration data" in cover
    assert "Demonstration data" in first


def test_the_chosen_years_and_reports_narrow_the_pack(both):
    said = word_text(document(Order("en", "docx", first_year=2020, last_year=2020)))
    assert "No hearing with figures fits this choice." in said
    assert "42.2%" not in said


# Ordering and waiting


def test_a_deputy_orders_a_pack_waits_and_downloads_it(both, deputy, started):
    waiting, folder = ordered(deputy)
    answer = deputy.get(waiting)
    assert "waits for its turn" in answer.content.decode()
    assert answer["Refresh"] == "3"
    folder.tell(chapter=3, chapters=8)
    assert "Chapter 3 of 8" in deputy.get(waiting).content.decode()

    call_command("make_pack", folder.token)

    answer = deputy.get(waiting)
    assert "Refresh" not in answer
    assert f'href="{waiting}file"' in answer.content.decode()
    file = deputy.get(f"{waiting}file")
    assert file["Content-Disposition"] == 'attachment; filename="pack-en.docx"'
    assert file["Cache-Control"] == "private, no-store"
    assert "42.2%" in word_text(file.getvalue())


def test_a_process_of_its_own_makes_the_pack(tmp_path, settings, monkeypatch):
    install("empty", tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    folder = Folder.create(Order("en", "docx", reports=["hearings"]))
    process = running.start(folder)
    assert folder.is_held() or process.poll() == 0
    assert process.wait() == 0
    assert folder.stage is Stage.DONE
    assert "No hearing with figures fits this choice." in word_text(folder.file.read_bytes())


def test_whoever_has_a_pack_under_way_is_led_to_it(deputy, started):
    first, _folder = ordered(deputy)
    second, _folder = ordered(deputy, title="Another one")
    assert second == first
    assert len(started) == 1


def test_a_small_machine_takes_no_more_orders_than_it_has_memory_for(deputy, started):
    for number in range(4):
        running.start(Folder.create(Order("en", by=1000 + number)))
    answer = deputy.post(ORDER, {**WANTED, "reports": list(REPORTS)})
    assert answer.status_code == 200
    assert "Try again in a few minutes" in answer.content.decode()


def test_an_impossible_order_is_sent_back_with_everything_typed(deputy, started):
    answer = deputy.post(ORDER, {**WANTED, "first_year": "2026", "last_year": "2020"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "is before the one in “From the year”" in text
    assert 'value="Session of 25 November"' in text
    assert not started


def test_the_passport_of_a_village_is_a_chapter_where_a_village_is_chosen(village):
    def slugs(**wanted):
        return [report.slug for report in Order("en", **wanted).chosen()]

    assert slugs(village=village.pk) == list(REPORTS)
    assert slugs() == [slug for slug in REPORTS if slug != "village"]


def test_a_pack_of_the_passport_alone_asks_for_the_village(deputy, started):
    answer = deputy.post(ORDER, {**WANTED, "reports": ["village"]})
    assert "Choose the village of the passport." in answer.content.decode()
    assert not started


# Who may


def test_who_is_not_signed_in_is_sent_to_sign_in(client, both, started, deputy):
    waiting, folder = ordered(deputy)
    call_command("make_pack", folder.token)
    for address in (ORDER, waiting, f"{waiting}file"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/en/admin/login/?next=")


def test_only_who_ordered_a_pack_gets_it(both, deputy, started):
    waiting, folder = ordered(deputy)
    call_command("make_pack", folder.token)
    head = sign_in("head")
    assert head.get(waiting).status_code == 404
    assert fetched(head, f"{waiting}file") == 404
    assert head.post(waiting).status_code == 404
    assert fetched(deputy, f"{waiting}file") == 200


def test_without_the_look_at_the_account_anybody_with_the_address_would(
    both, deputy, started, monkeypatch
):
    """Negative control."""
    waiting, folder = ordered(deputy)
    call_command("make_pack", folder.token)
    plain = Folder.find.__func__
    monkeypatch.setattr(Folder, "find", classmethod(lambda cls, token, by=None: plain(cls, token)))
    assert fetched(sign_in("head"), f"{waiting}file") == 200


def test_who_has_lost_the_right_no_longer_downloads(both, deputy, started):
    waiting, folder = ordered(deputy)
    call_command("make_pack", folder.token)
    user = deputy.get(ORDER).wsgi_request.user
    user.groups.clear()
    assert fetched(deputy, f"{waiting}file") == 403


@pytest.mark.parametrize("token", ["making.lock", "..", "0" * 32, "x" * 32])
def test_a_made_up_name_opens_nothing(db, pack_shelf, token):
    pack_shelf.mkdir()
    (pack_shelf / "making.lock").touch()
    assert Folder.find(token) is None


# What goes wrong


def failing(monkeypatch, error):
    def fail(*_args):
        raise error

    monkeypatch.setattr(making, "chapter", fail)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left"), "The disk of the server is full."),
        (making.PdfImpossible(), "Order the pack as a Word file."),
        (ZeroDivisionError(), "Something went wrong"),
    ],
)
def test_a_failure_is_told_plainly_and_can_be_tried_again(
    deputy, started, monkeypatch, error, sentence
):
    waiting, folder = ordered(deputy)
    with monkeypatch.context() as broken:
        failing(broken, error)
        with pytest.raises(CommandError):
            call_command("make_pack", folder.token)
    started.pop().close()
    text = " ".join(deputy.get(waiting).content.decode().split())
    assert "The pack could not be made." in text
    assert sentence in text

    assert deputy.post(waiting).status_code == 302
    assert folder.stage is Stage.WAITING
    call_command("make_pack", folder.token)
    assert folder.stage is Stage.DONE


def test_a_process_that_was_killed_is_seen_to_have_failed(deputy, started):
    waiting, folder = ordered(deputy)
    folder.tell(chapter=2, chapters=8)
    assert folder.stage is Stage.MAKING
    started.pop().close()
    assert folder.stage is Stage.FAILED
    assert "Try again" in deputy.get(waiting).content.decode()


def test_a_full_disk_leaves_no_half_file_behind(db, monkeypatch):
    folder = Folder.create(Order("en", "docx"))

    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left")

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", full)
        with pytest.raises(OSError, match="No space"):
            folder.keep(b"content")
    assert [path.name for path in folder.path.iterdir()] == ["order.json"]


# The operator's way


def test_an_operator_makes_a_pack_on_the_terminal(both, tmp_path, capsys):
    file = tmp_path / "pack.docx"
    call_command(
        "make_pack", language="ru", years="2021", format="docx", to=str(file), title="К сессии"
    )
    said = word_text(file.read_bytes())
    assert "К сессии" in said
    assert "42,2 %" in said
    assert "1 / " in capsys.readouterr().err


def test_an_operator_who_mistypes_is_told_what_to_write(db):
    with pytest.raises(CommandError, match="--to"):
        call_command("make_pack")
    with pytest.raises(CommandError, match="2024-2026"):
        call_command("make_pack", years="soon", to="x.pdf")
    with pytest.raises(CommandError, match="no village"):
        call_command("make_pack", village=1, to="x.pdf")
    with pytest.raises(CommandError, match="no such order"):
        call_command("make_pack", "0" * 32)
