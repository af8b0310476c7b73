"""A deputy orders the session pack, with script switched off; its pages by axe."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.pressing import press
from tests.browser.signing import sign_in
from tests.browser.test_accessibility import problems_in_widths

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
MAKE = "main .go button"
FILE = "main .go a"
# A pack of one report is made in a few seconds; a busy machine may need more.
PATIENCE = 120_000


def order(page, site, language, report="hearings", kind="pdf"):
    """From the page of the reports to the page that waits for a pack of one report."""
    page.goto(f"{site.address}/{language}/reports/")
    press(page, "main a[href$='/reports/pack/']")
    for box in page.locator("[name=reports]").all():
        box.set_checked(box.get_attribute("value") == report)
    page.select_option("[name=format]", kind)
    press(page, MAKE)


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_deputy_orders_a_pack_and_takes_it_home_without_script(visitor, demo_site, kind, begins):
    page = visitor(java_script_enabled=False, viewport=PHONE).new_page()
    sign_in(page, demo_site, role="deputy", language="ky")
    order(page, demo_site, "ky", kind=kind)
    # Nobody presses anything meanwhile: the page looks again by itself.
    page.wait_for_selector(FILE, timeout=PATIENCE)
    with page.expect_download() as brought:
        page.click(FILE)
    assert brought.value.path().read_bytes().startswith(begins)
    assert brought.value.suggested_filename.endswith(f".{kind}")


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_pages_of_a_pack_are_accessible(visitor, demo_site, language):
    context = visitor()
    context.add_init_script(AXE_SCRIPT)
    # A page that looks again by itself would go from under the checker.
    context.route("**/reports/pack/*/", _stand_still)
    page = sign_in(context.new_page(), demo_site, role="deputy", language=language)
    page.goto(f"{demo_site.address}/{language}/reports/pack/")
    page.fill("[name=first_year]", "2026")
    page.fill("[name=last_year]", "2025")
    press(page, MAKE)
    assert page.locator(".alert-danger").is_visible()
    assert problems_in_widths(page) == []
    order(page, demo_site, language)
    assert problems_in_widths(page) == []
    while not page.locator(FILE).count():
        page.wait_for_timeout(1000)
        page.reload()
    assert problems_in_widths(page) == []
    page.goto(f"{demo_site.address}/{language}/reports/pack/")
    assert page.locator("main .rows li").count() > 0
    assert problems_in_widths(page) == []


def _stand_still(route):
    answer = route.fetch(max_redirects=0)
    headers = {name: value for name, value in answer.headers.items() if name != "refresh"}
    route.fulfill(response=answer, headers=headers)
