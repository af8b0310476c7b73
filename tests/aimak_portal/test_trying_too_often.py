"""Guessing is made to wait; the owner never is. And no answer tells a guesser anything."""

import logging
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.utils import timezone

from aimak_portal.signin import known, trace, tries
from aimak_portal.signin.tries import CODES, FOR_AN_ACCOUNT, FROM_AN_ADDRESS, Tries, network
from hearings.models import AttemptCount
from tests.desk import words_of
from tests.signing import PASSWORD, WRONG, code, come_in, person

pytestmark = pytest.mark.usefixtures("aimak")
HERE, THERE = "203.0.113.1", "198.51.100.7"


def exhaust(name, at=HERE, **more):
    return [come_in(name, WRONG, at=at, **more) for _turn in range(FOR_AN_ACCOUNT)]


def test_after_many_wrong_passwords_even_the_right_one_waits_and_is_told_how_long():
    clerk = person("clerk")
    assert {answer.status_code for answer in exhaust(clerk)} == {200}
    answer = come_in(clerk)
    assert answer.status_code == 429
    until = timezone.localtime(tries.next_hour())
    assert f"Try again after {until:%H:%M}" in words_of(answer)


def test_the_owner_comes_in_from_another_address_at_once():
    clerk = person("clerk")
    exhaust(clerk)
    assert come_in(clerk, at=THERE).status_code == 302


def test_the_owner_comes_in_at_a_known_computer_even_behind_the_same_address():
    clerk, browser = person("clerk"), Client()
    come_in(clerk, browser=browser)
    browser.post("/en/admin/logout/")
    exhaust(clerk)
    assert come_in(clerk).status_code == 429
    assert come_in(clerk, browser=browser).status_code == 302


def test_a_computer_is_known_only_by_our_own_mark():
    clerk, browser = person("clerk"), Client()
    come_in(clerk, browser=browser)
    cookie = browser.cookies[known.COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert clerk.username not in cookie.value
    exhaust(clerk)
    forged = Client()
    forged.cookies[known.COOKIE] = cookie.value[:-1] + ("A" if cookie.value[-1] != "A" else "B")
    assert come_in(clerk, browser=forged).status_code == 429
    # Known for one person, a computer is a stranger's for another.
    assert come_in(person("clerk", "other"), WRONG, browser=browser).status_code == 200
    exhaust("other")
    assert come_in("other", browser=browser).status_code == 429


def test_a_known_computer_has_an_end_of_tries_too():
    clerk, browser = person("clerk"), Client()
    come_in(clerk, browser=browser)
    exhaust(clerk, browser=browser)
    assert come_in(clerk, browser=browser).status_code == 429
    assert come_in(clerk).status_code == 302


def test_the_right_password_forgets_earlier_slips():
    clerk = person("clerk")
    for _day in range(3):
        for _slip in range(FOR_AN_ACCOUNT - 1):
            come_in(clerk, WRONG)
        assert come_in(clerk).status_code == 302


def test_one_address_cannot_try_all_names(monkeypatch):
    monkeypatch.setattr(tries, "FROM_AN_ADDRESS", 5)
    for turn in range(5):
        assert come_in(f"name-{turn}", WRONG).status_code == 200
    clerk = person("clerk")
    assert come_in(clerk).status_code == 429
    assert come_in(clerk, at=THERE).status_code == 302
    assert FROM_AN_ADDRESS > FOR_AN_ACCOUNT


def test_a_name_in_capitals_is_the_same_name():
    clerk = person("clerk")
    exhaust(clerk.username.upper())
    assert come_in(clerk).status_code == 429


def test_codes_are_guessed_slowly_from_everywhere_together(monkeypatch):
    monkeypatch.setattr(tries, "CODES", 3)
    head, browser = person("head", factor=True), Client()
    assert come_in(head, code=code(head), browser=browser).status_code == 302
    for turn in range(3):
        come_in(head, code="000000", at=f"192.0.2.{turn}")
    assert come_in(head, code=head.printed[0], at=THERE).status_code == 429
    assert come_in(head, code=head.printed[0], at=THERE, browser=browser).status_code == 302
    assert CODES >= 10


def test_without_the_count_guessing_would_go_on(monkeypatch):
    monkeypatch.setattr(Tries, "take", lambda *args: True)
    clerk = person("clerk")
    exhaust(clerk)
    assert come_in(clerk).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_many_tries_at_once_no_more_are_looked_at_than_allowed(rf, monkeypatch):
    request = rf.post("/", REMOTE_ADDR=HERE)

    def take(_turn):
        try:
            return Tries(request, "clerk").take()
        finally:
            connection.close()

    def crowd(many):
        with ThreadPoolExecutor(8) as pool:
            return sum(pool.map(take, range(many)))

    assert crowd(30) == FOR_AN_ACCOUNT


def test_households_are_counted_by_their_network():
    assert network("2001:db8:1:2:3:4:5:6") == network("2001:db8:1:2::9") == "2001:db8:1:2::"
    assert network("2001:db8:1:3::9") != network("2001:db8:1:2::9")
    assert network("::ffff:203.0.113.1") == network("203.0.113.1") == "203.0.113.1"
    assert network("garbage") == "garbage"


def test_neither_names_nor_addresses_are_stored():
    clerk = person("clerk")
    come_in(clerk, WRONG)
    stored = " ".join(AttemptCount.objects.values_list("key", flat=True))
    assert len(stored) > 100
    assert clerk.username not in stored and HERE not in stored


# Nothing is told


TYPED_BACK = re.compile(r'<input type="(?:text|hidden)" name="(?:username|code|csrf\w+)"[^>]*>')


def answer_to(name, password, typed=""):
    """What a guesser sees, without what they typed themselves and what no two pages share."""
    answer = come_in(name, password, typed)
    own = {"Content-Length", "Expires"}
    headers = {key: value for key, value in answer.headers.items() if key not in own}
    text, found = TYPED_BACK.subn("", answer.content.decode())
    assert found == 3
    return answer.status_code, headers, sorted(answer.cookies), text


def test_every_wrong_thing_looks_the_same():
    head = person("head", factor=True)
    person("clerk")
    off, stranger = person("clerk", "off"), person("clerk", "stranger")
    off.is_active, stranger.is_staff = False, False
    off.save()
    stranger.save()
    wrong_password = answer_to(head.username, WRONG, code(head))
    assert "is not right" in wrong_password[3]
    for name, password, typed in [
        ("nobody-at-all", WRONG, ""),
        ("nobody-at-all", PASSWORD, "123456"),
        (head.username, PASSWORD, ""),
        (head.username, PASSWORD, "000000"),
        (head.username, PASSWORD, "AAAAA-AAAAA"),
        ("clerk-at-the-desk", WRONG, ""),
        ("off", PASSWORD, ""),
        ("stranger", PASSWORD, ""),
    ]:
        assert answer_to(name, password, typed) == wrong_password, name


def test_an_unknown_name_costs_as_much_as_a_known_one(monkeypatch):
    person("clerk")
    head = person("head", factor=True)
    made = []
    encode = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher,
        "encode",
        lambda hasher, *args: made.append(1) or encode(hasher, *args),
    )
    costs = []
    for name, password in [
        ("nobody", WRONG),
        ("clerk-at-the-desk", WRONG),
        (head.username, WRONG),
        (head.username, PASSWORD),
    ]:
        made.clear()
        come_in(name, password)
        costs.append(len(made))
    assert costs == [1, 1, 1, 1]


# The log


def test_a_refused_sign_in_is_one_masked_line(caplog):
    name = "clerk\r\nsign-in accepted: \x1b[31mroot +996777123456"
    come_in(name, "Менин-купуя-сөзүм")
    line = trace.Line().format(caplog.records[-1])
    assert line.count("\n") == 0 and line.isprintable()
    assert "sign-in refused" in line and " cl…" in line
    for hidden in ("996777", "купуя", "root", HERE):
        assert hidden not in line
    assert line.split()[0].endswith("Z")


def test_a_line_that_told_the_name_as_it_was_typed_would_be_seen(caplog, monkeypatch):
    monkeypatch.setattr(trace, "masked", str)
    come_in("cl\r\nerk", WRONG)
    assert "\n" in trace.Line().format(caplog.records[-1])


def test_the_time_of_a_line_is_in_utc():
    record = logging.makeLogRecord({"created": 0, "msg": "x", "levelname": "WARNING"})
    assert trace.Line().format(record) == "1970-01-01T00:00:00Z WARNING x"
