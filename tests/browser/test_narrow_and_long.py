"""Nothing runs out of a small screen: 320 px (400 % zoom), longer words, wider spacing."""

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
)

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
    if (it.closest(".vh, thead") || /INPUT|SELECT|TEXTAREA/.test(it.tagName)) return false
    const hides = style.overflowX !== "visible" || style.textOverflow === "ellipsis"
    return hides && (it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1)
}).map(it => it.outerHTML.slice(0, 120))"""
OUTSIDE = """() => [...document.body.querySelectorAll("*")].filter(it =>
    !it.closest(".vh, thead, svg, .skip") && it.getBoundingClientRect().right > innerWidth + 1
).map(it => it.outerHTML.slice(0, 120))"""


def lost(page):
    """What is cut off, and what lies beyond the right edge of the screen."""
    sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return page.evaluate(CUT) + page.evaluate(OUTSIDE) + (["scrolls sideways"] if sideways else [])


@pytest.fixture
def page(visitor):
    return visitor(viewport=SMALL, bypass_csp=True).new_page()


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_lost_on_a_small_screen_with_long_words_and_wide_spacing(page, demo_site, path):
    known = demo_site.hearings | demo_site.proposals | demo_site.places
    path = path.format(**known, village=demo_site.village)
    for language in ("ky", "ru"):
        page.goto(f"{demo_site.address}/{language}/{path}")
        assert lost(page) == []
        page.add_style_tag(content=SPACED)
        assert lost(page) == []
        page.evaluate(LONGER)
        assert lost(page) == []


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
