"""The addresses under /api/v1/ and what each answers."""

from functools import cache
from urllib.parse import urlencode

from django.urls import Resolver404, URLResolver, reverse
from django.urls.resolvers import RegexPattern
from django.utils import translation
from ninja import NinjaAPI, Path, Query
from ninja.errors import HttpError, ValidationError

from reports.api import shapes
from reports.api.rows import as_json
from reports.api.telling import problem, tell
from reports.datasets import DATASETS
from reports.datasets.field import LANGUAGES
from reports.open_data.licence import LICENCE, LICENCE_URL

DESCRIPTION = (
    "Public facts of the aiyl aimak: hearings, proposals, decisions, programmes and budgets. "
    "Read only, without a key. Texts stand in Kyrgyz (ky), Russian (ru) and English (en); a "
    "citizen's own words stand as they were written. null means not stated, which is not zero. "
    "Money is in som, written as text so that no tiyin is lost. Follow `next` for the next page. "
    "Ask again with If-None-Match: an answer that has not changed is 304 without a body. "
    "A parameter that an address does not know is refused. An address of more than 4,000 "
    "characters is refused by the web server itself, by a 414 that is not JSON."
)


def answer(request, rest):
    """The answer to an address below /api/v1/; a `Resolver404` where there is none."""
    view, args, kwargs = _resolver().resolve(rest)
    return view(request, *args, **kwargs)


def is_there(rest):
    """Whether there is such an address below /api/v1/, whatever it would answer."""
    try:
        _resolver().resolve(rest)
    except Resolver404:
        return False
    return True


@cache
def _resolver():
    """The addresses, made when they are first asked for."""
    # The description is one document for everybody, whoever asks for it first.
    with translation.override("en"):
        return URLResolver(RegexPattern(r"^"), _interface().urls[0])


def _interface():
    api = NinjaAPI(
        title="Open data of the aiyl aimak",
        version="1",
        description=DESCRIPTION,
        openapi_url=None,
        docs_url=None,
        urls_namespace="open_interface",
        openapi_extra={"info": {"license": {"name": LICENCE, "url": LICENCE_URL}}},
    )
    api.add_exception_handler(HttpError, _failed)
    api.add_exception_handler(ValidationError, _refused)
    api.get("/", **_documented(shapes.Contents, "Everything there is"))(contents)
    api.get("/openapi.json", include_in_schema=False)(_describes(api))
    for dataset in DATASETS.values():
        _add(api, dataset)
    return api


def _add(api, dataset):
    row = shapes.row_of(dataset)
    listed = _documented(shapes.page_of(dataset, row), str(dataset.title), str(dataset.about))
    single = _documented(row, f"{dataset.title}: one row", str(dataset.about))
    api.get(f"/{dataset.key}/", operation_id=f"list_{dataset.key}", **listed)(_lists(dataset))
    api.get(f"/{dataset.key}/{{key}}/", operation_id=f"read_{dataset.key}", **single)(
        _reads(dataset)
    )


def _documented(shape, summary, description=None):
    problems = dict.fromkeys((400, 404, 405, 422), shapes.Problem)
    return {
        "response": {200: shape, 304: None, **problems},
        "summary": summary,
        "description": description,
    }


def _lists(dataset):
    def rows(request, asked: Query[shapes.question_of(dataset)]):
        refuse_unknown(request, {"after", "limit", *dataset.filters})
        chosen = {name: getattr(asked, name) for name in dataset.filters}
        chosen = {name: value for name, value in chosen.items() if value is not None}
        # One row more than is shown tells whether there are more.
        found = dataset.page(chosen, asked.after, asked.limit + 1)
        shown = found[: asked.limit]
        more = len(found) > asked.limit
        told = {
            "results": [as_json(dataset, row) for row in shown],
            "next": _next(request, shown[-1][0]) if more else None,
        }
        return tell(request, told)

    return rows


def _reads(dataset):
    def row(request, key: Path[shapes.identity_of(dataset)]):
        refuse_unknown(request, set())
        found = dataset.one(key)
        if found is None:
            raise HttpError(404, "There is no such row.")
        return tell(request, as_json(dataset, found))

    return row


def contents(request):
    """Every dataset with its address."""
    refuse_unknown(request, set())
    told = {
        "licence": LICENCE_URL,
        "description": reverse("open_interface", args=["openapi.json"]),
        "archive": reverse("data_archive"),
        "datasets": [
            {
                "key": dataset.key,
                "title": in_each_language(dataset.title),
                "about": in_each_language(dataset.about),
                "address": reverse("open_interface", args=[f"{dataset.key}/"]),
                "file": reverse("data_file", args=[dataset.key]),
            }
            for dataset in DATASETS.values()
        ],
    }
    return tell(request, told)


def _describes(api):
    @cache
    def described():
        return api.get_openapi_schema(path_prefix=reverse("open_interface_root"))

    def description(request):
        """The description of the interface by OpenAPI 3.1."""
        refuse_unknown(request, set())
        return tell(request, described())

    return description


def in_each_language(text):
    told = {}
    for code in LANGUAGES:
        with translation.override(code):
            told[code] = str(text)
    return told


def refuse_unknown(request, known):
    """A misspelt filter would otherwise narrow nothing and nobody would know."""
    for name, values in request.GET.lists():
        if name not in known:
            raise HttpError(422, f"This address does not know the parameter {name[:80]!a}.")
        if len(values) > 1:
            raise HttpError(422, f"Write the parameter {name} once.")


def _failed(request, error):
    return problem(str(error), error.status_code)


def _refused(request, error):
    reasons = "; ".join(f"{each['loc'][-1]}: {each['msg']}" for each in error.errors)
    return problem(reasons.replace("Value error, ", ""), 422)


def _next(request, last):
    asked = request.GET.dict() | {"after": last}
    return f"{request.path}?{urlencode(asked)}"
