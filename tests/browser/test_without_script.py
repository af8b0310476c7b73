"""All that a citizen does, with script switched off; once with the keyboard alone."""

import re
from io import BytesIO

import pytest
from PIL import Image

from tests.browser.keyboard import follow, reach, strike
from tests.browser.pressing import press

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
TEXT = "Мектептин жанындагы көпүрө эскирди, өтүү коркунучтуу."
SEND = "main .btn-primary"


@pytest.fixture
def page(visitor):
    return visitor(java_script_enabled=False, viewport=PHONE).new_page()


@pytest.fixture
def home(demo_site):
    return f"{demo_site.address}/ky/"


def picture():
    file = BytesIO()
    Image.new("RGB", (60, 40), "green").save(file, "JPEG")
    return {"name": "place.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def propose(page, home):
    """The whole form, from the first page of the site to the receipt; returns the code."""
    page.goto(home)
    press(page, "header .btn-primary")
    page.fill("#id_text", TEXT)
    press(page, SEND)
    page.select_option("#id_sector", "roads")
    page.select_option("#id_village", index=1)
    press(page, SEND)
    page.fill("#id_phone", "0777 123 456")
    press(page, SEND)
    page.set_input_files("#id_photo", picture())
    page.check("#id_consent")
    press(page, SEND)
    return page.text_content(".receipt-code").strip()


def track(page, home, code):
    page.goto(f"{home}proposals/track/")
    page.fill("#id_code", code)
    press(page, SEND)


def test_words_are_sent_with_a_photo_and_found_again_by_the_code(page, home):
    code = propose(page, home)
    track(page, home, code.lower().replace("-", " "))
    assert page.locator(".tag.submitted").count() == 1
    assert "0777" not in page.content()


def test_the_receipt_can_be_opened_again_and_sends_nothing_twice(page, home):
    code = propose(page, home)
    page.reload()
    assert page.text_content(".receipt-code").strip() == code


def test_words_are_taken_back(page, home):
    track(page, home, propose(page, home))
    press(page, "button[value=withdraw]")
    assert page.locator(".tag.withdrawn").count() == 1
    assert page.locator("button[value=withdraw]").count() == 0


def test_returned_words_are_said_more_clearly(page, home, demo_site):
    track(page, home, demo_site.receipts["returned"])
    page.fill("#id_text", TEXT)
    press(page, "button[value=clarify]")
    assert page.locator(".tag.submitted").count() == 1


def test_an_answer_is_changed_from_the_last_step_and_nothing_typed_is_lost(page, home):
    page.goto(f"{home}proposals/new/")
    page.fill("#id_text", TEXT)
    press(page, SEND)
    page.select_option("#id_sector", "roads")
    page.select_option("#id_village", index=1)
    press(page, SEND)
    page.fill("#id_full_name", "Айгүл")
    press(page, SEND)
    press(page, "button[value=where] >> nth=0")
    page.select_option("#id_sector", "water")
    press(page, SEND)
    assert page.input_value("#id_full_name") == "Айгүл"
    press(page, "button[value=where]")
    press(page, "button[value=what]")
    assert page.input_value("#id_text") == TEXT


def test_mistakes_are_named_at_the_top_and_lead_to_their_field(page, home):
    page.goto(f"{home}proposals/new/")
    press(page, SEND)
    summary = page.locator(".alert-danger")
    assert summary.evaluate("box => box === document.activeElement")
    words = summary.locator("a").inner_text()
    assert words in page.inner_text("#id_text_error")
    summary.locator("a").click()
    assert page.url.endswith("#id_text")
    assert page.title().startswith("Ката:")


def test_the_register_is_searched_and_narrowed(page, home):
    page.goto(f"{home}proposals/")
    everything = found(page)
    page.click("summary")
    page.select_option("#id_status", "rejected")
    press(page, "main .search button")
    assert 0 < found(page) < everything
    assert page.locator("main .tag").count() == page.locator(".tag.rejected").count()
    press(page, "main [role=status] a")
    assert found(page) == everything


def found(page):
    return int(re.search(r"\d+", page.inner_text("main [role=status]")).group())


def test_the_menu_of_a_phone_opens_and_the_site_is_searched(page, home):
    page.goto(home)
    assert not page.locator("#site-search").is_visible()
    page.click("[popovertarget=menu]:not(.menu-close)")
    page.fill("#site-search", "суу")
    press(page, "#site-search", "Enter")
    assert "/ky/search/?q=" in page.url
    assert page.locator("main .rows li").count() > 0


def test_a_change_of_language_stays_on_the_page_and_keeps_the_filter(page, home):
    page.goto(f"{home}proposals/?status=rejected&page=1")
    press(page, ".languages [lang=ru]")
    assert page.url.endswith("/ru/proposals/?status=rejected&page=1")
    assert page.get_attribute("html", "lang") == "ru"
    assert page.title() != ""


# The keyboard alone. Here script only looks at what has the focus; the site has none.

FOCUS = """() => {
    const it = document.activeElement, box = it.getBoundingClientRect()
    const style = getComputedStyle(it)
    const above = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    return {
        id: it.id, name: it.tagName, value: it.value,
        marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        covered: !!above && above !== it && !it.contains(above) && !above.contains(it),
    }
}"""


def tab_to(page, wanted):
    """Press Tab until the wanted element has the focus; returns what was passed on the way."""
    passed = []
    for _press in range(80):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(FOCUS))
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return passed
    raise AssertionError(f"Tab never comes to {wanted}: {passed}")


def test_the_form_is_filled_in_and_sent_by_keyboard(visitor, home):
    page = visitor(viewport=PHONE).new_page()
    page.goto(f"{home}proposals/new/")
    reach(page, "#id_text")
    page.keyboard.type(TEXT)
    follow(page, SEND)
    for choice in ("#id_sector", "#id_village"):
        strike(page, choice, "ArrowDown")
    follow(page, SEND)
    assert page.locator("#id_phone").is_visible()
    follow(page, SEND)
    strike(page, "#id_consent", "Space")
    follow(page, SEND)
    assert page.locator(".receipt-code").is_visible()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["", "proposals/", "proposals/new/"])
def test_the_focus_is_always_seen_and_never_trapped(visitor, home, path, width):
    page = visitor(viewport={"width": width, "height": 740}).new_page()
    page.goto(home + path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    passed = tab_to(page, ".foot li:last-child a")
    assert [stop for stop in passed if not stop["marked"] or stop["covered"]] == []


def test_the_skip_link_leads_past_the_menu(visitor, home):
    page = visitor().new_page()
    page.goto(home)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_an_unmarked_focus_would_be_noticed(visitor, home):
    """Negative control: with the outline taken away the check fails."""
    page = visitor(bypass_csp=True).new_page()
    page.goto(home)
    page.add_style_tag(content=":focus-visible { outline: 0 !important }")
    assert not all(stop["marked"] for stop in tab_to(page, ".foot li:last-child a"))
