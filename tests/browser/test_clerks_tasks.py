"""What a clerk does in a week, each task with the keyboard alone."""

from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from hearings.workbook.columns import PROPOSALS_FIELDS
from tests.browser.keyboard import choose, follow, reach, strike, write
from tests.browser.signing import sign_in

pytestmark = pytest.mark.browser

SOON, EARLIER = date.today() + timedelta(days=21), date.today() - timedelta(days=3)
SAVE_AND_STAY = "[name=_continue]"
GO = "input[name=_go]"
SCAN = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def desk(page, demo_site):
    return sign_in(page, demo_site, "clerk")


@pytest.fixture
def add(desk, demo_site):
    """Opens the blank page of a kind of record."""
    return lambda kind: desk.goto(f"{demo_site.address}/en/admin/{kind}/add/")


def door(page, slug):
    """From the page of a record to the small page behind one of its buttons."""
    follow(page, f"a.door[href$='/do/{slug}/']")


def hearing_on(page, day):
    choose(page, "#id_kind", "Other")
    write(page, "#id_title_ky", "Көпүрө боюнча угуу")
    write(page, "#id_place_ky", "Айылдык клуб")
    write(page, "#id_starts_at_0", f"{day:%d.%m.%Y}")
    write(page, "#id_starts_at_1", "10:00")
    follow(page, SAVE_AND_STAY)


def attach(page, selector, path):
    """The window in which a file is chosen is the computer's own, not the page's."""
    reach(page, selector)
    page.set_input_files(selector, path)


def said(page):
    return page.inner_text(".messagelist")


def test_a_hearing_is_announced_and_the_place_of_its_notice_kept(desk, add):
    add("hearings/hearing")
    hearing_on(desk, SOON)
    door(desk, "announce")
    follow(desk, GO)
    assert "Announced" in desk.inner_text("#content-main")

    strike(desk, "#postings-group .add-row a")
    write(desk, "#id_postings-0-place_ky", "Дүкөндүн эшиги")
    write(desk, "#id_postings-0-hung_on", f"{date.today():%d.%m.%Y}")
    follow(desk, SAVE_AND_STAY)
    assert desk.input_value("#id_postings-0-place_ky") == "Дүкөндүн эшиги"


def test_a_notice_is_printed(desk, add):
    add("hearings/hearing")
    hearing_on(desk, SOON)
    strike(desk, "form[action$='/notice/'] select", "ArrowUp")
    follow(desk, "form[action$='/notice/'] button[value=page]")
    assert desk.get_attribute("html", "lang") == "ru"
    assert desk.locator("svg, img[src^='data:image/png']").count() >= 1


def test_a_held_hearing_is_published_with_its_minutes(desk, add):
    add("hearings/hearing")
    hearing_on(desk, EARLIER)
    door(desk, "publish-past")
    follow(desk, GO)
    for name, figure in (("participants", "60"), ("women", "25"), ("men", "35")):
        write(desk, f"#id_minutes-0-{name}", figure)
    follow(desk, SAVE_AND_STAY)
    assert desk.input_value("#id_minutes-0-women") == "25"


def test_a_paper_is_entered_published_decided_and_the_decision_taken_back(desk, add):
    add("hearings/proposal")
    write(desk, "#id_text", "Айылга келген жолго шагыл төгүлсүн.")
    strike(desk, "#id_language", "ArrowDown")
    choose(desk, "#id_sector", "Roads")
    choose(desk, "#id_channel", "On paper")
    follow(desk, "[name=_save]")
    assert desk.locator(".slip .code").is_visible()
    follow(desk, "#content a[href$='/change/']")
    door(desk, "publish")
    follow(desk, GO)

    door(desk, "decide")
    choose(desk, "#id_outcome", "Included in the budget")
    write(desk, "#id_reason_ky", "Кийинки жылдын бюджетине киргизилди.")
    follow(desk, "input[name=_preview]")
    assert "Nothing has been saved yet" in desk.inner_text(".desk-preview")
    follow(desk, GO)
    assert "Included in the budget" in desk.inner_text("#content-main")

    door(desk, "take-back")
    reach(desk, GO)
    follow(desk, GO)
    assert desk.locator("a.door[href$='/do/decide/']").is_visible()


def test_what_was_deleted_is_brought_back(desk, add, demo_site):
    add("groups/initiativegroup")
    write(desk, "#id_name_ky", "Жаңы демилге")
    follow(desk, SAVE_AND_STAY)
    follow(desk, "a.deletelink")
    write(desk, "#id_why", "Эки жолу киргизилген")
    follow(desk, "#delete_form [type=submit]")
    assert "30 days" in said(desk)

    desk.goto(f"{demo_site.address}/en/admin/groups/deletion/")
    follow(desk, "#result_list tbody a")
    door(desk, "back")
    follow(desk, GO)
    desk.goto(f"{demo_site.address}/en/admin/groups/initiativegroup/")
    assert "Жаңы демилге" in desk.inner_text("#result_list")


def test_an_excel_template_is_fetched_for_the_village(desk, add):
    add("hearings/hearing")
    hearing_on(desk, EARLIER)
    reach(desk, "a[href*='template']")
    with desk.expect_download() as brought:
        desk.keyboard.press("Enter")
    assert brought.value.suggested_filename.endswith(".xlsx")


def test_a_filled_in_file_is_brought_and_taken_in(desk, add, tmp_path):
    add("hearings/hearing")
    hearing_on(desk, EARLIER)
    door(desk, "publish-past")
    follow(desk, GO)
    reach(desk, "a[href*='template']")
    with desk.expect_download() as brought:
        desk.keyboard.press("Enter")
    template = tmp_path / "hearing.xlsx"
    brought.value.save_as(template)
    book = load_workbook(template)
    columns = [field.key for field in PROPOSALS_FIELDS]
    for key, value in (("text", "Көпүрө керек."), ("language", "ky")):
        book["Proposals and questions"].cell(2, columns.index(key) + 1, value)
    book.save(template)

    follow(desk, ".object-tools a[href$='/upload/']")
    attach(desk, "#id_file", template)
    follow(desk, "#content [type=submit]")
    assert "Көпүрө керек." in desk.inner_text("#content")
    follow(desk, "#content input[type=submit].default")
    assert "Көпүрө керек." in desk.inner_text("#content")


def test_the_head_signs_the_minutes(page, demo_site, tmp_path):
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(SCAN)
    sign_in(page, demo_site, "head")
    page.goto(f"{demo_site.address}/en/admin/hearings/hearing/add/")
    hearing_on(page, EARLIER)
    door(page, "publish-past")
    follow(page, GO)
    write(page, "#id_minutes-0-participants", "60")
    strike(page, "#documents-group .add-row a")
    choose(page, "#id_documents-0-kind", "Signed minutes")
    attach(page, "#id_documents-0-file", scan)
    follow(page, SAVE_AND_STAY)
    door(page, "sign-minutes")
    follow(page, GO)
    assert "Minutes signed" in page.inner_text("#content-main")
