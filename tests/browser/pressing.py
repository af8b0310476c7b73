"""Pressing what leads to another page, and waiting until that page is there."""


def press(page, target, key=None):
    """Click a selector or a locator, or press a key on it; the whole next page has come then.

    Playwright's own click returns when the next page begins: a count or a title read at once
    may be that of half a page.
    """
    found = page.locator(target) if isinstance(target, str) else target
    with page.expect_navigation():
        if key:
            found.press(key)
        else:
            found.click()
