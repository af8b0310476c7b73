"""The files of a report: the figures of its page, as numbers, and no text that is a formula."""

import zipfile
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import load_workbook

from attachments import comma_separated as writer
from groups.models import Aimak
from hearings.models import Hearing
from hearings.papers import pdf
from language.money import money
from language.templatetags import language as said_so
from language.unstated import not_stated
from reports.files.workbook import workbook as workbook_of
from reports.papers import chapter
from reports.registry import REPORTS
from reports.scope import Scope
from reports.scope_words import in_words
from reports.section import Figure, Section
from reports.table import Column, Table
from tests.desk import sign_in
from tests.hearings.printing import insides, needs_pango
from tests.reports.files import LANGUAGES, comma_separated, download, rows, sheets, workbook
from tests.reports.test_telling_hearings import BUDGET, MIXED, PROGRAMME, SHARES

FILES = [f"hearings/download.{form}" for form in ("xlsx", "csv", "pdf")]
# As numbers, whatever the language: 57 of 135, 25 of 135, 7 of 11; and never 8 of 23.
WOMEN, GROUPS, ACCEPTED, WRONG = 57 / 135, 25 / 135, 7 / 11, 8 / 23
DEMONSTRATION = "Demonstration data: what stands here about the current year is invented."
FORMULAS = ["=1+1", "＝cmd", "  =1+1", '"=1+1', "+996", "-1", "@SUM(A1)", "a;=1+1"]


@pytest.fixture
def both(recorded):
    recorded(kind=Hearing.Kind.SEDP, day=(2021, 10, 5), **PROGRAMME)
    recorded(kind=Hearing.Kind.BUDGET_DRAFT, day=(2021, 11, 3), **BUDGET)


def hearings(language="en", **chosen):
    """The rows of the workbook's table of hearings, by its headings."""
    heads, *found = rows(workbook(language=language, **chosen).worksheets[1])
    return [dict(zip(heads, row, strict=True)) for row in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shares_of_the_sources_stand_in_the_workbook(both, language):
    numbers = [
        value
        for row in hearings(language)
        for value in row.values()
        if isinstance(value, int | float)
    ]
    for share in (WOMEN, GROUPS, ACCEPTED):
        assert pytest.approx(share) in numbers
    assert pytest.approx(WRONG) not in numbers


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shares_of_the_sources_stand_in_the_csv_file(both, language):
    cells = [cell for row in comma_separated(language=language) for cell in row]
    assert {"42.2", "18.5", "63.6"} <= set(cells)
    assert "34.8" not in cells


@needs_pango
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shares_of_the_sources_stand_in_the_pdf_file(both, language):
    with translation.override(language):
        said = " ".join(sheets([chapter.chapter(REPORTS["hearings"], Scope())]))
    assert all(share in said for share in SHARES[language])
    assert MIXED[language] not in said
    assert download("pdf", language=language).startswith(b"%PDF-")


def test_numbers_and_dates_of_the_workbook_can_be_calculated_with(both):
    budget = hearings()[0]
    assert budget["Participants"] == 135
    assert budget["Date"] == datetime(2021, 11, 3)
    sheet = workbook().worksheets[1]
    assert sheet["F2"].number_format == "0.0%"
    assert hearings()[-1]["Participants"] == 218, "the row of totals"


def test_what_is_not_stated_is_an_empty_cell_and_the_workbook_says_so(both):
    programme = hearings()[1]
    assert programme["Men"] is None
    about = rows(workbook().worksheets[0])
    said = dict(row for row in about if row[0] == "Empty cells")["Empty cells"]
    assert "either nothing is stated there, or there is nothing to state" in said
    heads, _budget, programme = comma_separated()
    assert programme[heads.index("Men")] == ""


def test_heads_stay_in_sight_and_every_column_is_explained(both):
    book = workbook()
    *tables, explained = book.worksheets[1:]
    assert [sheet.freeze_panes for sheet in book.worksheets] == ["A2"] * len(book.worksheets)
    named = {(row[0], row[1]) for row in rows(explained)[1:]}
    assert named == {(sheet.title, head) for sheet in tables for head in rows(sheet)[0]}


def test_the_first_sheet_says_what_was_asked_and_when_it_was_made(both, village):
    about = rows(workbook(first_year=2021, last_year=2021, kind="sedp").worksheets[0])
    said = dict(row for row in about if row[0])
    assert said["Years"] == "2021"
    assert said["Village"] == "All"
    assert said["Kind"] == str(Hearing.Kind.SEDP.label)
    assert isinstance(said["Prepared on"], datetime)


def test_a_file_answers_what_the_page_was_asked(both, client):
    page = client.get("/en/reports/hearings/", {"kind": "sedp", "first_year": "2021", "junk": "x"})
    assert 'href="/en/reports/hearings/download.xlsx?first_year=2021&amp;kind=sedp"' in (
        page.content.decode()
    )
    assert [row["Participants"] for row in hearings(kind="sedp")[:-1]] == [83]


def test_each_table_is_a_csv_file_of_its_own_without_totals(both, client):
    assert len(comma_separated()) == 3
    assert [row[:2] for row in comma_separated(table="reached")] == [
        ["Year", "Participants"],
        ["2021", "218"],
    ]
    assert client.get("/en/reports/hearings/download.csv?table=none").status_code == 404


def test_a_file_is_named_after_what_it_holds(both, client):
    response = client.get("/ru/reports/hearings/download.xlsx?first_year=2020&last_year=2021")
    response.getvalue()
    assert response["Content-Disposition"] == ('attachment; filename="hearings-2020-2021-ru.xlsx"')


@pytest.fixture
def formula(recorded):
    def formula(text):
        hearing = recorded(participants=1)
        hearing.title_en = text
        hearing.save()

    return formula


@pytest.mark.parametrize("text", FORMULAS)
def test_no_title_becomes_a_formula(formula, text):
    formula(text)
    cell = workbook().worksheets[1]["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix or not cell.value.startswith(tuple("=+-@＝"))
    with zipfile.ZipFile(BytesIO(download("xlsx"))) as parts:
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name)]
    assert "'" in comma_separated()[1][0]


def test_without_the_guard_a_csv_file_would_hold_the_formula(formula, monkeypatch):
    """Negative control."""
    monkeypatch.setattr(writer, "guarded", lambda text: text)
    formula("=1+1")
    assert comma_separated()[1][0] == "=1+1"


@needs_pango
def test_a_pdf_file_is_in_our_fonts_and_its_bars_differ_without_colour(both):
    made = insides(download("pdf"))
    assert made.count(b"/FontFile2") == 2
    # Dark bars of who came, white ones with an edge for the women among them.
    assert b"0.2 0.2 0.2 rg" in made
    assert b"1 1 1 rg" in made


@needs_pango
def test_a_long_table_on_paper_says_how_much_of_it_is_left_out(recorded, monkeypatch):
    monkeypatch.setattr(chapter, "MOST_ROWS", 2)
    for number in range(3):
        recorded(participants=number)
    with translation.override("en"):
        said = " ".join(sheets([chapter.chapter(REPORTS["hearings"], Scope())]))
    assert "the first 2 rows of 3" in said


def test_without_pango_the_page_says_so_and_can_be_printed(both, client, monkeypatch):
    def impossible(*_args):
        raise pdf.PdfImpossible

    monkeypatch.setattr(pdf, "lay_out", impossible)
    answer = client.get("/en/reports/hearings/download.pdf")
    assert answer["Content-Type"].startswith("text/html")
    assert "Print this page with the browser" in " ".join(answer.content.decode().split())


def test_a_reader_does_not_wait_long_for_the_pdf_file_of_somebody_else(both, client, monkeypatch):
    monkeypatch.setattr("reports.views.downloads.PATIENCE", 0.01)
    with pdf._one_at_a_time:
        answer = client.get("/en/reports/hearings/download.pdf")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert "Try again in a minute" in answer.content.decode()


def test_where_one_reader_waits_for_a_pdf_file_the_next_is_sent_away_at_once(both, client):
    """With the patience of ten seconds left as it is: nobody waits here."""
    with pdf._readers, pdf._readers:
        assert client.get("/en/reports/hearings/download.pdf").status_code == 503
    assert client.get("/en/reports/hearings/download.pdf").status_code == 200


@pytest.mark.parametrize("path", ["", "hearings/", *FILES])
def test_what_insiders_see_is_kept_by_no_cache(both, client, path):
    def told(reader):
        response = reader.get(f"/en/reports/{path}")
        response.getvalue()
        return response.headers.get("Cache-Control", "")

    assert "no-store" not in told(client)
    assert told(sign_in("deputy")) == "private, no-store"


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ((None, None), "All"),
        ((2024, 2024), "2024"),
        ((2024, 2026), "2024–2026"),
        ((2024, None), "from 2024"),
        ((None, 2026), "to 2026"),
    ],
)
def test_the_chosen_years_are_said_in_words(db, years, said):
    with translation.override("en"):
        assert dict(in_words(Scope(*years), REPORTS["hearings"]))["Years"] == said


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Executed by function and quarter in 2026", "Executed by function…"),
        ("Статьи, по которым ничего не израсходовано", "Статьи, по которым ничего…"),
        ("Сунуш берүүчүнүн жынысы боюнча", "Сунуш берүүчүнүн жынысы боюнча"),
        ("Х" * 40, "Х" * 30 + "…"),
    ],
)
def test_the_name_of_a_sheet_is_cut_after_a_whole_word_that_can_end_it(db, title, name):
    table = Table("t", title, [Column("a", "A")], [["x"]])
    with workbook_of(REPORTS["hearings"], Scope(), [Section("s", "S", table)]) as file:
        assert load_workbook(file).sheetnames[1] == name


def first_sheet(*figures):
    with (
        translation.override("ru"),
        workbook_of(REPORTS["hearings"], Scope(), [Section("s", "S", figures=figures)]) as file,
    ):
        return dict(rows(load_workbook(file).worksheets[0]))


def test_the_large_figures_of_a_workbook_are_numbers_where_they_are_bare(db):
    with translation.override("ru"):
        figures = [
            Figure("Участники", said_so.number(12562)),
            Figure("Дней", said_so.number(Decimal("22.5"))),
            Figure("Год", said_so.year(2019)),
            Figure("Женщины", said_so.number(57), "42,2 %: 57 из 135"),
            Figure("План", money(2968500)),
        ]
    said = first_sheet(*figures)
    assert [said["Участники"], said["Дней"], said["Год"]] == [12562, 22.5, 2019]
    assert said["Женщины"] == "57 (42,2 %: 57 из 135)"
    assert said["План"].replace("\u202f", " ").replace("\xa0", " ") == "2 968 500 сом"


def test_an_unknown_figure_is_said_to_be_so_without_its_markup(db):
    with translation.override("ru"):
        figures = [
            Figure("Жители", said_so.number(None)),
            Figure("Исполнено", money(None), not_stated()),
        ]
    said = first_sheet(*figures)
    assert said["Жители"] == "Не указано"
    assert said["Исполнено"] == "Не указано (Не указано)"


def test_a_column_of_texts_is_as_wide_as_its_texts(both, village):
    widths = workbook().worksheets[1].column_dimensions
    # Neither hearing names a village; the titles are a few words long.
    assert [round(widths[letter].width) for letter in "AC"] == [13, 13]


def test_a_file_of_a_demonstration_says_under_its_title_that_it_is_one(both, aimak):
    assert DEMONSTRATION not in rows(workbook().worksheets[0])[1]

    Aimak.objects.update(is_demo=True)

    assert rows(workbook().worksheets[0])[1] == [None, DEMONSTRATION]


@needs_pango
def test_a_report_on_paper_says_that_it_is_a_demonstration(both, aimak):
    with translation.override("en"):
        (told,) = [chapter.chapter(REPORTS["hearings"], Scope())]
        assert DEMONSTRATION not in " ".join(sheets([told]))
        Aimak.objects.update(is_demo=True)
        assert DEMONSTRATION in sheets([told])[0]


def test_two_tables_with_long_titles_have_sheets_of_their_own(db):
    title = "Budget lines that answer proposals, by village and by year"
    tables = [Table(key, title, [Column("a", "A")], [["x"]]) for key in "abc"]
    sections = [Section(table.key, "Section", table) for table in tables]
    with translation.override("en"), workbook_of(REPORTS["hearings"], Scope(), sections) as file:
        names = load_workbook(file).sheetnames
    assert names[1:4] == [
        "Budget lines that answer…",
        "Budget lines that answer… 2",
        "Budget lines that answer… 3",
    ]
