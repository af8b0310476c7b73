"""A clerk at the desk: opens a page of the admin, types, and presses a button."""

from html.parser import HTMLParser

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django_otp.plugins.otp_totp.models import TOTPDevice

from aimak_portal.roles import sync_roles

FORM_ENDINGS = ("_form", "login-form")


class Page(HTMLParser):
    """The form of a page as a browser would send it back."""

    def __init__(self, client, url):
        super().__init__()
        self.client, self.url = client, url
        self.response = client.get(url)
        assert self.response.status_code == 200, (url, self.response.status_code)
        self._read(self.response)

    def _read(self, response):
        self.values, self.text = {}, response.content.decode()
        self._inside = self._area = self._select = None
        self.feed(self.text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self._inside = (attrs.get("id") or "").endswith(FORM_ENDINGS)
        if not self._inside:
            return
        if tag == "input":
            self._take_input(attrs)
        elif tag == "textarea":
            self._area = attrs.get("name")
            self.values[self._area] = ""
        elif tag == "select":
            self._select = attrs.get("name")
            self.values[self._select] = ""
        elif tag == "option" and "selected" in attrs and self._select:
            self.values[self._select] = attrs.get("value", "")

    def _take_input(self, attrs):
        name, kind = attrs.get("name"), attrs.get("type", "text")
        if not name or kind in {"submit", "file", "button"}:
            return
        if kind in {"checkbox", "radio"} and "checked" not in attrs:
            return
        value = attrs.get("value", "on" if kind in {"checkbox", "radio"} else "")
        # Several ticks may share one name: a choice of some records out of many.
        if kind == "checkbox" and name in self.values:
            self.values[name] = [*_listed(self.values[name]), value]
        else:
            self.values[name] = value

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = None
        elif tag == "textarea" and self._area:
            # A browser drops the line break after the opening tag.
            self.values[self._area] = self.values[self._area].removeprefix("\n")
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data):
        if self._area:
            self.values[self._area] += data

    def press(self, button="_save", **typed):
        """Send the form with what was typed; None unticks a box. The answer becomes the page."""
        values = {**self.values, **typed}
        sent = {name: value for name, value in values.items() if name and value is not None}
        response = self.client.post(self.url, {**sent, button: "1"})
        self.response = response
        if response.status_code == 200:
            self._read(response)
        return response


def _listed(value):
    return value if isinstance(value, list) else [value]


def with_second_factor(user):
    """The account with a telephone, signed in with it wherever a test signs this user in."""
    key = {"user": user, "name": "telephone"}
    user.otp_device, _new = TOTPDevice.objects.get_or_create(**key)
    return user


def colleague(role, username=None):
    """A member of the staff in this role."""
    if not Group.objects.filter(name=role).exists():
        sync_roles()
    name = username or f"{role}-at-the-desk"
    user, new = get_user_model().objects.get_or_create(username=name, is_staff=True)
    if new:
        user.groups.add(Group.objects.get(name=role))
    return with_second_factor(user) if role == "head" else user


def sign_in(role, username=None):
    """The browser of a member of the staff in this role."""
    browser = Client()
    browser.force_login(colleague(role, username))
    browser.user = colleague(role, username)
    return browser


def address(name, *args):
    """The address of a page of the desk, in English."""
    with translation.override("en"):
        return reverse(f"admin:{name}", args=args)


def page_of(browser, record):
    """The page of a record."""
    return Page(browser, address(f"{_named(record)}_change", record.pk))


def door_of(browser, record, slug):
    """The small page behind a button."""
    return Page(browser, address(f"{_named(record)}_door", record.pk, slug))


def _named(record):
    return f"{record._meta.app_label}_{record._meta.model_name}"


def words_of(response):
    """The visible words of a page, without tags, in one line."""
    reader = _Words()
    reader.feed(response.content.decode())
    return " ".join(" ".join(reader.words).split())


class _Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words = []

    def handle_data(self, data):
        self.words.append(data)
