"""A held hearing entered from its paper in a real browser: by the keyboard, and through mishaps."""

from datetime import date, timedelta

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.keyboard import Keyboard
from tests.browser.pressing import press
from tests.browser.signing import sign_in

pytestmark = pytest.mark.browser

PROPOSALS = 30
MOST_KEYS_A_CHARACTER = 1.2
WORDS = "Айылдын четиндеги көпүрө эскирди, балдар мектепке кооптуу өтүшөт, аны {} жылы оңдоңуздар."
WHO = "Үсөнова Айгүл Асановна"
VILLAGE = "Ajek"
RUN_AXE = "options => axe.run(options).then(result => result.violations)"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "preload": False}


def held(page, site):
    """The page of a hearing that was held two days ago."""
    page.goto(f"{site.address}/en/admin/hearings/hearing/add/")
    page.select_option("#id_kind", "other")
    day = date.today() - timedelta(days=2)
    page.fill("#id_starts_at_0", f"{day:%Y-%m-%d}")
    page.fill("#id_starts_at_1", "10:00")
    press(page, "[name=_continue]")
    record = page.url.removesuffix("change/")
    page.goto(f"{record}do/publish-past/")
    press(page, "[name=_go]")
    return f"{record}sheet/"


def problems(page):
    return [
        (rule["id"], node["html"][:200])
        for rule in page.evaluate(RUN_AXE, RULES)
        for node in rule["nodes"]
    ]


@pytest.fixture
def page(visitor, demo_site):
    page = visitor(viewport={"width": 1280, "height": 900}).new_page()
    sign_in(page, demo_site, "clerk")
    return page


@pytest.fixture
def sheet(page, demo_site):
    place = held(page, demo_site)
    page.goto(place)
    return place


def type_figures(keyboard, figures):
    for figure in figures:
        keyboard.type(figure)
        keyboard.press("Enter")


def type_row(keyboard, text, first):
    """Text, village, topic, name, telephone left out, consent, group left out, hands."""
    keyboard.type(text)
    keyboard.press("Tab")
    if first:
        keyboard.press("A", "j")
    keyboard.press("Tab", "R", "Tab")
    keyboard.type(WHO)
    keyboard.press("Tab", "Tab", "Space", "Tab", "Tab")
    for hands in ("32", "27"):
        keyboard.type(hands)
        keyboard.press("Tab")
    keyboard.type("1")
    keyboard.press("Enter")


def test_thirty_proposals_are_entered_by_the_keyboard_with_one_page_change(page, sheet):
    loads = []
    page.on("load", lambda _page: loads.append(page.url))
    figures = ["60", "25", "35", "12", "8", "30", "30", "0", "4", "7"]
    texts = [WORDS.format(2027 + number) for number in range(PROPOSALS)]
    keyboard = Keyboard(page)
    type_figures(keyboard, figures)
    for number, text in enumerate(texts):
        type_row(keyboard, text, first=number == 0)
    assert loads == []
    with page.expect_navigation():
        keyboard.press("Control+Enter")

    assert len(loads) == 1
    assert f"Already entered: {PROPOSALS}" in page.text_content("summary")
    on_paper = sum(map(len, [*figures, *texts]))
    on_paper += PROPOSALS * len(WHO + VILLAGE + "32271")
    assert keyboard.struck <= MOST_KEYS_A_CHARACTER * on_paper
    first = page.locator(".sheet-entered tbody tr").first
    assert texts[0] in first.text_content()
    assert [box.input_value() for box in first.locator("input").all()] == ["32", "27", "1"]
    first.locator("a").evaluate("link => link.click()")
    page.wait_for_selector("#id_village")
    assert page.locator("#id_village option:checked").text_content() == VILLAGE


def test_after_a_crash_what_was_typed_is_back(page, sheet, visitor, demo_site):
    page.fill("#id_r0-text", "Суу керек.")
    page.fill("#id_f-participants", "60")
    page.fill("#id_f-women", "70")
    page.press("#id_f-women", "Tab")
    # Figures are checked, and kept, as soon as they are typed.
    page.wait_for_selector("#sheet-notes:has-text('70 women, but only 60 participants.')")
    page.wait_for_selector("#sheet-status:has-text('Draft kept at')")
    page.context.close()

    another = visitor().new_page()
    sign_in(another, demo_site, "clerk")
    another.goto(sheet)
    assert another.input_value("#id_r0-text") == "Суу керек."
    assert another.input_value("#id_f-women") == "70"
    assert "Filled in from your draft" in another.text_content("#content")


def test_a_dead_line_and_a_lost_session_cost_no_typing(page, sheet, demo_site):
    page.fill("#id_r0-text", "Жол керек.")
    page.context.set_offline(True)
    page.click("[name=_save]")
    page.wait_for_selector("#sheet-status:has-text('No connection')")

    page.context.set_offline(False)
    page.context.clear_cookies()
    page.click("[name=_save]")
    page.wait_for_selector("#sheet-signed-out:visible")
    assert page.input_value("#id_r0-text") == "Жол керек."

    sign_in(page.context.new_page(), demo_site, "clerk")
    press(page, "[name=_save]")
    assert "Saved as" in page.text_content(".messagelist")


def test_without_a_script_enter_never_saves_half_a_paper(page, sheet, visitor, demo_site):
    plain = visitor(java_script_enabled=False).new_page()
    sign_in(plain, demo_site, "clerk")
    plain.goto(sheet)
    plain.fill("#id_r0-text", "Клуб керек.")
    plain.fill("#id_r0-full_name", "Асан")
    press(plain, "#id_r0-full_name", "Enter")
    assert plain.input_value("#id_r0-text") == "Клуб керек."
    press(plain, "[name=_more]")
    assert plain.locator("fieldset.sheet-row").count() == 10
    press(plain, "[name=_save]")
    assert "Personal data needs a signed consent" in plain.text_content(".errornote")
    assert plain.title().startswith("Error:")
    plain.check("#id_r0-consent_signed")
    press(plain, "[name=_save]")
    assert "Saved as" in plain.text_content(".messagelist")


def test_the_page_is_accessible_empty_and_refused(page, sheet):
    page.evaluate(AXE_SCRIPT)
    page.check("#sheet-decisions")
    assert problems(page) == []
    page.fill("#id_r0-full_name", "Асан")
    page.fill("#id_f-participants", "1")
    page.fill("#id_f-women", "2")
    press(page, "[name=_save]")
    assert page.evaluate("document.activeElement.className") == "errornote"
    page.evaluate(AXE_SCRIPT)
    assert problems(page) == []
