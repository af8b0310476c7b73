"""Every public page and state, by axe in Chromium: WCAG 2.2 AA, three languages, two widths."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.pressing import press

pytestmark = pytest.mark.browser

LANGUAGES = ("ky", "ru", "en")
WIDTHS = (1280, 320)
PHONE = {"width": 320, "height": 700}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # Off by default in axe, and ours to keep: targets of at least 24 px.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
    # Nothing to fetch: our style sheet is on the page already.
    "preload": False,
}
# The end of a wide table lies outside its frame: no colours can be measured there, and they are
# those of the cells in view.
RUN_AXE = """async options => {
    const isOutside = node => {
        const it = document.querySelector(node.target[0]), frame = it?.closest(".across")
        return frame
            && it.getBoundingClientRect().right > frame.getBoundingClientRect().right
    }
    const result = await axe.run(options)
    for (const rule of result.incomplete)
        if (rule.id === "color-contrast") rule.nodes = rule.nodes.filter(node => !isOutside(node))
    return [...result.violations, ...result.incomplete]
}"""


# How to reach each page and state: from the browser, the site and its address in one language.


def address(path):
    return lambda page, site, home: page.goto(home + path)


def hearing(stage):
    return lambda page, site, home: page.goto(f"{home}hearings/{site.hearings[stage]}/")


def proposal(status):
    return lambda page, site, home: page.goto(f"{home}proposals/{site.proposals[status]}/")


def place(name):
    return lambda page, site, home: page.goto(home + site.places[name])


def within(name, query):
    return lambda page, site, home: page.goto(f"{home}{site.places[name]}?{query}")


def fill(page, name, value):
    field = page.locator(f"#id_{name}")
    if value is True:
        field.check()
    elif field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(**value)
    else:
        field.fill(value)


def tracked(status=None):
    """What the code of a proposal of this status shows; a wrong code where there is none."""

    def visit(page, site, home):
        page.goto(f"{home}proposals/track/")
        page.fill("#id_code", site.receipts[status] if status else "abc")
        press(page, "main .btn-primary")

    return visit


# What is filled in and sent on, page after page: every step once with a mistake, once without.
FORM = (
    {},
    {"text": "Көчөгө чырак керек, балдар караңгыда мектептен кайтышат."},
    {},
    {"sector": {"value": "lighting"}, "village": {"index": 1}},
    {"phone": "12"},
    {"phone": ""},
    {},
    {"consent": True},
)
MENU = "[popovertarget=menu]"

STATES = {
    "home": address(""),
    "hearings": address("hearings/"),
    "announced hearing": hearing("announced"),
    "cancelled hearing": hearing("cancelled"),
    "signed minutes": hearing("signed"),
    "figures not stated": hearing("undated"),
    "proposals": address("proposals/"),
    "second page of proposals": address("proposals/?page=2"),
    "narrowed proposals": address("proposals/?status=rejected"),
    "no such proposal": address("proposals/?q=xyzzy"),
    "waiting proposal": proposal("published"),
    "rejected proposal": proposal("rejected"),
    "deferred proposal": proposal("deferred"),
    "merged proposal": proposal("merged"),
    "implemented proposal": proposal("implemented"),
    "tracking": address("proposals/track/"),
    "wrong code": tracked(),
    "tracked proposal": tracked("submitted"),
    "proposal to clarify": tracked("returned"),
    "groups": address("groups/"),
    "group": lambda page, site, home: page.goto(f"{home}groups/{site.group}/"),
    "village": lambda page, site, home: page.goto(f"{home}villages/{site.village}/"),
    "programmes": address("programs/"),
    "narrowed measures": address("programs/?status=done"),
    "no such measure": address("programs/?q=xyzzy"),
    "programme": place("program"),
    "planned measure": place("measure_planned"),
    "funded measure": place("measure_funded"),
    "measure under way": place("measure_under_way"),
    "measure that is done": place("measure_done"),
    "measure with photos": place("measure_with_photos"),
    "stopped measure": place("measure_stopped"),
    "budgets": address("budget/"),
    "budgets in thousands": address("budget/?unit=thousand"),
    "draft that was heard": place("budget_heard"),
    "approved budget": place("budget_approved"),
    "reported budget": place("budget_reported"),
    "approved budget in thousands": within("budget_approved", "unit=thousand"),
    "narrowed lines": within("budget_approved", "asked=on&side=expenditure"),
    "second page of lines": within("budget_approved", "page=2"),
    "all lines on one page": within("budget_approved", "lines=all"),
    "no such line": within("budget_approved", "q=xyzzy"),
    "amended line": place("line_amended"),
    "line of a proposal": place("line_of_a_proposal"),
    "line of a measure": place("line_of_a_measure"),
    "line of a draft": place("line_of_a_draft"),
    "line of revenue": place("line_of_revenue"),
    "reports": address("reports/"),
    "report on hearings": address("reports/hearings/"),
    "report on proposals": address("reports/proposals/"),
    "report narrowed to nothing": address("reports/proposals/?first_year=2011&last_year=2011"),
    "report with a mistake": address("reports/proposals/?first_year=abc"),
    "report on voice and money": address("reports/voice/"),
    "report on budgets": address("reports/budget/"),
    "report on programmes": address("reports/programs/"),
    "report on results": address("reports/results/"),
    "report on groups": address("reports/groups/"),
    "villages with a passport": address("reports/village/"),
    "passport of a village": lambda page, site, home: page.goto(
        f"{home}reports/village/?village={site.village}"
    ),
    "open data": address("data/"),
    "table of open data": address("data/proposals/"),
    "documents": address("documents/"),
    "about": address("about/"),
    "search": address("search/"),
    "found": address("search/?q=суу"),
    "nothing found": address("search/?q=xyzzy"),
    "no such page": address("nothing-here/"),
    "not allowed": address("failing/permission_denied/"),
    "bad request": address("failing/bad_request/"),
    "form of a stranger": address("failing/csrf_failure/"),
    "broken": address("failing/server_error/"),
}
EMPTY = (
    "",
    "hearings/",
    "proposals/",
    "groups/",
    "programs/",
    "programs/?q=суу",
    "budget/",
    "documents/",
    "about/",
    "search/?q=суу",
    "reports/",
    "reports/proposals/",
    "reports/budget/",
    "reports/village/",
    "data/",
)


@pytest.fixture
def visitor(visitor):
    """Visitors who carry the checker along; the site's own policy would let no script in."""

    def with_axe(**options):
        context = visitor(**options)
        context.add_init_script(AXE_SCRIPT)
        return context

    return with_axe


def problems(page, but_not=()):
    """What axe objects to, and what it could not decide, on the page as it stands."""
    rules = RULES["rules"] | {rule: {"enabled": False} for rule in but_not}
    found = page.evaluate(RUN_AXE, RULES | {"rules": rules})
    return [
        f"{rule['id']}: {node['target']} {node['html'][:200]} {node['failureSummary'][:300]}"
        for rule in found
        for node in rule["nodes"]
    ]


def problems_in_all(page, site, visit):
    """The same in three languages and at two widths."""
    found = []
    for language in LANGUAGES:
        visit(page, site, f"{site.address}/{language}/")
        found += [f"{language} {problem}" for problem in problems_in_widths(page)]
    return found


def problems_in_widths(page):
    # Colours are the same in each language: they are measured in Kyrgyz alone.
    but_not = () if "/ky/" in page.url else ("color-contrast",)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {problem}" for problem in problems(page, but_not)]
    return found


@pytest.mark.parametrize("state", STATES)
def test_a_public_page_is_accessible_in_three_languages_and_two_widths(page, demo_site, state):
    assert problems_in_all(page, demo_site, STATES[state]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_of_the_form_and_its_errors_are_accessible(page, demo_site, language):
    page.goto(f"{demo_site.address}/{language}/proposals/new/")
    for number, answers in enumerate(FORM):
        assert problems_in_widths(page) == [], number
        for name, value in answers.items():
            fill(page, name, value)
        press(page, "main .btn-primary")
    assert page.url.endswith("/proposals/sent/")
    assert problems_in_widths(page) == []


@pytest.mark.parametrize("path", EMPTY)
def test_a_page_with_nothing_to_show_yet_is_accessible(page, empty_site, path):
    assert problems_in_all(page, empty_site, address(path)) == []


IN_OTHER_COLOURS = pytest.mark.parametrize(
    "state",
    [
        "home",
        "proposals",
        "signed minutes",
        "rejected proposal",
        "wrong code",
        "programmes",
        "stopped measure",
        "measure that is done",
        "budgets",
        "approved budget",
        "draft that was heard",
        "amended line",
        "report on proposals",
        "report on budgets",
        "passport of a village",
    ],
)


@IN_OTHER_COLOURS
def test_a_page_is_accessible_in_dark(visitor, demo_site, state):
    page = visitor(viewport=PHONE, color_scheme="dark").new_page()
    STATES[state](page, demo_site, f"{demo_site.address}/ky/")
    assert problems(page) == []


@IN_OTHER_COLOURS
def test_a_page_is_accessible_in_forced_colours(visitor, demo_site, state):
    page = visitor(viewport=PHONE, forced_colors="active").new_page()
    STATES[state](page, demo_site, f"{demo_site.address}/ky/")
    # The reader has chosen the colours; axe still measures those of the style sheet.
    assert problems(page, but_not=["color-contrast"]) == []


def test_the_open_menu_of_a_phone_is_accessible(visitor, demo_site):
    page = visitor(viewport=PHONE).new_page()
    page.goto(f"{demo_site.address}/ky/")
    page.click(MENU)
    assert page.locator("#menu a").first.is_visible()
    assert problems(page) == []


def test_the_checker_sees_what_is_wrong(page, demo_site):
    """Negative control: a page with known mistakes is not let through."""
    page.goto(f"{demo_site.address}/ky/about/")
    page.evaluate(
        """document.querySelector("main").insertAdjacentHTML("beforeend",
        '<img src="/static/emblem.svg"><input name="nameless">')
        document.querySelector("h1").style.color = "#ddd" """
    )
    found = " ".join(problems(page))
    assert "image-alt" in found
    assert "label" in found
    assert "color-contrast" in found
