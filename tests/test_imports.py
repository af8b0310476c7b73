"""The floors of the house: an app stands on those below it and knows none above it."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.test.utils import isolate_apps

# Apps of one floor stand side by side: neither knows the other.
FLOORS = {
    "attachments": 0,
    "language": 0,
    "groups": 1,
    "hearings": 2,
    "programs": 3,
    "budget": 4,
    "reports": 5,
    "aimak_portal": 6,
}
DOTTED = re.compile(r"[a-z_]+(\.\w+)+")


def ours():
    return [name for name in FLOORS if apps.is_installed(name)]


def stands_below(target, app):
    return target == app or FLOORS[target] < FLOORS[app]


def upward_imports(source, app):
    """What a module of the app imports from its own floor or above, apart from the app itself."""
    modules = (module for node in ast.walk(ast.parse(source)) for module in imported(node))
    tops = {module.partition(".")[0] for module in modules}
    return sorted(top for top in tops & FLOORS.keys() if not stands_below(top, app))


def imported(node):
    """The modules that a piece of code names: imported, or as a dotted path to be imported."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [node.module]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value] if DOTTED.fullmatch(node.value) else []
    return []


def upward_keys(model):
    """The relations of a model that lead to an app above, also those written as strings."""
    app = model._meta.app_label
    own = [*model._meta.local_fields, *model._meta.local_many_to_many]
    targets = ((field.name, owner(field.remote_field.model)) for field in own if field.remote_field)
    return [
        (name, target)
        for name, target in targets
        if target in FLOORS and not stands_below(target, app)
    ]


def owner(model):
    return model.partition(".")[0] if isinstance(model, str) else model._meta.app_label


def modules_of(app):
    return sorted((Path(settings.BASE_DIR) / app).rglob("*.py"))


@pytest.mark.parametrize("app", ours())
def test_an_app_imports_only_floors_below(app):
    modules = modules_of(app)
    found = {str(path): upward_imports(path.read_text(), app) for path in modules}

    assert modules
    assert {path: tops for path, tops in found.items() if tops} == {}


@pytest.mark.parametrize("app", ours())
def test_an_app_keeps_keys_only_to_floors_below(app):
    found = {model.__name__: upward_keys(model) for model in apps.get_app_config(app).get_models()}

    assert {name: keys for name, keys in found.items() if keys} == {}


def test_every_app_of_ours_has_its_floor():
    here = {path.parent.name for path in Path(settings.BASE_DIR).glob("*/apps.py")}

    assert here == set(ours())


def test_migrations_stand_only_on_migrations_of_floors_below():
    loader = MigrationLoader(None)
    upward = [
        (app, name, target)
        for (app, name), migration in loader.disk_migrations.items()
        for target, _name in migration.dependencies
        if app in FLOORS and target in FLOORS and not stands_below(target, app)
    ]

    assert upward == []


def test_links_between_our_tables_are_real_keys():
    models_of_ours = [each for each in apps.get_models() if each._meta.app_label in FLOORS]
    generic = [
        (each.__name__, field.name)
        for each in models_of_ours
        for field in each._meta.private_fields
        if field.is_relation
    ]

    assert models_of_ours
    assert generic == []


@pytest.mark.parametrize(
    ("app", "source", "caught"),
    [
        ("groups", "import hearings", ["hearings"]),
        ("groups", "from hearings.models import Hearing", ["hearings"]),
        ("groups", "def later():\n    from hearings import receipts", ["hearings"]),
        ("groups", "if TYPE_CHECKING:\n    import hearings.models as words", ["hearings"]),
        ("groups", 'import_string("hearings.models.Hearing")', ["hearings"]),
        ("hearings", "from aimak_portal.views import home", ["aimak_portal"]),
        ("language", "from groups.models import Village", ["groups"]),
        ("language", "import attachments", ["attachments"]),
        ("attachments", "import language", ["language"]),
        ("hearings", "from programs.models import Measure", ["programs"]),
        ("hearings", 'apps.get_model("budget.BudgetLine")', ["budget"]),
        ("programs", "def later():\n    from budget.models import BudgetLine", ["budget"]),
        ("programs", "from aimak_portal import glance", ["aimak_portal"]),
        ("budget", "from aimak_portal.demo import load", ["aimak_portal"]),
        ("budget", "from programs.models import Measure\nfrom hearings import way", []),
        ("hearings", "from groups.models import Village\nfrom . import models", []),
        ("hearings", "from hearings import receipts\nimport hashlib", []),
    ],
)
def test_a_made_up_upward_import_is_caught(app, source, caught):
    assert upward_imports(source, app) == caught


@pytest.mark.parametrize("key", [models.ForeignKey, models.OneToOneField])
@isolate_apps("groups")
def test_a_made_up_upward_key_is_caught(key):
    class Rumour(models.Model):
        hearing = key("hearings.Hearing", models.CASCADE)
        village = key("groups.Village", models.CASCADE)

        class Meta:
            app_label = "groups"

        def __str__(self):
            return "rumour"

    assert upward_keys(Rumour) == [("hearing", "hearings")]


@isolate_apps("groups")
def test_a_made_up_upward_list_of_keys_is_caught():
    class Rumour(models.Model):
        proposals = models.ManyToManyField("hearings.Proposal")

        class Meta:
            app_label = "groups"

        def __str__(self):
            return "rumour"

    assert upward_keys(Rumour) == [("proposals", "hearings")]
