"""With the keyboard alone: three proposals decided together with a template, and taken back."""

import pytest

from tests.browser.keyboard import choose, follow, reach, strike

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(demo_site, page):
    page.goto(f"{demo_site.address}/en/admin/login/")
    page.keyboard.type("clerk")
    page.keyboard.press("Tab")
    page.keyboard.type(demo_site.password)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page


def test_three_are_decided_and_taken_back_without_a_mouse(desk, demo_site):
    desk.goto(f"{demo_site.address}/en/admin/hearings/proposal/?waits=decision")
    choose(desk, "select[name=action]", "Decide")
    ticks = desk.locator("input.action-select")
    keys = [ticks.nth(place).input_value() for place in range(3)]
    follow_ticks(desk, keys)

    choose(desk, "select[name=template]", "Deferred")
    assert desk.locator("#id_reason_ru").input_value().startswith("Предложение признано")
    assert desk.locator("#id_outcome").input_value() == "deferred"
    reach(desk, "#id_deferred_to")
    desk.keyboard.type("2030")
    follow(desk, "input[name=_preview]:not([hidden])")
    assert "3 rows will change" in desk.inner_text(".desk-preview")
    follow(desk, "input[name=_go]:not([hidden])")
    assert desk.inner_text(".success").startswith("3 proposals")

    follow(desk, "input[name=_take_back]")
    assert "3 proposals were taken back." in desk.inner_text(".success")
    assert "All of it has been taken back." in desk.inner_text("#content-main")


def follow_ticks(page, keys):
    """Tick the rows, then press the button of the chosen action, going backwards."""
    for key in keys:
        strike(page, f"input.action-select[value='{key}']", "Space")
    follow(page, "button[name=index]", "Shift+Tab")
