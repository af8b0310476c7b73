"""Nothing runs out of a screen: 320 px (400 % zoom), longer words, wider spacing; then up to a
desktop, where a table that was cards is a table again.
"""

import pytest

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 640}
PATHS = (
    "",
    "hearings/",
    "hearings/{undated}/",
    "hearings/{signed}/",
    "hearings/{announced}/",
    "proposals/",
    "proposals/{implemented}/",
    "proposals/{rejected}/",
    "proposals/new/",
    "proposals/track/",
    "groups/",
    "documents/",
    "about/",
    "search/?q=суу",
    "programs/",
    "{program}",
    "{measure_under_way}",
    "{measure_with_photos}",
    "{measure_stopped}",
    "budget/",
    "{budget_approved}",
    "{budget_reported}?unit=thousand",
    "{budget_heard}?asked=on",
    "{line_amended}",
    "{line_of_a_proposal}",
    "{line_of_a_draft}",
    "villages/{village}/",
    "reports/",
    "reports/hearings/",
    "reports/proposals/",
    "reports/voice/",
    "reports/budget/",
    "reports/programs/",
    "reports/results/",
    "reports/groups/",
    "reports/village/",
    "reports/village/?village={village}",
    "data/",
    "data/proposals/",
)
# On both sides of the width at which cards become a table; a common laptop; a large screen.
WIDTHS = (768, 991, 992, 1280, 1920)

# WCAG 1.4.12, and every text longer by four tenths of itself, as one long word would be.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"""
LONGER = """() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let text; (text = texts.nextNode());) {
        const words = text.data.trimEnd()
        const space = text.data.slice(words.length)
        text.data = words + words.slice(0, Math.ceil(words.length * 0.4)) + space
    }
}"""
CUT = """() => [...document.body.querySelectorAll("*")].filter(it => {
    const style = getComputedStyle(it)
    // Words for screen readers alone are clipped on purpose, and controls scroll inside.
    // A wide table moves within a frame that shows so.
    if (it.closest(".vh, thead, .across") || /INPUT|SELECT|TEXTAREA/.test(it.tagName)) return false
    const hides = style.overflowX !== "visible" || style.textOverflow === "ellipsis"
    return hides && (it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1)
}).map(it => it.outerHTML.slice(0, 120))"""
OUTSIDE = """() => [...document.body.querySelectorAll("*")].filter(it =>
    !it.closest(".vh, thead, svg, .skip, .across") &&
    it.getBoundingClientRect().right > innerWidth + 1
).map(it => it.outerHTML.slice(0, 120))"""


SEEN = """it => it.getBoundingClientRect().right <= innerWidth + 1"""


def address(site, path, language):
    known = site.hearings | site.proposals | site.places
    return f"{site.address}/{language}/{path.format(**known, village=site.village)}"


def lost(page):
    """What is cut off, and what lies beyond the right edge of the screen."""
    sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return page.evaluate(CUT) + page.evaluate(OUTSIDE) + (["scrolls sideways"] if sideways else [])


@pytest.fixture
def page(visitor):
    return visitor(viewport=SMALL, bypass_csp=True).new_page()


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_lost_on_a_small_screen_with_long_words_and_wide_spacing(page, demo_site, path):
    for language in ("ky", "ru"):
        page.goto(address(demo_site, path, language))
        assert lost(page) == []
        page.add_style_tag(content=SPACED)
        assert lost(page) == []
        page.evaluate(LONGER)
        assert lost(page) == []


@pytest.mark.parametrize("path", PATHS)
def test_nothing_runs_out_of_a_larger_screen(page, demo_site, path):
    for language in ("ky", "ru", "en"):
        page.goto(address(demo_site, path, language))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert lost(page) == [], (language, width)


def test_a_table_wider_than_the_screen_is_read_to_its_end_with_the_keyboard(page, demo_site):
    page.set_viewport_size({"width": 1000, "height": 900})
    page.goto(f"{demo_site.address}/ru/reports/hearings/")
    frame = page.locator(".across").first
    name, last = frame.locator("tbody th").first, frame.locator("thead th").last
    assert not last.evaluate(SEEN)
    before = name.bounding_box()["x"]
    frame.focus()
    for _press in range(60):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(SEEN, arg=last.element_handle())
    # The name of a row stays beside its last figure.
    assert name.bounding_box()["x"] == pytest.approx(before, abs=1)


def test_the_open_menu_of_a_small_screen_can_be_read_to_its_end(page, demo_site):
    page.goto(f"{demo_site.address}/ky/")
    page.evaluate(LONGER)
    page.click("[popovertarget=menu]:not(.menu-close)")
    assert page.locator("#menu").evaluate("menu => menu.scrollWidth <= menu.clientWidth")
    page.locator("#menu .search button").scroll_into_view_if_needed()
    page.click("#menu .search button", trial=True)


def test_a_word_that_cannot_break_is_noticed(page, demo_site):
    """Negative control: a line that does not wrap is reported."""
    page.goto(f"{demo_site.address}/ky/")
    page.add_style_tag(content="h1 { white-space: nowrap }")
    page.evaluate(LONGER)
    assert lost(page)


def test_what_is_cut_off_is_noticed(page, demo_site):
    """Negative control: a box that hides the end of its text is reported."""
    page.goto(f"{demo_site.address}/ky/")
    page.add_style_tag(content="h1 { height: 1em; overflow: hidden }")
    assert lost(page)
