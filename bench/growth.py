"""What each page costs at a thousand proposals and at a million: `python -m bench.growth`.

On SQLite, or on the database that DATABASE_URL names, which has to be an empty one. Processor time
is told, this process's own: on PostgreSQL that of the server comes beside it as time on the clock.
"""

import os
import statistics
import tempfile
import time

from bench.__main__ import prepare_environment

COPIES = int(os.environ.get("BENCH_COPIES") or 999)
MOST = 1.3
ROUNDS = 7
# The keys of copies lie so far apart that no two meet.
STRIDE = 100_000
INSIDER = "clerk"
# As a database is after a night: with its statistics, and without a long log to look through.
SETTLE = {
    "sqlite": ["ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"],
    "postgresql": ["VACUUM ANALYZE"],
}


def main():
    with tempfile.TemporaryDirectory(prefix="aimak-bench-") as data_dir:
        prepare_environment(data_dir)
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from bench import filling

        print("Filling a portal on", connection.vendor, "…", flush=True)
        filling.fill()
        call_command("collectstatic", verbosity=0, interactive=False)
        asked = addresses()
        few = measure(asked)
        multiply(connection)
        print_table(few, measure(asked))


def multiply(connection):
    """Every proposal with its steps and its history, so many times more."""
    from django.apps import apps
    from django.db import transaction

    from hearings.models import Proposal, ProposalStep
    from language import word_index

    started = time.monotonic()
    far = f"n * {STRIDE}"
    number = f"substr(number, 1, 5) || (1000000 + n * {Proposal.objects.count() * 2} + id)"
    moved = {"id": f"id + {far}", "decision_id": f"decision_id + {far}"}
    digest = "'bench ' || id || '/' || n"
    own = moved | {"number": number, "receipt_digest": digest, "intent": "NULL"}
    step = {name: f"{name} + {far}" for name in ("id", "proposal_id", "undoes_id")}
    with connection.cursor() as cursor:
        for model in (Proposal, ProposalStep):
            word_index.take_away(connection, model)
        with transaction.atomic():
            copy(cursor, Proposal, own)
            copy(cursor, ProposalStep, step)
            copy(cursor, Proposal.history.model, moved | {"history_id": f"history_id + {far}"})
        print(f"Copied after {time.monotonic() - started:.0f} s", flush=True)
        word_index.keep_up(apps.get_app_config("hearings"), using="default")
        for statement in SETTLE[connection.vendor]:
            cursor.execute(statement)
    print(f"{Proposal.objects.count()} proposals after {time.monotonic() - started:.0f} s")


def copy(cursor, model, own):
    """The rows of a table as often again, each column as it was or as `own` says."""
    columns = [field.column for field in model._meta.concrete_fields]
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(own.get(column, f'"{column}"') for column in columns)
    # The names are our own: nothing that anybody typed comes in here.
    cursor.execute(
        f"INSERT INTO {model._meta.db_table} ({names}) "  # noqa: S608
        "WITH RECURSIVE counted(n) AS "
        f"(SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {COPIES}) "
        f"SELECT {values} FROM counted, {model._meta.db_table}"
    )


def addresses():
    """Every page whose cost could grow with the register, by name."""
    from bench import filling
    from groups.models import Village
    from hearings.models import Proposal
    from reports.registry import REPORTS

    village, last = Village.objects.first().pk, Proposal.objects.public().newest_first().last()
    proposals, rows = "/ky/proposals/", "/api/v1/proposals/"
    return {
        **filling.addresses(),
        "register, far back": f"{proposals}?page=40",
        "register, narrowed": f"{proposals}?village={village}&sector=roads&status=in_budget",
        "village": f"/ky/villages/{village}/",
        "feed of decisions": "/ky/proposals/feed/",
        **{f"report: {slug}": f"/ky/reports/{slug}/" for slug in REPORTS},
        "report: proposals, of one": f"/ky/reports/proposals/?village={village}",
        "rows": rows,
        "rows after the last": f"{rows}?after={last.number}",
        "rows, narrowed": f"{rows}?village={village}&sector=roads&status=in_budget",
        "rows of a topic": f"{rows}?sector=roads",
        "desk": "/ky/admin/",
        "desk: proposals": "/ky/admin/hearings/proposal/",
        "desk: reports": "/ky/reports/",
        "desk: report: proposals": "/ky/reports/proposals/",
    }


def measure(pages):
    """{page: (first, later)} in milliseconds: what is added up may be kept after the first time."""
    from django.core.cache import cache

    ask_all(pages)  # What is done once in the life of a process is no cost of a page.
    cache.clear()
    first = ask_all(pages)
    later = [ask_all(pages) for _round in range(ROUNDS)]
    return {name: (first[name], statistics.median(took[name] for took in later)) for name in pages}


def ask_all(pages):
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client

    # Of PostgreSQL's own work this process sees nothing but the wait.
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    reader, insider = Client(), Client()
    insider.force_login(get_user_model().objects.get(username=INSIDER))
    took = {}
    for name, address in pages.items():
        client, began = insider if name.startswith("desk") else reader, clock()
        answer = client.get(address, HTTP_HOST="127.0.0.1")
        took[name] = (clock() - began) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{address} answers {answer.status_code}")
    return took


def print_table(few, many):
    print(f"\n{'page':28}{'ms at 1k':>10}{'ms at 1M':>10}{'ratio':>8}{'first time':>12}")
    for name, (_first, before) in few.items():
        first, after = many[name]
        verdict = "  GROWS" if after > before * MOST else ""
        print(f"{name:28}{before:10.1f}{after:10.1f}{after / before:8.2f}{first:12.1f}{verdict}")
    print(f"\nNeeded: at most {MOST} × what it cost at a thousand.")


if __name__ == "__main__":
    main()
