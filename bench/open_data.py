"""A million rows taken home: how soon the first byte comes, and what it costs the server."""

import http.client
import os
import time
from pathlib import Path

from django.db import connection

from hearings.models import Proposal

ROWS = int(os.environ.get("BENCH_ROWS") or 1_000_000)
# A year of its own, so that no number stands twice.
YEAR = 1999
MEGABYTE = 1024 * 1024
ROUNDS = 20


def fill(rows=ROWS):
    """So many published proposals more, copied from one in a single statement."""
    model = Proposal.objects.public().filter(decision=None).order_by("pk").first()
    columns = [column.column for column in Proposal._meta.concrete_fields if column.column != "id"]
    own = {
        "number": f"'{YEAR}-' || substr(cast(10000000 + n.i as varchar(20)), 2)",
        "receipt_digest": "'bench ' || cast(n.i as varchar(20))",
        "intent": "null",
    }
    values = ", ".join(own.get(column, f"p.{column}") for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO hearings_proposal ({', '.join(columns)}) "  # noqa: S608
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) "
            f"SELECT {values} FROM n, hearings_proposal p WHERE p.id = %s",
            [rows, model.pk],
        )
        cursor.execute("ANALYZE")


def measure(port, server):
    """Print what the file and a page far on cost; `server` is the process of gunicorn."""
    print(f"\nA file of {ROWS} proposals more …", flush=True)
    fill()
    ask(port, "/data/villages.csv")
    before = memory(server)
    first, seconds, size, most = download(port, "/data/proposals.csv", server)
    print(f"first byte        {first:6.2f} s")
    print(f"whole file        {seconds:6.1f} s, {size / MEGABYTE:.0f} MB")
    print(f"memory of workers {before:6.0f} MB before, at most {most:.0f} MB meanwhile")
    near, far = (
        pace(port, f"/api/v1/proposals/?year={YEAR}&after={YEAR}-{place:07d}")
        for place in (1, ROWS - 200)
    )
    print(f"page of 100 rows  {near * 1000:6.1f} ms, the last one {far * 1000:.1f} ms")


def download(port, path, server):
    """Seconds to the first byte and to the last, bytes, and the most memory meanwhile."""
    connection, began = http.client.HTTPConnection("127.0.0.1", port, timeout=600), time.monotonic()
    connection.request("GET", path)
    answer = connection.getresponse()
    size, most, first = len(answer.read(1)), 0, time.monotonic() - began
    while piece := answer.read(MEGABYTE):
        size += len(piece)
        most = max(most, memory(server))
    connection.close()
    return first, time.monotonic() - began, size, most


def pace(port, path):
    """Seconds for one answer, as the quickest of several."""
    seen = []
    for _round in range(ROUNDS):
        began = time.monotonic()
        ask(port, path)
        seen.append(time.monotonic() - began)
    return min(seen)


def ask(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path} answers {answer.status}")


def memory(server):
    """The resident memory of the server's workers together, in megabytes."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return sum(resident(child) for child in children)


def resident(process):
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
