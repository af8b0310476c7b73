"""Words that no catalogue can translate: fixed in Django's code or stored in the database."""

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.admin.templatetags import admin_list
from django.contrib.admin.utils import display_for_value
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string
from django.utils import translation

from language.history import translated_labels

IN_THREE_LANGUAGES = [
    ("ky", "Колдонуучулар жана уруксаттар | колдонуучу | Кошуу"),
    ("ru", "Пользователи и группы | пользователь | Добавить"),
    ("en", "Authentication and Authorization | user | Add"),
]


@pytest.fixture
def adding_users(db):
    return Permission.objects.get(codename="add_user")


@pytest.mark.parametrize(("language", "label"), IN_THREE_LANGUAGES)
def test_a_permission_is_named_in_the_readers_language(adding_users, language, label):
    with translation.override(language):
        assert str(adding_users) == label


def test_without_its_label_a_permission_is_named_in_english(adding_users, monkeypatch):
    """Negative control: Django itself shows the name stored in the database."""
    monkeypatch.setattr(Permission, "__str__", Permission.__str__.__wrapped__)
    with translation.override("ky"):
        assert str(adding_users).endswith("Can add user")


def test_a_permission_of_our_own_is_translated_as_its_sentence(db):
    of_users = ContentType.objects.get_for_model(User)
    ours = Permission(content_type=of_users, codename="dismiss_user", name="Page not found")
    with translation.override("ky"):
        assert str(ours).endswith("| колдонуучу | Барак табылган жок")


def history(*fields):
    return LogEntry(change_message=json.dumps([{"changed": {"fields": fields}}]))


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("ky", "Өзгөртүлдү: Фамилиясы жана Аты [ru]."),
        ("ru", "Изменено: Фамилия и Имя [ru]."),
        ("en", "Changed Last name and First name [ru]."),
    ],
)
def test_the_history_names_fields_in_the_readers_language(language, message):
    with translation.override(language):
        assert history("Last name", "First name [ru]").get_change_message() == message


def test_without_its_labels_the_history_speaks_english(monkeypatch):
    """Negative control: the label is stored capitalised, the catalogue knows it uncapitalised."""
    original = LogEntry.get_change_message.__wrapped__
    monkeypatch.setattr(LogEntry, "get_change_message", original)
    with translation.override("ky"):
        assert history("Last name").get_change_message() == "Өзгөртүлдү: Last name."


@pytest.mark.parametrize(
    "message", ["", "Merged by hand.", "[not a list", '{"a": 1}', "[]", '[{"added": {}}]']
)
def test_a_history_without_fields_stays_as_it_is(message):
    same = translated_labels(message)
    assert same == message


def test_an_empty_history_says_that_nothing_changed():
    with translation.override("ky"):
        assert LogEntry(change_message="[]").get_change_message() == "Бир да талаа өзгөртүлгөн жок."


@pytest.mark.parametrize(("value", "word"), [(True, "Ооба"), (False, "Жок"), (None, "Белгисиз")])
def test_a_tick_is_read_aloud_in_kyrgyz(value, word):
    with translation.override("ky"):
        assert f'alt="{word}"' in str(admin_list._boolean_icon(value))
        assert "icon-" in display_for_value(value, "-", boolean=True)


def test_without_our_words_a_tick_is_read_aloud_as_true():
    """Negative control: Django writes Python's name of the value."""
    with translation.override("ky"):
        assert 'alt="True"' in admin_list._boolean_icon.__wrapped__(True)


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("ky", "Байланыш: колдонуучу — колдонуучулар тобу"),
        ("ru", "Связь: пользователь — группа пользователей"),
    ],
)
def test_a_link_between_two_papers_is_named_by_both(db, language, name):
    clerk = User.objects.create(username="айгул")
    clerk.groups.add(Group.objects.create(name="катчылар"))
    link = User.groups.through.objects.get()
    assert str(link) == "айгул — катчылар"
    with translation.override(language):
        assert str(link._meta.verbose_name) == name


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ky", "Өчүрүлсө, колдонуучунун азыркы сырсөзү жоголот."),
        ("ru", "Если запретить, нынешний пароль пользователя будет утрачен."),
        ("en", "If disabled, the current password for this user will be lost."),
    ],
)
def test_the_warning_about_a_lost_password_follows_the_reader(language, sentence):
    form = AdminPasswordChangeForm(User(password="pbkdf2_sha256$1$a$b"))
    with translation.override(language):
        help_text = str(form.fields["usable_password"].help_text)
    assert sentence in help_text
    assert 'id="id_unusable_warning"' in help_text


class Changelist:
    search_fields = ("search_text",)
    search_help_text = query = ""
    result_count = 5
    params = {}
    opts = User._meta
    formset = None
    show_full_result_count = True
    add_facets = is_popup = False


def test_the_label_of_the_search_box_is_translated():
    with translation.override("ky"):
        page = render_to_string("admin/search_form.html", {"cl": Changelist()})
    assert 'alt="Издөө"' in page
    assert "Search" not in page


@pytest.mark.parametrize(
    ("language", "text"), [("ky", "Колдонуучулар: 5"), ("ru", "Пользователи: 5")]
)
def test_the_count_of_a_list_follows_its_noun(language, text):
    with translation.override(language):
        page = render_to_string("admin/pagination.html", {"cl": Changelist()})
    assert text in page
