"""What a page asks the database, with a watch for what is asked anew for each row."""

from functools import cache

import zeal
from django.apps import apps
from django.db import connection, transaction
from django.db.models.fields.related_descriptors import ReverseManyToOneDescriptor
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from tests.aimak_portal.routes import body
from tests.planner import gather_statistics
from tests.queries.register import Register

FEW, MANY = 10, 1000


@cache
def watch():
    """Let django-zeal look for the query that is asked anew for each row of a list.

    Put on once: it cannot be taken away, and put on twice it would count twice. Put on where it is
    first needed: from then on it takes a twentieth of the time of every page.
    """
    initialize_app_registry()
    patch()
    _forget_managers()


def _forget_managers():
    """What relations keep of the managers they made before would not be watched."""
    for model in apps.get_models(include_auto_created=True):
        for relation in vars(model).values():
            if isinstance(relation, ReverseManyToOneDescriptor):
                vars(relation).pop("related_manager_cls", None)


def asked(client, address):
    """What the page asked the database."""
    watch()
    with zeal.zeal_context(), CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        text = body(response)
    assert response.status_code == 200, (address, text[:2000])
    return [query["sql"] for query in queries]


def measured(pages, client, addresses):
    """What each of the pages asks at a few rows of everything, and what at many."""
    counts = {}
    with transaction.atomic(), translation.override("ky"):
        # Django asks this once of a database, not for each page.
        assert connection.features.supports_json_field
        for rows in (FEW, MANY):
            with transaction.atomic():
                register = Register(rows).fill()
                gather_statistics()
                visitor, places = client(), addresses(register)
                if rows == FEW:
                    # What is asked once in the life of a process is no question of a page.
                    for page in pages:
                        asked(visitor, places[page])
                counts[rows] = {page: asked(visitor, places[page]) for page in pages}
                transaction.set_rollback(True)
        transaction.set_rollback(True)
    return counts
