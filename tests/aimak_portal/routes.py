"""Every address of the portal, read from the URLconf, and real addresses for each of them."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern

from budget.models import Budget, BudgetLine, BudgetUpload
from hearings.models import Hearing, LocalAct, Proposal
from hearings.papers import PAPERS
from programs.models import Award, Measure, Program
from reports.datasets import DATASETS
from reports.registry import REPORTS

_HOLE = re.compile(r"<(?:\w+:)?(\w+)>")
_MODEL = re.compile(r"^<lang>/admin/(\w+)/(\w+)/")


# The cases that differ in who may see them.
APPS = ("auth", "budget", "groups", "hearings", "programs")
FEW = {"", "announced", "draft", "published", "submitted", "taken down", "listed", *APPS}
FEW |= {"public", "hidden", "done", "heard", "approved", "approved 2", "draft 2"}
REPORT_FILES = {"reports:report_workbook", "reports:report_csv", "reports:report_pdf"}


@dataclass(frozen=True)
class Route:
    """One pattern of the URLconf: its written address, its name, and its function."""

    address: str
    name: str
    view: object

    @property
    def is_admin(self):
        return self.address.startswith("<lang>/admin/")

    @property
    def model(self):
        """The model whose desk this is; None outside the desks."""
        found = _MODEL.match(self.address)
        if not found:
            return None
        try:
            return apps.get_model(*found.groups())
        except LookupError:
            return None

    @property
    def holes(self):
        return [hole for hole in _HOLE.findall(self.address) if hole != "lang"]

    def at(self, language="ky", **values):
        """The real address with these values in its holes."""
        address = self.address.replace("<lang>", language)
        return "/" + _HOLE.sub(lambda hole: str(values[hole[1]]), address)


def all_routes():
    """Every pattern, the admin's included."""
    return list(_walk(get_resolver().url_patterns))


def public_routes():
    return [route for route in all_routes() if not route.is_admin]


def admin_routes():
    return [route for route in all_routes() if route.is_admin]


def _walk(patterns, start="", spaces=()):
    for pattern in patterns:
        here = start + _written(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = ":".join([*spaces, pattern.name or ""]) if pattern.name else ""
            yield Route(here, name, pattern.callback)
            continue
        inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
        yield from _walk(pattern.url_patterns, here, inner)


def _written(pattern):
    if isinstance(pattern, LocalePrefixPattern):
        return "<lang>/"
    if not isinstance(pattern, RegexPattern):
        return str(pattern)
    # (?P<url>.*)$ and ^(?P<app_label>auth|groups)/$ as <url> and <app_label>/
    text = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", str(pattern))
    return text.lstrip("^").rstrip("$")


class Cases:
    """Which real things stand for the holes of a route, each with a word for the case."""

    def __init__(self, house, few=False):
        """`few`: only one record of each kind that matters for who may do what."""
        self.house = house
        self.few = few

    def of(self, route):
        """Pairs of a word for the case and the values of the holes."""
        if not route.holes:
            return [("", {})]
        named = self._named(route)
        return self._of_desk(route) if named is None else named

    def _named(self, route):
        house = self.house
        if route.name == "admin:view_on_site":
            return _seen_on_site(house)
        if "batch" in route.holes:
            return [("", {"batch": UUID(int=1)})]
        if "url" in route.holes:
            return [("", {"url": "no-such-page"})]
        values = self._values(route.name)
        if values is None:
            return None
        return [
            (case, dict(zip(route.holes, holes, strict=True)))
            for case, holes in values.items()
            if not self.few or case in FEW or "key" in route.holes
        ]

    def _values(self, name):
        """The values of the holes for each case of a public page, and of the desk's own index."""
        house = self.house
        kept = {
            "group_detail": (house.groups, "pk"),
            "hearings:hearing_detail": (house.hearings, "pk"),
            "reports:hearing_calendar": (house.hearings, "pk"),
            "hearings:document": (house.papers, "key"),
            "hearings:photo": (house.photos, "key"),
            "hearings:photo_thumbnail": (house.photos, "key"),
            "hearings:act_file": (house.acts, "key"),
            "proposal_detail": (house.proposals, "number"),
            "measure_detail": (house.measures, "pk"),
            "programs:program_detail": (house.programs, "pk"),
            "programs:photo": (house.measure_photos, "key"),
            "programs:photo_thumbnail": (house.measure_photos, "key"),
            "budget:budget_detail": (house.budgets, "year"),
            "budget:budget_workbook": (house.budgets, "year"),
        }
        if name in kept:
            things, column = kept[name]
            return {case: [getattr(thing, column)] for case, thing in things.items()}
        if name in {"reports:data_detail", "data_file"}:
            return _first_of(DATASETS, "proposals")
        if name == "open_interface":
            return _first_of(_asked_by_machines(house), "proposals/")
        if name == "reports:report_detail":
            # All are read in the same way: one tells who may, each is crawled.
            return {"": [next(iter(REPORTS))], **{f"report {slug}": [slug] for slug in REPORTS}}
        if name in REPORT_FILES:
            return {"": [next(iter(REPORTS))]}
        if name in {"reports:pack_detail", "reports:pack_file"}:
            # Nobody's: that only its own account gets a pack is told in tests/reports.
            return {"": ["0" * 32]}
        if name == "village_detail":
            return {"": [house.villages[0].pk]}
        if name == "budget:line_detail":
            return {case: [line.budget.year, line.pk] for case, line in house.lines.items()}
        return {app: [app] for app in APPS} if name == "admin:app_list" else None

    def _of_desk(self, route):
        if route.model is None:
            raise LookupError(f"Say in tests/aimak_portal/routes.py what stands in {route}")
        slugs = _slugs(route) if "slug" in route.holes else [""]
        if route.holes == ["slug"]:
            return [(slug, {"slug": slug}) for slug in slugs]
        return [
            (
                " ".join(filter(None, [record, slug])),
                {hole: slug if hole == "slug" else key for hole in route.holes},
            )
            for record, key in self._records(route.model)
            for slug in slugs
        ]

    def _records(self, model):
        every = model._base_manager.order_by("pk")
        if not self.few:
            return [("", key) for key in every.values_list("pk", flat=True)] or [("", 1)]
        named = _records_by_case(self.house)
        if model in named:
            return [(name, thing.pk) for name, thing in named[model].items()]
        if model is get_user_model():
            mightiest = every.filter(is_superuser=True).values_list("pk", flat=True)
            return [("keeper", self.house.clerk.pk), *(("superuser", key) for key in mightiest[:1])]
        return [("", every.values_list("pk", flat=True).first() or 1)]


def _records_by_case(house):
    """Of each kind one record for each answer to the question who may see and change it."""
    cases = {
        Proposal: (house.proposals, ["published", "submitted"]),
        Hearing: (house.hearings, ["announced", "draft"]),
        LocalAct: (house.acts, ["public", "hidden"]),
        Program: (house.programs, ["public", "hidden"]),
        Measure: (house.measures, ["planned", "stopped", "hidden"]),
        Award: (house.awards, ["public", "hidden"]),
        Budget: (house.budgets, ["draft", "approved", "reported"]),
        BudgetLine: (house.lines, ["draft 2", "approved 2"]),
        BudgetUpload: (house.uploads, ["draft", "approved"]),
    }
    return {
        model: {name: things[name] for name in names} for model, (things, names) in cases.items()
    }


def _first_of(values, chosen):
    """Each value as a case of its own; the chosen one stands for all where few are enough."""
    return {"" if value == chosen else f"of {value}": [value] for value in values}


def _asked_by_machines(house):
    """The lists of the open interface, and each record by itself, hidden ones too."""
    yield from ("openapi.json", *(f"{table}/" for table in DATASETS))
    for table, things, column in (
        ("hearings", house.hearings, "pk"),
        ("proposals", house.proposals, "number"),
        ("local_acts", house.acts, "pk"),
        ("programs", house.programs, "pk"),
        ("measures", house.measures, "pk"),
        ("awards", house.awards, "pk"),
        ("budgets", house.budgets, "year"),
        ("budget_lines", house.lines, "pk"),
        ("initiative_groups", house.groups, "pk"),
    ):
        yield from (f"{table}/{getattr(thing, column)}/" for thing in things.values())


def _seen_on_site(house):
    kind = ContentType.objects.get_for_model(Proposal).pk
    return [
        (name, {"content_type_id": kind, "object_id": house.proposals[name].pk})
        for name in ("published", "submitted")
    ]


def _slugs(route):
    """The doors of a desk, or the papers that it prints."""
    from django.contrib import admin

    if route.name == "admin:hearings_hearing_paper":
        return list(PAPERS)

    desk = admin.site._registry[route.model]
    return [door.slug for door in desk.doors]


def addresses(routes, house, language="ky", few=False):
    """Every real address of these routes."""
    cases = Cases(house, few)
    return [route.at(language, **values) for route in routes for _case, values in cases.of(route)]


def body(response):
    """The whole answer as text; a file that it streams is read to its end, which closes it."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    return data.decode("utf-8", errors="replace")
