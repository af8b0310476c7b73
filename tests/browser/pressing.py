"""Pressing what leads to another page, and waiting until that page is there."""


def press(page, selector):
    with page.expect_navigation():
        page.click(selector)
