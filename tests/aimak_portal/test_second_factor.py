"""The second factor: asked from whoever has one, required from the head, lost without a drama."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from aimak_portal.roles import sync_roles
from aimak_portal.signin import codes, factor
from tests.desk import Page, address, sign_in, words_of
from tests.signing import PASSWORD, WRONG, code, come_in, is_in, person, promote, shown

pytestmark = pytest.mark.usefixtures("aimak")


@pytest.fixture
def head():
    return person("head", factor=True)


def opened(answer):
    return answer.status_code == 302


def secret_on(page):
    return re.search(r'desk-secret" translate="no">([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")


def set_up(browser):
    """Set the second factor up as the page says; the answer shows the back-up codes."""
    page = Page(browser, address("second_factor"))
    key = factor.b32decode(secret_on(page)).hex()
    return page.press(code=shown(key))


def printed(answer):
    return re.findall(r"<li>([2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5})</li>", answer.content.decode())


# Coming in


def test_who_has_a_telephone_comes_in_with_its_code_and_only_so(head):
    assert not opened(come_in(head))
    assert not opened(come_in(head, code="000000"))
    assert not opened(come_in(head, WRONG, code(head)))
    browser = Client()
    assert opened(come_in(head, code=f" {code(head)[:3]} {code(head)[3:]} ", browser=browser))
    assert is_in(browser)


def test_a_colleague_without_a_second_factor_needs_none():
    browser = Client()
    assert opened(come_in(person("clerk"), browser=browser))
    assert is_in(browser)


def test_a_code_passes_once(head):
    once = code(head)
    assert opened(come_in(head, code=once))
    assert not opened(come_in(head, code=once))


def test_without_the_kept_moment_a_code_would_pass_twice(head):
    once = code(head)
    assert opened(come_in(head, code=once))
    TOTPDevice.objects.update(last_t=-1)
    assert opened(come_in(head, code=once))


def test_a_back_up_code_passes_once_however_it_is_typed(head):
    first, second, *_rest = head.printed
    assert opened(come_in(head, code=first.lower().replace("-", " ")))
    assert not opened(come_in(head, code=first))
    assert codes.left(head) == codes.COUNT - 1
    browser = Client()
    assert opened(come_in(head, code=second, browser=browser))
    assert is_in(browser)


def test_the_database_does_not_tell_the_back_up_codes(head):
    stored = set(StaticToken.objects.values_list("token", flat=True))
    assert len(stored) == codes.COUNT
    assert not stored & {typed.replace("-", "") for typed in head.printed}
    assert not opened(come_in(head, code=stored.pop()))


def test_a_colleagues_codes_open_nothing(head):
    other = person("head", "other", factor=True)
    assert not opened(come_in(head, code=code(other)))
    assert not opened(come_in(head, code=other.printed[0]))


@pytest.mark.django_db(transaction=True)
def test_a_back_up_code_used_by_many_at_once_opens_one_session():
    person("head", factor=True)
    user = User.objects.get()
    typed = codes.renew(user)[0]

    def use(_turn):
        try:
            return factor.passes(user, typed)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as crowd:
        assert sum(crowd.map(use, range(8))) == 1


# Required


@pytest.mark.parametrize("strong", ["head", "superuser"])
def test_who_may_sign_and_approve_does_nothing_before_the_second_factor(strong):
    user = person("head")
    if strong == "superuser":
        user.groups.clear()
        User.objects.update(is_superuser=True)
    browser = Client()
    assert opened(come_in(user, browser=browser))
    for name in ("index", "account", "auth_user_changelist", "password_change", "back_up_codes"):
        answer = browser.get(address(name), follow=True)
        assert answer.redirect_chain[-1][0].startswith(address("second_factor")), name
    assert browser.post(address("auth_user_add"), {"username": "x"}).status_code == 302
    assert len(printed(set_up(browser))) == codes.COUNT
    assert is_in(browser)


def test_without_the_rule_a_head_would_act_with_a_password_alone(monkeypatch):
    browser = Client()
    come_in(person("head"), browser=browser)
    assert not is_in(browser)
    monkeypatch.setattr(factor, "is_required", lambda user: False)
    assert is_in(browser)


def test_who_becomes_head_is_asked_for_a_second_factor_at_the_next_page():
    clerk, browser = person("clerk"), Client()
    sync_roles()
    come_in(clerk, browser=browser)
    assert is_in(browser)
    promote(clerk)
    assert not is_in(browser)


def test_before_the_second_factor_one_can_leave():
    browser = Client()
    come_in(person("head"), browser=browser)
    assert opened(browser.post(address("second_factor"), {"_leave": "1"}))
    assert "_auth_user_id" not in browser.session


# Setting up


def test_setting_up_needs_the_code_of_the_shown_secret_and_shows_the_codes_once():
    browser = Client()
    clerk = person("clerk")
    come_in(clerk, browser=browser)
    page = Page(browser, address("second_factor"))
    secret = secret_on(page)
    assert 'src="data:image/svg+xml' in page.text
    assert page.press(code="000000").status_code == 200
    assert not TOTPDevice.objects.exists()
    # The telephone that has learned the secret already still fits.
    assert secret_on(page) == secret
    answer = page.press(code=shown(factor.b32decode(secret).hex()))
    assert len(set(printed(answer))) == codes.COUNT
    assert "no-store" in answer["Cache-Control"]
    assert is_in(browser)
    again = browser.post(address("second_factor"), {**page.values, "code": code(clerk, 1)})
    assert printed(again) == []
    assert LogEntry.objects.filter(change_message__contains="second factor").count() == 1


def test_reading_the_page_stores_nothing():
    browser = sign_in("clerk")
    first, second = (secret_on(Page(browser, address("second_factor"))) for _ in "12")
    assert first != second
    assert not TOTPDevice.objects.exists()


def test_a_secret_from_somebody_elses_page_is_not_taken():
    mine, theirs = sign_in("clerk"), sign_in("deputy")
    page, other = (Page(browser, address("second_factor")) for browser in (mine, theirs))
    key = factor.b32decode(secret_on(other)).hex()
    assert printed(page.press(sealed=other.values["sealed"], code=shown(key))) == []
    assert not TOTPDevice.objects.exists()


def test_setting_up_ends_the_sessions_that_came_in_without_it():
    clerk, here, elsewhere = person("clerk"), Client(), Client()
    for browser in (here, elsewhere):
        come_in(clerk, browser=browser)
    key = here.session.session_key
    set_up(here)
    assert here.session.session_key != key
    assert is_in(here)
    assert not is_in(elsewhere)


# One's own account


@pytest.fixture
def inside(head):
    browser = Client()
    assert opened(come_in(head, code=code(head), browser=browser))
    browser.user = head
    return browser


def test_new_codes_need_password_and_code_and_end_the_old_ones(inside, head):
    page = Page(inside, address("back_up_codes"))
    assert printed(page.press(password=WRONG, code=head.printed[0])) == []
    assert printed(page.press(password=PASSWORD, code="000000")) == []
    fresh = printed(page.press(password=PASSWORD, code=head.printed[1]))
    assert len(fresh) == codes.COUNT
    assert not opened(come_in(head, code=head.printed[2]))
    assert opened(come_in(head, code=fresh[0]))


def test_another_telephone_needs_password_and_code(inside, head):
    page = Page(inside, address("second_factor"))
    assert page.press(password=WRONG, code=head.printed[0]).status_code == 200
    assert TOTPDevice.objects.filter(user=head).exists()
    assert opened(page.press(password=PASSWORD, code=head.printed[1]))
    assert not TOTPDevice.objects.filter(user=head).exists()
    assert not is_in(inside)
    assert len(printed(set_up(inside))) == codes.COUNT
    assert is_in(inside)


def test_ones_account_tells_how_many_codes_are_left(inside, head):
    come_in(head, code=head.printed[0])
    assert "Back-up codes not used yet: 9" in words_of(inside.get(address("account")))


# The telephone is lost


def reset(browser, user):
    return Page(browser, address("auth_user_door", user.pk, "reset-second-factor")).press("_go")


def test_another_head_takes_a_lost_telephone_away_and_its_sessions_end(inside, head):
    other = sign_in("head", "other-head")
    assert opened(reset(other, head))
    assert not TOTPDevice.objects.filter(user=head).exists()
    assert codes.left(head) == 0
    assert not is_in(inside)
    browser = Client()
    assert opened(come_in(head, browser=browser))
    assert not is_in(browser)
    entry = LogEntry.objects.get(user=other.user, object_id=str(head.pk))
    assert "second factor" in entry.change_message


def test_without_the_check_of_the_session_a_stolen_one_would_go_on(inside, head, monkeypatch):
    browser = Client()
    browser.cookies = inside.cookies
    monkeypatch.setattr(factor, "was_asked", lambda session, user: True)
    monkeypatch.setattr(factor, "is_missing", lambda user: False)
    reset(sign_in("head", "other-head"), head)
    assert is_in(browser)


def test_nobody_resets_their_own_or_a_mightier_second_factor(inside, head):
    root = User.objects.create_superuser("root", password=PASSWORD)
    TOTPDevice.objects.create(user=root, name="telephone")
    for user in (head, root):
        url = address("auth_user_door", user.pk, "reset-second-factor")
        assert inside.get(url).status_code == 403
        assert inside.post(url).status_code == 403
        assert "reset-second-factor" not in Page(inside, address("auth_user_change", user.pk)).text
    assert sign_in("clerk").post(url).status_code == 403
    assert TOTPDevice.objects.count() == 2


def test_the_operator_takes_a_lost_telephone_away(head, capsys):
    call_command("reset_second_factor", head.username)
    assert not TOTPDevice.objects.exists()
    for name in (head.username, "nobody"):
        with pytest.raises(CommandError):
            call_command("reset_second_factor", name)


def test_the_desk_shows_no_secret_of_a_telephone(inside, head):
    key = TOTPDevice.objects.get(user=head).key
    assert inside.get("/en/admin/otp_totp/totpdevice/").status_code == 404
    assert inside.get("/en/admin/otp_static/staticdevice/").status_code == 404
    for name in ("account", "second_factor", "auth_user_changelist"):
        assert key not in inside.get(address(name)).content.decode()
