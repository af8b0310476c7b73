"""What the installed packages say to a Kyrgyz or Russian reader, to the last message."""

import ast
import re
from pathlib import Path

import django
import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.template.defaultfilters import filesizeformat, yesno
from django.utils import dates, translation
from django.utils.text import get_text_list
from django.utils.translation.trans_real import DjangoTranslation

LANGUAGES = ["ky", "ru"]

# Names that are written in Latin letters in every language, longest first where one holds another.
LATIN_NAMES = [
    '<meta name="referrer" content="no-referrer">',
    '<a rel="noreferrer" …>',
    "Referrer-Policy: no-referrer",
    "same-origin",
    "Referer",
    "DEBUG=True",
    "LDAP",
    "SSO",
    "CSRF",
    "HTTPS",
    "URL",
    "IPv4",
    "IPv6",
    "IP",
    "UUID",
    "JSON",
    "Django",
    "Python",
    "Ctrl",
    "Command",
    "Mac",
    "a-z",
    "A-Z",
]

# Written for programmers: seen with DEBUG or in a mistaken program, never by a reader. What the
# package itself offers in Kyrgyz or Russian is good enough, Python's own words included.
FOR_PROGRAMMERS = re.compile(
    r"""
    True | False | None | NULL | YYYY-MM-DD | \[DD\] | HH:MM | [“«]last[”»]
    | allow_future | allow_empty | get_absolute_url
    """,
    re.VERBOSE,
)

HOLE = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
TAG = re.compile(r"<[^>]*>|&\w+;")
KYRGYZ_LETTERS = re.compile("[ңөү]", re.IGNORECASE)
COUNTS = (1, 2, 5, 21)
ONLY_A_PART = frozenset(
    {
        # A plural may say "one" without the number.
        "%(total_count)s selected",
    }
)


def foreign_catalogues():
    """Where the packages keep their words: Django itself and every app that is not ours."""
    yield Path(django.__file__).parent / "conf"
    for app in apps.get_app_configs():
        if Path(app.path).parent != settings.BASE_DIR:
            yield Path(app.path)


def messages(package, domain):
    """Every message of a package: from its English catalogue, all its catalogues, or its code."""
    places = sorted(package.glob(f"locale/en/LC_MESSAGES/{domain}.po"))
    places = places or sorted(package.glob(f"locale/*/LC_MESSAGES/{domain}.po"))
    if not places and domain == "django":
        return from_code(package)
    entries = [entry for place in places for entry in polib.pofile(str(place))]
    return {
        (entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in entries if not entry.obsolete
    }


def from_code(package):
    calls = [
        node
        for path in package.rglob("*.py")
        if "tests" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    return {
        (None, call.args[0].value, "")
        for call in calls
        if call.func.id in {"_", "gettext", "gettext_lazy"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def catalogue(language, package, domain):
    """What the reader gets, without the last resort: Russian falls back to Kyrgyz in Django."""
    places = [str(package / "locale")] if domain == "djangojs" else None
    merged = DjangoTranslation(language, domain=domain, localedirs=places)
    merged._fallback = None
    return merged


def texts(merged, context, msgid, plural):
    if not plural:
        return [merged.pgettext(context, msgid) if context else merged.gettext(msgid)]
    if context:
        return [merged.npgettext(context, msgid, plural, count) for count in COUNTS]
    return [merged.ngettext(msgid, plural, count) for count in COUNTS]


def fault(language, msgid, plural, text):
    """Why a reader should not meet this text, or nothing."""
    if not text.strip():
        return "empty" if msgid.strip() else None
    if english_words(text) and not FOR_PROGRAMMERS.search(msgid):
        return f"English: {english_words(text)}"
    if language == "ru" and KYRGYZ_LETTERS.search(text):
        return "Kyrgyz"
    if msgid not in ONLY_A_PART and set(HOLE.findall(text)) != set(HOLE.findall(plural or msgid)):
        return "other placeholders"
    return None


def english_words(text):
    for name in LATIN_NAMES:
        text = text.replace(name, "")
    return re.findall("[A-Za-z]+", TAG.sub("", HOLE.sub("", text)))


def faults(language):
    found = {}
    for package in foreign_catalogues():
        for domain in ("django", "djangojs"):
            merged = catalogue(language, package, domain)
            for context, msgid, plural in messages(package, domain):
                for text in texts(merged, context, msgid, plural):
                    if reason := fault(language, msgid, plural, text):
                        found[package.name, context, msgid] = (reason, text)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_installed_package_speaks_english(language):
    assert faults(language) == {}


def test_without_the_overrides_the_missing_texts_are_named(settings):
    """Negative control: the check above sees what Django and the others lack."""
    settings.LOCALE_PATHS = []
    found = faults("ky")
    assert found["admin", None, "Skip to main content"][0].startswith("English")
    assert found["admin", "abbrev. day Monday", "Mon"][0].startswith("English")
    assert found["auth", None, "Set password"][0].startswith("English")
    assert found["phonenumber_field", None, "Phone number"][0].startswith("English")
    assert len(found) > 80


def test_a_russian_reader_who_would_get_kyrgyz_is_noticed():
    """Negative control: a Kyrgyz text is not taken for a Russian one."""
    assert fault("ru", "Save as new", "", "Жаңы жазуу катары сактоо") == "Kyrgyz"


def test_a_lost_placeholder_is_noticed():
    assert fault("ky", "Add %s", "", "Кошуу") == "other placeholders"


def test_every_package_of_ours_to_be_checked_is_found():
    names = {package.name for package in foreign_catalogues()}
    assert {"conf", "admin", "auth", "modeltranslation", "phonenumber_field"} <= names
    assert not names & {"language", "groups", "hearings"}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plural_rule_is_the_one_django_merges_with(language, domain):
    ours = overrides(language, domain).metadata["Plural-Forms"]
    assert "".join(ours.split()) == "".join(django_plural_rule(language).split())


def overrides(language, domain):
    place = settings.BASE_DIR / "language" / "overrides" / language / "LC_MESSAGES"
    return polib.pofile(str(place / f"{domain}.po"))


def django_plural_rule(language):
    place = Path(django.__file__).parent / "conf" / "locale" / language / "LC_MESSAGES"
    return polib.pofile(str(place / "django.po")).metadata["Plural-Forms"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overrides_name_packages_not_places_on_a_machine(language):
    for entry in [*overrides(language, "django"), *overrides(language, "djangojs")]:
        assert entry.occurrences == [], entry.msgid
        assert entry.comment, entry.msgid


CORRECTED = [
    # (msgid, what Django says in Kyrgyz, what the reader gets)
    ("last name", "атасынын аты", "фамилиясы"),
    ("noon", "ай", "чак түш"),
    ("Password reset", "Сырсөздү кыйратуу", "Сырсөздү калыбына келтирүү"),
    ("email address", "эдарек", "электрондук почта дареги"),
    ("Email address:", "едарек:", "Электрондук почта дареги:"),
    ("Email", "экат", "Электрондук почта"),
    ("This field is required.", "Бул талаа керектүү.", "Милдеттүү талаа. Аны толтуруңуз."),
    ("Enter a whole number.", "Толук сан киргиз.", "Бүтүн сан киргизиңиз."),
    ("Home", "Башкы", "Башкы бет"),
    ("Change history: %s", "%s тарыхын өзгөртүү", "Өзгөрүүлөр тарыхы: %s"),
]


@pytest.mark.parametrize(("msgid", "wrong", "right"), CORRECTED)
def test_a_wrong_kyrgyz_text_of_django_is_corrected(settings, msgid, wrong, right):
    with translation.override("ky"):
        assert translation.gettext(msgid) == right
    settings.LOCALE_PATHS = []
    merged = DjangoTranslation("ky")
    assert merged.gettext(msgid) == wrong


def test_no_kyrgyz_text_is_glued_to_its_number():
    """Django's own says «%(max)dсимвол»."""
    glued = re.compile(r"(?:%\(\w+\)[sd])(?=\w)|(?<=\w)%\(")
    for package in foreign_catalogues():
        merged = catalogue("ky", package, "django")
        for context, msgid, plural in messages(package, "django"):
            for text in texts(merged, context, msgid, plural):
                assert not glued.search(text), text


@pytest.mark.parametrize("count", COUNTS)
def test_kyrgyz_keeps_the_singular_after_a_number(count):
    with translation.override("ky"):
        assert filesizeformat(count) == f"{count}\xa0байт"


@pytest.mark.parametrize(
    ("count", "text"), [(1, "1 байт"), (2, "2 байта"), (5, "5 байт"), (21, "21 байт")]
)
def test_russian_chooses_the_form_after_a_number(count, text):
    with translation.override("ru"):
        assert filesizeformat(count) == text.replace(" ", "\xa0")


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("ky", "дүйшөмбү шейшемби шаршемби бейшемби жума ишемби жекшемби"),
        ("ru", "понедельник вторник среда четверг пятница суббота воскресенье"),
    ],
)
def test_weekdays_are_written_small(language, names):
    with translation.override(language):
        assert " ".join(str(dates.WEEKDAYS[day]) for day in range(7)) == names


@pytest.mark.parametrize(
    ("language", "name", "after_a_number"),
    [("ky", "декабрь", "декабрь"), ("ru", "декабрь", "декабря")],
)
def test_months_are_written_small(language, name, after_a_number):
    with translation.override(language):
        assert dates.MONTHS[12] == name
        assert dates.MONTHS_ALT[12] == after_a_number


def test_a_kyrgyz_list_has_spaces_after_its_commas():
    with translation.override("ky"):
        assert get_text_list(["суу", "жол", "мектеп"], "жана") == "суу, жол жана мектеп"
        assert yesno(False) == "жок"
