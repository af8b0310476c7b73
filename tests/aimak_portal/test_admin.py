"""The staff desk as a whole: accounts, sign-in, languages."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from tests.desk import Page, address, colleague, page_of, sign_in, words_of

PASSWORD = "Өрүк-бышты-жайында-27"


@pytest.fixture
def head(aimak):
    return sign_in("head")


@pytest.fixture
def new_account(head):
    page = Page(head, address("auth_user_add"))
    page.values |= {
        "username": "aigul",
        "first_name": "Айгүл",
        "role": "clerk",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    return page


def test_the_head_opens_an_account_with_a_role(new_account):
    assert new_account.press().status_code == 302
    account = User.objects.get(username="aigul")
    assert account.is_staff
    assert not account.is_superuser
    assert [group.name for group in account.groups.all()] == ["clerk"]
    assert account.check_password(PASSWORD)


@pytest.mark.parametrize(
    "extra",
    [
        {"is_superuser": "on"},
        {"user_permissions": "1"},
        {"groups": "1"},
        {"last_login": "2020-01-01"},
        {"id": "1"},
        {"is_staff": ""},
    ],
)
def test_an_account_takes_nothing_that_is_not_asked(new_account, extra):
    assert new_account.press(**extra).status_code == 302
    account = User.objects.get(username="aigul")
    assert not account.is_superuser
    assert account.is_staff
    assert not account.user_permissions.exists()
    assert [group.name for group in account.groups.all()] == ["clerk"]


def test_a_password_that_is_easily_guessed_is_refused(new_account):
    assert new_account.press(password1="123", password2="123").status_code == 200
    assert not User.objects.filter(username="aigul").exists()


def test_the_head_gives_another_role_and_switches_an_account_off(head):
    account = colleague("clerk")
    assert page_of(head, account).press(role="deputy", is_active=None).status_code == 302
    account.refresh_from_db()
    assert not account.is_active
    assert [group.name for group in account.groups.all()] == ["deputy"]


def test_the_head_sets_a_new_password(head):
    account = colleague("clerk")
    page = Page(head, address("auth_user_password_change", account.pk))
    assert page.press(password1=PASSWORD, password2=PASSWORD).status_code == 302
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_nobody_reaches_an_account_that_may_do_more(head):
    root = User.objects.create_superuser("root", password=PASSWORD)
    strong = colleague("clerk", "strong")
    strong.user_permissions.add(Permission.objects.get(codename="delete_user"))
    for account in (root, strong):
        url = address("auth_user_change", account.pk)
        assert head.post(url, {"username": "mine", "role": "clerk"}).status_code == 403
        password = address("auth_user_password_change", account.pk)
        assert head.get(password).status_code == 403
        assert head.post(password, {"password1": "x", "password2": "x"}).status_code == 403
        account.refresh_from_db()
        assert account.username != "mine"


def test_an_account_is_never_deleted(head):
    account = colleague("clerk")
    assert head.get(address("auth_user_delete", account.pk)).status_code == 403


@pytest.mark.parametrize("role", ["clerk", "treasurer", "deputy"])
def test_only_the_head_keeps_accounts(role, aimak):
    browser = sign_in(role)
    for name in ("auth_user_changelist", "auth_user_add"):
        assert browser.get(address(name)).status_code == 403
    me = address("auth_user_change", browser.user.pk)
    assert browser.post(me, {"username": "x", "is_superuser": "on"}).status_code == 403


def test_raw_permissions_are_shown_nowhere(head):
    page = page_of(head, colleague("clerk"))
    assert "user_permissions" not in page.text
    assert "Can add" not in page.text
    assert "pbkdf2" not in page.text


def test_each_role_is_explained(head):
    words = words_of(Page(head, address("auth_user_add")).response)
    assert "Clerk of the aiyl okmotu: Announces hearings" in words
    assert "Deputy of the aiyl kenesh: Reads what is published" in words


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_desk_opens_in_each_language(language, aimak):
    user = colleague("clerk")
    user.set_password(PASSWORD)
    user.save()
    browser = Client()
    page = Page(browser, f"/{language}/admin/login/?next=/{language}/admin/")
    assert f'<html lang="{language}"' in page.text
    answer = page.press(username=user.username, password=PASSWORD)
    assert answer.status_code == 302
    assert answer["Location"] == f"/{language}/admin/"


def test_a_wrong_password_opens_nothing(aimak):
    user = colleague("clerk")
    answer = Page(Client(), "/en/admin/login/").press(username=user.username, password="wrong")
    assert answer.status_code == 200


def test_the_language_switch_keeps_the_page_and_its_filters(head):
    url = address("hearings_proposal_changelist") + "?waits=overdue"
    text = head.get(url).content.decode()
    assert "/ru/admin/hearings/proposal/?waits=overdue" in text
    assert "/ky/admin/hearings/proposal/?waits=overdue" in text


def test_the_desk_bears_the_name_of_the_aimak_in_the_language_of_the_page(head, aimak):
    assert "1-Mai aiyl aimak: staff desk" in words_of(head.get("/en/admin/"))
    assert "1-Май айыл аймагы" in words_of(head.get("/ky/admin/"))


def test_the_lists_stand_in_the_order_of_the_work(head):
    apps = head.get(address("index")).context["app_list"]
    assert [app["app_label"] for app in apps] == [
        "hearings",
        "programs",
        "budget",
        "groups",
        "auth",
    ]
    assert [model["object_name"] for model in apps[0]["models"]][:2] == ["Hearing", "Proposal"]
    assert [model["object_name"] for model in apps[2]["models"]][:2] == ["Budget", "BudgetLine"]


def test_a_citizen_with_an_account_is_not_staff(aimak):
    browser = Client()
    browser.force_login(User.objects.create_user("citizen"))
    answer = browser.get(address("index"))
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]
