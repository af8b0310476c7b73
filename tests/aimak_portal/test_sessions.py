"""Sessions of the staff: they end by themselves, at once when they must, and lose no typing."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from aimak_portal.signin import standing, typed
from groups.models import Village
from tests.aimak_portal.routes import body
from tests.desk import Page, address, sign_in, words_of
from tests.signing import PASSWORD, come_in, is_in, person

pytestmark = pytest.mark.usefixtures("aimak")


@pytest.fixture
def later(monkeypatch):
    """Let time pass for sessions."""
    passed = timedelta()

    def later(**more):
        nonlocal passed
        passed += timedelta(**more)
        moment = passed
        monkeypatch.setattr(standing, "_now", lambda: int((timezone.now() + moment).timestamp()))

    return later


@pytest.fixture
def inside():
    """A clerk who came in with a password."""
    browser = Client()
    browser.user = person("clerk")
    come_in(browser.user, browser=browser)
    return browser


def test_a_session_ends_after_idling(inside, later):
    later(minutes=settings.SESSION_IDLE_MINUTES - 1)
    assert is_in(inside)
    later(minutes=settings.SESSION_IDLE_MINUTES - 2)
    assert is_in(inside)
    later(minutes=settings.SESSION_IDLE_MINUTES)
    assert not is_in(inside)
    assert "_auth_user_id" not in inside.session


def test_a_session_ends_after_a_working_day_however_busy(inside, later):
    for _turn in range(settings.SESSION_MAX_HOURS * 4 - 1):
        later(minutes=15)
        assert is_in(inside)
    later(minutes=15)
    assert not is_in(inside)


def test_without_the_clocks_a_session_would_not_end(inside, later, monkeypatch):
    later(hours=100)
    monkeypatch.setattr(standing, "_is_over", lambda session: False)
    assert is_in(inside)


def test_a_session_that_has_no_clocks_is_over(inside):
    session = inside.session
    del session[standing.BEGAN]
    session.save()
    assert not is_in(inside)


def test_the_clock_is_not_written_at_every_page(inside, later):
    is_in(inside)
    before = inside.session[standing.SEEN]
    later(seconds=standing.COARSE - 5)
    is_in(inside)
    assert inside.session[standing.SEEN] == before
    later(seconds=10)
    is_in(inside)
    assert inside.session[standing.SEEN] > before


def test_switching_an_account_off_or_giving_it_another_password_ends_its_sessions(inside):
    head = sign_in("head")
    page = Page(head, address("auth_user_password_change", inside.user.pk))
    other = PASSWORD.replace("27", "94")
    page.press(password1=other, password2=other)
    assert not is_in(inside)
    come_in(inside.user, other, browser=inside)
    assert is_in(inside)
    User.objects.filter(pk=inside.user.pk).update(is_active=False)
    assert not is_in(inside)


def test_ones_own_new_password_ends_only_the_sessions_elsewhere(inside):
    elsewhere = Client()
    come_in(inside.user, browser=elsewhere)
    other = PASSWORD.replace("27", "94")
    sent = {"old_password": PASSWORD, "new_password1": other, "new_password2": other}
    assert inside.post(address("password_change"), sent).status_code == 302
    assert is_in(inside)
    assert not is_in(elsewhere)


def test_signing_in_gives_the_session_another_key():
    browser = Client()
    user = person("clerk")
    session = browser.session
    session["planted"] = "by somebody else"
    session.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    keys = {session.session_key}
    for _turn in range(2):
        come_in(user, browser=browser)
        keys.add(browser.session.session_key)
    assert len(keys) == 3


def test_a_reader_gets_no_cookie_and_a_page_of_ones_own_is_kept_nowhere(inside):
    assert not Client().get(reverse("home")).cookies
    for name in ("index", "account", "second_factor", "password_change", "password_change_done"):
        assert "no-store" in inside.get(address(name))["Cache-Control"], name
    assert "no-store" in Client().get(address("login"))["Cache-Control"]


def test_a_session_that_may_not_act_is_a_stranger_on_every_floor(hidden_paper, later):
    head = Client()
    come_in(person("head"), browser=head)
    assert head.get(hidden_paper).status_code == 404
    colleague = sign_in("clerk")
    assert body(colleague.get(hidden_paper)).startswith("%PDF")
    later(minutes=settings.SESSION_IDLE_MINUTES)
    assert colleague.get(hidden_paper).status_code == 404


@pytest.fixture
def hidden_paper(held_hearing):
    """The address of a paper that is not public."""
    from hearings.models import HearingDocument
    from tests.attachments import samples

    paper = HearingDocument.from_upload(
        samples.upload(samples.PDF, "кагаз.pdf"),
        hearing=held_hearing,
        kind=HearingDocument.Kind.ATTENDANCE,
        is_public=False,
        title_ky="Тизме",
    )
    paper.save()
    return paper.file_url


# What was typed


TYPED = {"name_ky": "Айры-Там", "name_ru": "Айры-\r\nТам «1»", "name_en": "", "soate_code": ""}
KEPT = re.compile(r'name="kept" value="([^"]+)"')


def village(browser, **more):
    return browser.post(address("groups_village_add"), TYPED | {"_save": "1"} | more)


def hidden(answer):
    """The form that came back, as a browser would send it."""
    text = answer.content.decode().split('id="typed_form"')[1]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text)
    return {name: value for name, value in pairs if name != "csrfmiddlewaretoken"}


def test_what_was_typed_when_the_session_ended_comes_back_after_signing_in(inside, later):
    blank = Page(inside, address("groups_village_add")).values
    del blank["csrfmiddlewaretoken"]
    whole = blank | TYPED | {"_save": "1"}
    later(hours=1)
    answer = village(inside, **whole, old_password="купуя")
    assert answer.status_code == 403
    assert "What you typed is not lost" in words_of(answer)
    assert not Village.objects.exists()
    kept = KEPT.search(answer.content.decode())[1]
    wrong = come_in(inside.user, "wrong", browser=inside, kept=kept)
    assert KEPT.search(wrong.content.decode())[1] == kept
    back = come_in(inside.user, browser=inside, kept=kept)
    assert back.status_code == 200
    assert f'action="{address("groups_village_add")}"' in back.content.decode()
    assert hidden(back) == whole
    assert not Village.objects.exists()
    assert village(inside, **hidden(back)).status_code == 302
    assert Village.objects.get().name_ky == "Айры-Там"


def test_a_session_that_is_gone_altogether_loses_nothing_either(inside):
    inside.cookies.pop(settings.SESSION_COOKIE_NAME)
    kept = KEPT.search(village(inside).content.decode())[1]
    assert hidden(come_in(inside.user, browser=inside, kept=kept)) == TYPED | {"_save": "1"}


def test_what_one_person_typed_never_comes_to_another(inside, later):
    later(hours=1)
    kept = KEPT.search(village(inside).content.decode())[1]
    answer = come_in(person("clerk", "other"), browser=inside, kept=kept)
    assert answer.status_code == 302
    assert come_in(person("clerk", "third"), browser=inside, kept=kept[:-1]).status_code == 302


def test_a_strangers_form_is_not_carried_anywhere():
    assert village(Client()).status_code == 302


def test_an_old_page_sent_after_signing_in_anew_comes_back_too():
    """Two tabs: the token of the first is worth nothing after signing in again in the second."""
    user = person("clerk")
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    home = {"Origin": "http://testserver"}
    answer = browser.post(address("groups_village_add"), TYPED, headers=home)
    assert answer.status_code == 403
    assert hidden(answer) == TYPED
    for stranger in ({}, {"Origin": "null"}, {"Origin": "https://evil.example"}):
        refused = browser.post(address("groups_village_add"), TYPED, headers=stranger)
        assert refused.status_code == 403
        assert "typed_form" not in refused.content.decode()
    assert (
        "typed_form"
        not in Client(enforce_csrf_checks=True)
        .post(address("groups_village_add"), TYPED, headers=home)
        .content.decode()
    )


def test_without_the_carrying_what_was_typed_would_be_lost(inside, later, monkeypatch):
    later(hours=1)
    monkeypatch.setattr(typed, "keep", lambda request: "")
    answer = village(inside)
    assert answer.status_code == 302
    assert "kept" not in answer.content.decode()
