"""From a citizen's words to the measure, the money and back, with script switched off."""

import re

import pytest

from tests.browser.pressing import press

pytestmark = pytest.mark.browser

LANGUAGES = ("ky", "ru", "en")
PHONE = {"width": 360, "height": 740}
SHOW = "main .search button"


@pytest.fixture
def page(visitor):
    return visitor(java_script_enabled=False, viewport=PHONE).new_page()


def go(page, site, name, language="ky", query=""):
    page.goto(f"{site.address}/{language}/{site.places[name]}{query}")


def follow(page, part):
    """Click the first link of the way that leads to such a page."""
    press(page, page.locator(f".way a[href*='/{part}/']").first)
    assert f"/{part}/" in page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_walks_from_the_words_over_measure_and_line_and_back(page, demo_site, language):
    go(page, demo_site, "proposal_with_a_result", language)
    start, words = page.url, page.inner_text("h1")
    assert page.locator(".way > li").count() == 6
    assert page.locator(".way > li.reached").count() == 6
    follow(page, "measures")
    measure = page.inner_text("h1")
    follow(page, "lines")
    assert measure in page.inner_text(".way")
    follow(page, "proposals")
    assert (page.url, page.inner_text("h1")) == (start, words)
    assert page.get_attribute("html", "lang") == language


@pytest.mark.parametrize("name", ["measure_planned", "measure_stopped", "line_of_a_draft"])
def test_a_way_that_is_broken_says_so_in_words(page, demo_site, name):
    go(page, demo_site, name)
    assert page.locator(".way > li:not(.reached)").count() > 0
    assert page.locator(".way .lack, .way li:not(.reached) span").count() > 0


def test_a_reader_comes_to_the_years_money_from_home(page, demo_site):
    page.goto(f"{demo_site.address}/ky/")
    press(page, page.locator("main a[href*='/ky/budget/']").first)
    assert page.url.startswith(f"{demo_site.address}/ky/budget/")
    assert page.locator(".figures dd").count() >= 3


def figures(page):
    """The amounts at the head of a budget, as numbers."""
    found = page.locator("dl.figures dd").all_inner_texts()
    first = [re.match(r"[\d\s.,]+", text.replace("\xa0", " ")) for text in found[:2]]
    return [float(re.sub(r"\s", "", match[0]).replace(",", ".")) for match in first]


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_amounts_are_shown_in_the_unit_that_the_reader_chooses(page, demo_site, language):
    go(page, demo_site, "budget_approved", language)
    som = figures(page)
    press(page, "main a[href*='unit=thousand']")
    assert figures(page) == pytest.approx([amount / 1000 for amount in som])
    # The choice goes along to a line and through the filters.
    press(page, page.locator("main table a[href*='/lines/']").first)
    assert "unit=thousand" in page.url
    page.go_back()
    page.fill("#id_q", "суу")
    press(page, SHOW)
    assert "unit=thousand" in page.url
    assert figures(page) == pytest.approx([amount / 1000 for amount in som])
    press(page, "main .meta.screen a[href*='q=']:not([href*='unit='])")
    assert "unit" not in page.url and "q=" in page.url
    assert figures(page) == som


def found(page):
    return int(re.search(r"\d+", page.inner_text("main [role=status]").replace("\xa0", ""))[0])


def test_the_lines_of_a_year_are_searched_and_narrowed(page, demo_site):
    go(page, demo_site, "budget_approved")
    everything = found(page)
    page.click("main .filters summary")
    page.select_option("#id_side", "revenue")
    press(page, SHOW)
    revenue = found(page)
    assert 0 < revenue < everything
    page.select_option("#id_side", "expenditure")
    press(page, SHOW)
    assert found(page) == everything - revenue
    page.check("#id_asked")
    press(page, SHOW)
    assert 0 < found(page) < everything - revenue
    press(page, "main [role=status] a")
    assert found(page) == everything


def test_measures_are_searched_and_narrowed(page, demo_site):
    page.goto(f"{demo_site.address}/ky/programs/")
    page.click("main .filters summary")
    page.select_option("#id_status", "done")
    press(page, SHOW)
    done = page.locator("main .tag.done").count()
    assert done > 1
    assert page.locator("main .rows .tag").count() == done
    page.fill("#id_q", "көпүрө жок мындай")
    press(page, SHOW)
    assert page.locator("main .tag").count() == 0


@pytest.mark.parametrize(
    "name", ["budget_approved", "line_amended", "measure_under_way", "program"]
)
def test_a_change_of_language_stays_on_the_page_and_keeps_the_unit(page, demo_site, name):
    go(page, demo_site, name, query="?unit=thousand")
    press(page, ".languages [lang=ru]")
    assert page.url == f"{demo_site.address}/ru/{demo_site.places[name]}?unit=thousand"


def test_a_chart_says_nothing_that_the_table_beside_it_does_not(page, demo_site):
    go(page, demo_site, "budget_approved", "en")
    tables = page.locator("main table").all_inner_texts()
    told = " ".join(tables).replace("\xa0", " ")
    drawn = page.locator("main figure, main svg").all_text_contents()
    amounts = {text for each in drawn for text in re.findall(r"\d[\d,]{4,}", each)}
    assert len(amounts) > 5
    assert {amount for amount in amounts if amount not in told} == set()


def test_every_page_of_the_way_is_free_of_complaints(visitor, demo_site):
    """The policy of the portal lets each page be as it is, and no script of ours is missed."""
    page = visitor().new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for name in demo_site.places:
        go(page, demo_site, name)
    assert said == []
