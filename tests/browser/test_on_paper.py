"""Public pages on A4 paper: black on white, two sheets, nothing that only a screen can use."""

import re

import pytest

from tests.browser.pressing import press

pytestmark = pytest.mark.browser

PATHS = ("hearings/{undated}/", "hearings/{signed}/", "proposals/{implemented}/", "groups/")
# Each with the sheets that it fills: a year has five of tables and pictures, and four of lines.
LONGER = {
    "{budget_approved}": 9,
    "{budget_reported}": 9,
    "{budget_heard}": 9,
    "budget/": 2,
    "{program}": 2,
    "{measure_done}": 2,
    "{measure_stopped}": 2,
    "{line_amended}": 2,
    "{line_of_a_proposal}": 2,
}
SCREEN_ONLY = (
    "#menu",
    ".menu-button",
    ".languages",
    ".skip",
    ".search",
    ".pager",
    ".foot ul",
    ".go",
)

COLOURED = """() => [...document.querySelectorAll("body *")].flatMap(it => {
    const style = getComputedStyle(it)
    if (it.closest("img, svg") || !it.getClientRects().length) return []
    const edges = [style.borderLeftColor, style.borderTopColor]
    return [style.color, style.backgroundColor, ...edges].filter(colour => {
        const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number)
        return a > 0 && Math.max(r, g, b) - Math.min(r, g, b) > 8
    }).map(colour => `${it.tagName} ${it.className} ${colour}`)
})"""


REPORTS = ("hearings", "proposals", "voice", "budget", "programs", "results", "groups", "village")
# Numbers, with their spaces that do not break, that stand on more than one line.
BROKEN = """() => [...document.querySelectorAll("main .num, main dd")].flatMap(it => {
    const text = [...it.childNodes].find(node => node.nodeType === Node.TEXT_NODE)
    if (!text || !/^[\\d\\s.,%−-]+/.test(text.data.trim())) return []
    const range = document.createRange()
    range.setStart(text, text.data.search(/\\S/))
    range.setEnd(text, text.data.trimEnd().length)
    const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)))
    return lines.size > 1 ? [text.data.trim()] : []
})"""


def sheets(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.fixture
def printed(page, demo_site):
    def printed(path, language="ky"):
        path = path.format(**demo_site.hearings, **demo_site.proposals, **demo_site.places)
        page.goto(f"{demo_site.address}/{language}/{path}")
        # As wide as the printed part of an A4 sheet.
        page.set_viewport_size({"width": 673, "height": 950})
        page.emulate_media(media="print")
        return page

    return printed


@pytest.mark.parametrize("path", PATHS)
def test_a_page_prints_on_two_sheets_without_what_only_a_screen_can_use(printed, path):
    page = printed(path)
    assert sheets(page.pdf(prefer_css_page_size=True)) <= 2
    for name in SCREEN_ONLY:
        for part in page.locator(name).all():
            assert not part.is_visible(), name


@pytest.mark.parametrize("path", LONGER)
def test_deeds_and_money_print_whole_and_without_what_only_a_screen_can_use(printed, path):
    page = printed(path)
    assert sheets(page.pdf(prefer_css_page_size=True)) <= LONGER[path]
    for name in (*SCREEN_ONLY, ".screen", ".filters"):
        for part in page.locator(name).all():
            assert not part.is_visible(), name
    # Nothing runs out of the sheet to the right: neither a table nor a picture.
    assert page.evaluate("document.documentElement.scrollWidth") <= 673


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_passport_of_each_village_is_one_sheet(printed, language):
    villages = printed("reports/village/", language).locator("main tbody a")
    places = [link.get_attribute("href") for link in villages.all()]
    assert len(places) == 7
    for place in places:
        page = printed(place.removeprefix(f"/{language}/"), language)
        assert sheets(page.pdf(prefer_css_page_size=True)) == 1, place
        assert page.evaluate("document.documentElement.scrollWidth") <= 673, place


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize("report", REPORTS)
def test_a_report_printed_from_its_page_keeps_every_column_and_every_number(
    printed, report, language
):
    page = printed(f"reports/{report}/", language)
    assert page.evaluate("document.documentElement.scrollWidth") <= 673
    assert page.evaluate(BROKEN) == []


def test_a_broken_number_is_noticed(visitor, demo_site):
    """Negative control: cells so narrow that an amount goes on in the next line."""
    page = visitor(bypass_csp=True).new_page()
    page.goto(f"{demo_site.address}/ru/reports/budget/")
    assert page.evaluate(BROKEN) == []
    page.add_style_tag(content="td { max-width: 2rem; overflow-wrap: anywhere }")
    assert page.evaluate(BROKEN)


def test_a_picture_of_money_stands_on_paper_as_on_the_screen(printed):
    page = printed("{budget_approved}")
    pictures = page.locator("main svg, main figure")
    assert pictures.count() > 3
    assert all(picture.is_visible() for picture in pictures.all())


def test_a_year_can_be_printed_with_every_line(printed):
    page = printed("{budget_approved}?lines=all")
    assert page.locator("#lines ~ table tbody tr:not(.total)").count() >= 60
    assert page.locator(".pager").count() == 0


@pytest.mark.parametrize("path", ["proposals/{rejected}/", "{budget_approved}", "{measure_done}"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_black_and_white_whatever_the_screen_was(printed, scheme, path):
    page = printed(path)
    page.emulate_media(media="print", color_scheme=scheme)
    assert page.evaluate(COLOURED) == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_colours_of_the_screen_are_noticed(printed):
    """Negative control: the same page on the screen has colours."""
    page = printed("proposals/{rejected}/")
    page.emulate_media(media="screen")
    assert page.evaluate(COLOURED)


@pytest.mark.parametrize("path", ["hearings/", "{budget_approved}", "budget/"])
def test_the_head_of_a_table_stands_on_each_sheet_and_rows_stay_whole(printed, path):
    page = printed(path)
    assert css(page, "thead", "display") == "table-header-group"
    assert css(page, "tbody tr", "display") == "table-row"
    assert css(page, "tbody tr", "breakInside") == "avoid"


def test_the_receipt_fits_one_sheet_and_keeps_its_code(printed):
    page = printed("proposals/new/")
    page.emulate_media(media="screen")
    page.fill("#id_text", "Айылга китепкана керек, окуй турган жер жок.")
    press(page, "main .btn-primary")
    page.select_option("#id_sector", "culture")
    page.select_option("#id_village", index=1)
    press(page, "main .btn-primary")
    press(page, "main .btn-primary")
    page.check("#id_consent")
    press(page, "main .btn-primary")
    page.emulate_media(media="print")
    assert page.locator(".receipt-code").is_visible()
    assert page.locator(".receipt img").is_visible()
    assert sheets(page.pdf(prefer_css_page_size=True)) == 1


def css(page, name, what):
    return page.locator(name).first.evaluate(f"it => getComputedStyle(it).{what}")
