"""The switch for the languages of the texts: one for the page and its tables, never in the way."""

import pytest

from tests.browser.pressing import press
from tests.browser.signing import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(demo_site, page):
    """A page of the desk, signed in as the head."""
    return sign_in(page, demo_site)


def open_hearing(desk, site):
    desk.goto(f"{site.address}/en/admin/hearings/hearing/{site.hearings['announced']}/change/")


def visible(page, name):
    return page.locator(f"#id_{name}").is_visible()


def test_one_language_is_shown_and_remembered_from_page_to_page(desk, demo_site):
    open_hearing(desk, demo_site)
    assert all(visible(desk, f"place_{code}") for code in ("ky", "ru", "en"))

    desk.click(".desk-languages [data-show=ru]")
    assert [visible(desk, f"place_{code}") for code in ("ky", "ru", "en")] == [False, True, False]
    assert visible(desk, "kind")

    desk.goto(f"{demo_site.address}/en/admin/groups/initiativegroup/add/")
    assert [visible(desk, f"name_{code}") for code in ("ky", "ru", "en")] == [False, True, False]
    desk.click(".desk-languages [data-show='']")
    assert visible(desk, "name_ky")


def test_a_new_row_follows_the_switch(desk, demo_site):
    open_hearing(desk, demo_site)
    desk.click(".desk-languages [data-show=ky]")
    before = desk.locator(".dynamic-documents").count()
    desk.click("#documents-group .add-row a")
    row = f"documents-{before}-title"
    assert visible(desk, f"{row}_ky")
    assert not visible(desk, f"{row}_ru")


def test_after_a_mistake_every_language_is_shown(desk, demo_site):
    desk.goto(f"{demo_site.address}/en/admin/groups/village/add/")
    desk.click(".desk-languages [data-show=ru]")
    desk.fill("#id_name_ru", "Новое")
    press(desk, "input[name=_save]")
    assert desk.locator(".errornote").count() == 1
    assert all(visible(desk, f"name_{code}") for code in ("ky", "ru", "en"))


def test_without_a_script_every_language_stands_on_the_page(demo_site, visitor):
    page = visitor(java_script_enabled=False).new_page()
    sign_in(page, demo_site)
    page.goto(f"{demo_site.address}/en/admin/groups/village/add/")
    assert all(visible(page, f"name_{code}") for code in ("ky", "ru", "en"))
    assert not page.locator(".desk-languages").is_visible()


def test_the_desk_breaks_no_content_security_policy(desk, demo_site):
    said = []
    desk.on("console", lambda message: said.append(message.text))
    desk.on("pageerror", lambda error: said.append(str(error)))
    open_hearing(desk, demo_site)
    desk.goto(f"{demo_site.address}/en/admin/hearings/proposal/add/")
    desk.goto(f"{demo_site.address}/en/admin/hearings/proposal/")
    assert said == []
