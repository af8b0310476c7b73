"""Every page of the staff desk that the head of the aiyl okmotu opens, by axe in Chromium."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

pytestmark = pytest.mark.browser

WIDTHS = (1280, 320)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
    "preload": False,
}
RUN_AXE = "options => axe.run(options).then(result => result.violations)"


@pytest.fixture
def head(visitor, demo_site):
    """The head of the aiyl okmotu, signed in."""
    context = visitor(locale="ky-KG")
    context.add_init_script(AXE_SCRIPT)
    page = context.new_page()
    page.goto(f"{demo_site.address}/ky/admin/login/")
    page.fill("#id_username", "head")
    page.fill("#id_password", demo_site.password)
    page.click("[type=submit]")
    page.wait_for_selector("#user-tools")
    return page


def problems(page):
    """What axe objects to at both widths. Colours are the same in each language: measured once."""
    rules = {} if "/ky/" in page.url else {"rules": {"color-contrast": {"enabled": False}}}
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [
            f"{width} {rule['id']}: {node['target']} {node['html'][:200]}"
            for rule in page.evaluate(RUN_AXE, RULES | rules)
            for node in rule["nodes"]
        ]
    return found


def links(page, inside):
    return page.eval_on_selector_all(f"{inside} a[href]", "all => all.map(one => one.href)")


def lists(page, home):
    """The pages of the desk that the index leads to: lists of papers, and blank forms."""
    page.goto(f"{home}admin/")
    return sorted({link for link in links(page, "#content") if "/admin/" in link})


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_list_blank_form_and_first_paper_is_accessible(head, demo_site, language):
    addresses = lists(head, f"{demo_site.address}/{language}/")
    found, papers = {head.url: problems(head)}, []
    for address in addresses:
        head.goto(address)
        found[address] = problems(head)
        papers += links(head, "#result_list tbody tr:first-child")[:1]
    for paper in papers:
        head.goto(paper)
        found[paper] = problems(head)
    assert len(papers) > 5
    assert {address: faults for address, faults in found.items() if faults} == {}


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_signing_in_and_its_error_are_accessible(visitor, demo_site, language):
    context = visitor()
    context.add_init_script(AXE_SCRIPT)
    page = context.new_page()
    page.goto(f"{demo_site.address}/{language}/admin/login/")
    assert problems(page) == []
    page.fill("#id_username", "head")
    page.fill("#id_password", "wrong")
    page.click("[type=submit]")
    page.wait_for_selector(".errornote")
    assert problems(page) == []


def test_a_blank_form_with_its_errors_is_accessible(head, demo_site):
    head.goto(f"{demo_site.address}/ky/admin/hearings/hearing/add/")
    head.click("[name=_save]")
    head.wait_for_selector(".errornote")
    assert problems(head) == []


def test_a_mistake_on_the_desk_is_noticed(head, demo_site):
    """Negative control: a field whose label is taken away is reported."""
    head.goto(f"{demo_site.address}/ky/admin/hearings/hearing/add/")
    head.evaluate("document.querySelectorAll('label').forEach(label => label.remove())")
    assert any("label" in problem for problem in problems(head))
