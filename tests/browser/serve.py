"""A whole site in a process and on a database of its own: `serve.py empty|demo|shipped`.

DATA_DIR holds the installation: for `demo` and `shipped` the demonstration data with the invented
year. The style and pictures of `shipped` are compressed and named as on a server. The first line
it prints tells the tests where it is and what stands there. It ends when its standard input
closes, so it never outlives the tests.
"""

import json
import os
import sys
import threading

import django
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.core.management import call_command
from django.urls import path

KIND = sys.argv[1]


def prepare_settings():
    settings.ROOT_URLCONF = __name__
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if KIND == "shipped":
        # The public site needs no file of the admin, and compressing those takes long.
        settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
        return
    settings.WHITENOISE_USE_FINDERS = True
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


prepare_settings()
django.setup()

from aimak_portal import urls, views  # noqa: E402 — needs the settings above
from budget.models import Budget, BudgetLine  # noqa: E402
from groups.models import InitiativeGroup, Village  # noqa: E402
from hearings.models import Hearing, Proposal  # noqa: E402
from programs.models import Measure, Program  # noqa: E402
from tests.installations import DEMO_PASSWORD  # noqa: E402


def failing(request, name):
    """The page of an error that no visitor can call up on purpose."""
    return getattr(views, name)(request)


urlpatterns = [*urls.urlpatterns, *i18n_patterns(path("failing/<str:name>/", failing))]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


def codes_of_the_head():
    """The head's second factor: no telephone, and more printed codes than tests sign in."""
    from django.contrib.auth import get_user_model
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from aimak_portal.signin import codes

    head = get_user_model().objects.get(username="head")
    TOTPDevice.objects.create(user=head, name="telephone")
    return codes.renew(head, count=200)


def facts():
    """What the tests visit: hearings and proposals by their state, receipt codes by status."""
    hearings = Hearing.objects.public().newest_first()
    proposals = Proposal.objects.order_by("number")
    public = proposals.public()
    return {
        "hearings": {
            "announced": first(hearings.upcoming()),
            "cancelled": first(hearings.filter(cancelled_at__isnull=False)),
            "signed": first(hearings.filter(minutes__signed_at__isnull=False)),
            "undated": first(hearings.filter(starts_at=None)),
        },
        "proposals": {proposal.status: proposal.number for proposal in public},
        "receipts": {
            proposal.status: proposal.reissue_receipt()
            for proposal in proposals.filter(status__in=["submitted", "returned"])
        },
        "photographed": public.filter(photos__is_public=True).values_list("number", flat=True)[0],
        "group": first(InitiativeGroup.objects.all()),
        "village": first(Village.objects.all()),
        "places": deeds() | money(),
        "keys": keys(),
        "password": DEMO_PASSWORD,
        "codes": codes_of_the_head(),
    }


def deeds():
    """Where the programmes and their measures stand: an address for each status."""
    measures = Measure.objects.public().order_by("-pk")
    pictured = measures.filter(photos__is_public=True)
    places = {f"measure_{one.status}": f"measures/{one.pk}/" for one in measures}
    carried = Proposal.objects.public().filter(
        measures__is_public=True,
        measures__status="done",
        measures__lines__executions__executed__gt=0,
    )
    return places | {
        "proposal_with_a_result": carried.order_by("number")[0].get_absolute_url()[4:],
        "program": f"programs/{first(Program.objects.public())}/",
        "measure_with_photos": f"measures/{first(pictured)}/",
    }


def money():
    """The same of the budgets and of lines that differ in what their pages tell."""
    lines = BudgetLine.objects.public().order_by("pk")
    budgets = Budget.objects.public().values_list("status", "year")
    places = {f"budget_{status}": f"budget/{year}/" for status, year in budgets}
    kinds = {
        "line_amended": lines.filter(changes__isnull=False),
        "line_of_a_proposal": lines.filter(proposals__isnull=False, executions__isnull=False),
        "line_of_a_measure": lines.filter(measure__isnull=False, executions__isnull=False),
        "line_of_a_draft": lines.filter(approved__isnull=True, proposals__isnull=False),
        "line_of_revenue": lines.revenue(),
    }
    for name, found in kinds.items():
        year, key = found.values_list("budget__year", "pk")[0]
        places[name] = f"budget/{year}/lines/{key}/"
    return places


def keys():
    """The measures and budgets at the desk, by status."""
    measures = Measure.objects.order_by("-pk").values_list("status", "pk")
    budgets = Budget.objects.values_list("status", "pk")
    return {f"measure_{status}": key for status, key in measures} | {
        f"budget_{status}": key for status, key in budgets
    }


def first(found):
    return found.values_list("pk", flat=True)[0]


def end_with_the_tests():
    sys.stdin.read()
    os._exit(0)


def serve():
    from django.core.servers.basehttp import ThreadedWSGIServer
    from django.core.wsgi import get_wsgi_application
    from django.test.testcases import QuietWSGIRequestHandler

    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    told = {} if KIND == "empty" else facts()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    print(json.dumps({"address": address} | told), flush=True)
    threading.Thread(target=end_with_the_tests, daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    if KIND == "shipped":
        call_command("collectstatic", verbosity=0, interactive=False)
    serve()
