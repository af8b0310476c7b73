"""Charts and tables on paper: any shape, without colour, and no wider than the sheet."""

import re
from io import BytesIO

import pytest
from django.utils import translation
from PIL import Image

from attachments.workbook.writing import Kind
from budget.charts import Bar, Series
from hearings.papers import pdf
from programs.models import MeasurePhoto
from reports.answers import answer
from reports.papers import bars, page, photos
from reports.papers.chapter import Chapter
from reports.registry import REPORTS
from reports.scope import Scope
from reports.section import Chart, Section
from reports.table import Column, Table
from tests.hearings.printing import insides, needs_pango
from tests.programs.test_measure_page import photo
from tests.reports.test_telling_results import done

SHAPES = {
    "bars": Chart("Bars", [Bar("Roads", 3, "3 som", 2, "2025: 2"), Bar("Water", None)]),
    "stacked": Chart("Parts", [Bar("Roads", 3, "3 som"), Bar("Water", 1, "1 som")], "stacked"),
    "columns": Chart(
        "Quarters",
        shape="columns",
        groups=["I", "II"],
        series=[
            Series("Plan", [1, 2], ["1 som", "2 som"]),
            Series("Done", [1, None], ["1 som", ""]),
        ],
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_chart_of_any_shape_is_a_black_and_white_picture_told_in_words(shape):
    with translation.override("en"):
        made, told = bars.picture(SHAPES[shape]), bars.in_words(SHAPES[shape])
    with Image.open(BytesIO(made)) as picture:
        assert picture.mode == "L"
        assert picture.width == bars.WIDTH
        assert picture.getextrema() == (0, 255)
    assert told.startswith(SHAPES[shape].title)
    assert "som" in told
    assert ("Not stated" in told) == (shape != "stacked")


def test_a_chart_without_a_bar_is_no_picture():
    assert bars.picture(Chart("Nothing")) is None


@needs_pango
@pytest.mark.parametrize("shape", SHAPES)
def test_a_chart_of_any_shape_draws_its_shapes_in_a_pdf_file(aimak, shape):
    made = insides(page.make([shown(SHAPES[shape])]))
    # Rectangles filled with the dark tone: without a style in the drawing they have no height.
    assert b"0.2 0.2 0.2 rg" in made
    assert made.count(b" re") > insides(page.make([shown(None)])).count(b" re")


def shown(chart):
    table = Table("t", "Table", [Column("name", "Name")], [["Roads"]])
    return Chapter(REPORTS["hearings"], [], [Section("s", "Section", table, chart)])


@needs_pango
def test_a_number_below_zero_is_in_our_font(aimak):
    table = Table("t", "T", [Column("a", "A"), Column("b", "B", Kind.MONEY)], [["x", -5]])
    made = insides(page.make([Chapter(REPORTS["hearings"], [], [Section("s", "S", table)])]))
    assert {name.partition(b"+")[2] for name in re.findall(rb"/BaseFont\s*/([\w+-]+)", made)} == {
        b"Noto-Sans",
        b"Noto-Sans-Bold",
    }


@needs_pango
def test_a_wide_table_lies_on_its_side_and_a_narrow_one_stands(aimak):
    wide = Table("t", "T", [Column(str(n), str(n), Kind.MONEY) for n in range(12)], [[1] * 12])
    lying = Chapter(REPORTS["hearings"], [], [Section("s", "S", wide)])
    for chapter_of, lies in ((lying, True), (shown(None), False)):
        (sheet,) = pdf.lay_out(page.html([chapter_of]), page.STYLE.read_text()).pages
        assert (sheet.width > sheet.height) is lies


def photos_of(language="en"):
    with translation.override(language):
        (found,) = (each for each in answer(REPORTS["results"], Scope()) if each.key == "photos")
        return photos.shown(found)


def test_published_photos_stand_in_the_document_itself(aimak, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    photo(done(), "after", is_public=True, caption_en="Water runs")
    (only,) = photos_of()
    assert only.words == "After. Pipe en. Water runs"
    assert only.address.startswith("data:image/jpeg;base64,")
    with Image.open(BytesIO(only.content)) as picture:
        assert picture.format == "JPEG"


def test_a_photo_that_the_disk_has_lost_is_left_out(aimak, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    lost = photo(done(), "after", is_public=True)
    lost.thumbnail.storage.delete(lost.thumbnail.name)
    assert photos_of() == []


def test_a_photo_taken_down_in_the_meantime_is_left_out(aimak, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    photo(done(), "after", is_public=True)
    with translation.override("en"):
        (kept,) = (each for each in answer(REPORTS["results"], Scope()) if each.key == "photos")
    MeasurePhoto.objects.update(is_public=False)
    assert photos.shown(kept) == []
