"""Coming in at the desk of a site under test."""

from tests.browser.pressing import press


def sign_in(page, site, role="head", language="en"):
    """Through the sign-in page; the head, whose telephone nobody holds, with a printed code."""
    page.goto(f"{site.address}/{language}/admin/login/")
    page.fill("#id_username", role)
    page.fill("#id_password", site.password)
    if role == "head":
        page.fill("#id_code", site.codes.pop())
    press(page, "#login-form [type=submit]")
    assert page.locator("#user-tools").count() == 1
    return page
