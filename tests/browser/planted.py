"""A portal whose every text is hostile, as the pages it then shows: `planted.py payloads.json`.

DATA_DIR holds an installation with nothing in it. A process of its own renders them all, because
a browser and a database transaction do not share one. Prints one line of JSON: `pages` (address →
HTML), `workbooks` (address → what stands in the Excel file), `control` (the same texts without any
protection) and `static` (address → file).
"""

import html
import json
import sys
from collections import Counter
from importlib import import_module
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlencode
from zipfile import ZipFile

import django
from django.conf import settings

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STORAGES = settings.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
settings.ALLOWED_HOSTS = ["testserver"]
django.setup()

from defusedxml import ElementTree  # noqa: E402
from django.apps import apps  # noqa: E402 — needs the settings above
from django.contrib.admin.models import CHANGE, LogEntry  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.contrib.staticfiles import finders  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.template import engines  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import translation  # noqa: E402
from phonenumber_field.modelfields import PhoneNumberField  # noqa: E402

from tests.aimak_portal import house as building  # noqa: E402
from tests.aimak_portal import pages as reading  # noqa: E402
from tests.aimak_portal.routes import addresses, admin_routes, body, public_routes  # noqa: E402
from tests.attachments.workbooks import workbook  # noqa: E402

PAYLOADS = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
GROUPS = 5
# Columns that no hand writes: the portal makes them, or a door takes one of a closed list.
OWN = {
    "sort_key",
    "search_text",
    "soate_code",
    "receipt_digest",
    "intent",
    "content_digest",
    "held_because",
    "content_type",
    "field",
    "language",
    "key",
    "password",
    "username",
    "digest",
}
# The number of a proposal, and the kind of a record that is remembered.
NAMES_OF_RECORDS = {
    ("proposal", "number"),
    ("deletion", "model"),
    ("personalaccess", "kind"),
    ("erasure", "kind"),
}
OUR_APPS = ("groups", "hearings", "programs", "budget")

NAMES = ("q", "page", "status", "sector", "village", "kind", "hearing", "next")
NAMES += ("unit", "function", "side", "source", "asked", "lines")
SEARCHED = (
    "hearings/proposal",
    "hearings/hearing",
    "groups/village",
    "programs/measure",
    "programs/award",
    "budget/budgetline",
    "budget/classificationcode",
)

# What would happen if a text were not escaped, in each place where a text may stand.
BARE = {
    "text": "<p>{{ text|safe }}</p>",
    "double quotes": '<input value="{{ text|safe }}">',
    "single quotes": "<input value='{{ text|safe }}'>",
    "no quotes": "<input value={{ text|safe }}>",
    "title": "<title>{{ text|safe }}</title>",
    "textarea": "<textarea>{{ text|safe }}</textarea>",
    "style": "<style>{{ text|safe }}</style>",
    "script": "<script>{{ text|safe }}</script>",
    "written": '<script>document.write("{{ text|safe }}")</script>',
    "comment": "<!-- {{ text|safe }} -->",
    "choice": "<select><option>{{ text|safe }}</option></select>",
    "link": '<a href="{{ text|safe }}">link</a>',
}


def plant():
    """Everything in the house, its every text replaced by hostile ones."""
    house = building.build()
    staff = building.staff()
    # The database itself keeps the numbers of approved lines: here they are to be hostile, too.
    import_module("budget.migrations.0002_approved_figures_stay").drop(
        apps, connection.schema_editor()
    )
    _log(staff.superuser)
    for model in [*_ours(), get_user_model(), LogEntry]:
        _fill(model)
        if hasattr(model.objects.all(), "refresh_search"):
            model.objects.all().refresh_search()
    # The last row of the log is a list of steps, as Django writes it.
    steps = [{"changed": {"name": each, "object": each, "fields": [each]}} for each in PAYLOADS]
    LogEntry.objects.filter(object_id="1").update(change_message=json.dumps(steps))
    return house, staff


def _ours():
    # What the database writes by itself holds no word that anybody typed.
    models = (model for app in OUR_APPS for model in apps.get_app_config(app).get_models())
    return [model for model in models if model._meta.managed]


def _log(user):
    for model in _ours():
        for key in model._base_manager.values_list("pk", flat=True):
            LogEntry.objects.create(
                user=user,
                content_type=ContentType.objects.get_for_model(model),
                object_id=str(key),
                object_repr="x",
                action_flag=CHANGE,
                change_message="x",
            )


def _fill(model):
    columns = [column for column in model._meta.concrete_fields if _is_written(model, column)]
    keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    for place, key in enumerate(keys):
        text = _text(place, len(keys))
        values = {column.attname: _in(column, text, key) for column in columns}
        if values:
            model._base_manager.filter(pk=key).update(**values)


def _is_written(model, column):
    if not isinstance(column, models.CharField | models.TextField) or column.choices:
        return False
    if isinstance(column, PhoneNumberField) or column.name in OWN:
        return False
    return (model._meta.model_name, column.name) not in NAMES_OF_RECORDS


def _joined(group):
    return " ".join(PAYLOADS[group::GROUPS])


def _text(place, many):
    """The payloads of one row: over all rows of a table, each of them stands in each column."""
    step = min(many, GROUPS)
    return " ".join(_joined(group) for group in range(place % step, GROUPS, step))


def _in(column, text, key):
    if isinstance(column, models.URLField):
        return f"https://example.kg/{text}"
    # The numbers of lines and the codes are told apart by their rows.
    return f"{text} {key}" if column.name in ("number", "code") else text


def rendered(house, staff):
    """Every page, public ones in two languages, and what each says to hostile questions."""
    stranger = Client(raise_request_exception=False)
    desk = Client(raise_request_exception=False)
    desk.force_login(staff.superuser)
    shown = {}
    for language in ("ky", "en"):
        for place in addresses(public_routes(), house, language):
            shown[place] = stranger.get(place)
    for place in _desk_places(house):
        shown[place] = desk.get(place)
    shown |= _questions(stranger, desk)
    shown |= _forms(stranger, house)
    shown |= _saved(desk, shown)
    shown |= _passed(desk, shown)
    shown |= _brought(desk, house)
    broken = [place for place, response in shown.items() if response.status_code >= 500]
    if broken:
        raise RuntimeError(f"These pages broke: {broken}")
    return {place: body(response) for place, response in shown.items() if _is_page(response)}


def _is_page(response):
    return "text/html" in response["Content-Type"]


def _desk_places(house):
    """Each page of each desk for as many records as it takes to meet every payload."""
    met = Counter()
    for route in admin_routes():
        for place in addresses([route], house):
            # One door like another: /ky/admin/hearings/proposal/7/do/decide/
            kind = (route, place.split("/do/")[-1] if "slug" in route.holes else "")
            met[kind] += 1
            if met[kind] <= GROUPS and "logout" not in place:
                yield place


def _questions(stranger, desk):
    """Hostile words in every parameter, one by one where they come back into a form or a link."""
    asked = {}
    for text in [*PAYLOADS, *map(_joined, range(GROUPS))]:
        query = urlencode(dict.fromkeys((*NAMES, text), text))
        pages = ["search", "admin/login", "budget/2026"]
        if text not in PAYLOADS:
            pages += ["proposals", "hearings", "proposals/new", "groups", "documents", text]
            pages += ["programs", "programs/1", "budget", "budget/2027", f"budget/{text}"]
            for page in SEARCHED:
                place = f"/ky/admin/{page}/?q={quote(text)}"
                asked[place] = desk.get(place)
        for page in pages:
            place = f"/ky/{quote(page)}/?{query}"
            asked[place] = stranger.get(place)
    return asked


def _forms(stranger, house):
    """A form that comes back with what was typed, at each of its steps."""
    shown = {}
    names = ("kind", "language", "sector", "village", "hearing", "group", "sex", "consent")
    good = {"kind": "proposal", "language": "ky", "sector": "roads", "phone": "", "email": ""}
    good["village"] = house.villages[0].pk
    for group in range(GROUPS):
        text = _joined(group)
        typed = {"text": text, "full_name": text, "phone": text, "email": text}
        wrong = typed | dict.fromkeys(names, text) | {"token": text}
        for step in ("what", "where", "who", "check", "send"):
            for kind, sent in (("wrong", wrong), ("good", typed | good)):
                answer = stranger.post("/ky/proposals/new/", sent | {"go": step})
                shown[f"/typed/{kind}/{group}/{step}"] = answer
        track = {"code": text, "do": text}
        shown[f"/tracked/{group}"] = stranger.post("/ky/proposals/track/", track)
        sign_in = {"username": text, "password": text, "next": text}
        shown[f"/signed-in/{group}"] = stranger.post("/ky/admin/login/", sign_in)
    return shown


def _saved(desk, shown):
    """What the desk says after saving each page: the record's name stands in its message."""
    saved = {}
    for place in [place for place in shown if place.endswith("/change/")]:
        html = body(shown[place])
        if reading.can_be_sent(html):
            saved[f"/saved{place}"] = desk.post(place, reading.typed(html), follow=True)
    return saved


def _passed(desk, shown):
    """What each door says to hostile words: that it refuses them, or what everybody will read."""
    said = {}
    doors = [place for place in shown if "/do/" in place and shown[place].status_code == 200]
    for number, place in enumerate(doors):
        text = _joined(number % GROUPS)
        form = reading.typed(body(desk.get(place)))
        kept = ("csrf", "_seen", "figures", "quarter", "part")
        wrong = {name: values if name in kept else text for name, values in form.items()}
        notes = {
            name: text if "_" in name and values == [""] else values
            for name, values in form.items()
        }
        for kind, typed in (("wrong", wrong), ("notes", form | notes)):
            for button in ("_preview", "_go"):
                answer = desk.post(place, typed | {button: "1"}, follow=True)
                said[f"/passed/{kind}/{button}{place}"] = answer
    return said


def _brought(desk, house):
    """What the desk says to an Excel file whose name, headings and cells are hostile."""
    said = {}
    known = ("№", "Аталышы", "Долбоордогу план", "Функционалдык код", "Айыл", "Сунуштар")
    for group in range(GROUPS):
        text = _joined(group)
        rows = [(f"9{group}", text, 5, "7091", text, text), (text, text, text, text, "", "")]
        for case, headings in (("known", known), ("unknown", (*known[:2], *[text] * 4))):
            content = workbook(rows, headings)
            for name, budget in house.budgets.items():
                place = reverse("admin:budget_budget_upload", args=[budget.pk])
                file = SimpleUploadedFile(f"{text}.xlsx".replace("/", "⁄"), content)
                answer = desk.post(place, {"file": file, "unit": "som"})
                said[f"/brought/{case}/{group}/{name}"] = answer
    return said


def workbooks(house, desk):
    """The formulas and the links in every Excel file that leaves the portal, and its texts."""
    told = {}
    for name in house.budgets:
        key, year = house.budgets[name].pk, house.budgets[name].year
        for place in (
            f"/ky/budget/{year}/lines.xlsx",
            f"/en/admin/budget/budget/{key}/lines.xlsx",
            f"/ky/admin/budget/budget/{key}/template.xlsx",
        ):
            response = desk.get(place)
            if response.status_code == 200:
                told[place] = _inside(b"".join(response.streaming_content))
    return told


def _inside(content):
    with ZipFile(BytesIO(content)) as parts:
        # Well formed: no text became a part of the file.
        trees = [ElementTree.fromstring(parts.read(name)) for name in parts.namelist()]
    tags = Counter(each.tag.rpartition("}")[2] for tree in trees for each in tree.iter())
    texts = " ".join(each.text or "" for tree in trees for each in tree.iter())
    return {
        "formulas": tags["f"],
        "links": tags["hyperlink"] + tags["externalLink"],
        "planted": texts.count("data-planted"),
    }


def control():
    """Each payload in each place where it could do harm, with no protection at all."""
    engine = engines["django"]
    shown = {}
    for number, payload in enumerate(PAYLOADS):
        for place, template in BARE.items():
            written = engine.from_string(template).render({"text": payload})
            shown[f"/control/{number}/{quote(place)}"] = written
        shown[f"/control/{number}/decoded"] = html.unescape(payload)
        shown[f"/control/{number}/template"] = _as_template(engine, payload)
    return {place: f"<!doctype html><html><body>{text}" for place, text in shown.items()}


def _as_template(engine, payload):
    return engine.from_string(payload).render({}) if "{{" in payload else ""


def static_files():
    found = {}
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            found.setdefault(f"/static/{path}", storage.path(path))
    return found


def main():
    with translation.override("ky"):
        house, staff = plant()
        desk = Client()
        desk.force_login(staff.superuser)
        told = {"workbooks": workbooks(house, desk)}
        told |= {"pages": rendered(house, staff), "control": control(), "static": static_files()}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
