"""What a search costs at a million proposals, beside the page of one: `python -m bench.search`.

On SQLite, or on the database that DATABASE_URL names, which has to be an empty one. Both pages
are asked in this process in turns, so that whatever else the machine does befalls them all.
"""

import io
import statistics
import tempfile
import time

from bench.__main__ import prepare_environment

ROWS = 1_000_000
MOST = 5
ROUNDS = 15
# One proposal in the middle of the register says this, none says that.
RARE, ABSENT, COMMON = "китепкана", "жылкычылык", "балдар"
# By language: the beginning of a word, as people type it.
TEXTS = (
    "Айылыбыздын борбордук көчөсүнө жарык орнотулса, балдар мектептен коопсуз кайтышат",
    "Отремонтировать дорогу к школе и поставить знаки: весной по ней нельзя проехать",
    "Таза суу түтүгүн оңдоп, балдар бакчасына чейин жеткирип бериңиздер",
)


def main():
    with tempfile.TemporaryDirectory(prefix="aimak-bench-") as data_dir:
        prepare_environment(data_dir)
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        print("Filling a portal on", connection.vendor, "…", flush=True)
        call_command("migrate", verbosity=0)
        call_command("load_demo", "--if-empty", "--sample", stdout=io.StringIO())
        call_command("collectstatic", verbosity=0, interactive=False)
        one = multiply(connection)
        print_table(measure(pages(one)))


def multiply(connection):
    """A million more proposals like the newest decided one, each with the step of its decision.

    Returns the address of that one.
    """
    from django.apps import apps

    from hearings.models import Proposal, ProposalStep
    from language import word_index

    one = Proposal.objects.public().decided().newest_first().first()
    started = time.monotonic()
    with connection.cursor() as cursor:
        # The index is sooner made of all of them at once, as after a restore.
        for model in (Proposal, ProposalStep):
            word_index.take_away(connection, model)
        cursor.execute(*_copies(one, _like_proposals()))
        cursor.execute(*_copies(one.decision, _like_decisions()))
        print(f"{ROWS} proposals after {time.monotonic() - started:.0f} s", flush=True)
        word_index.keep_up(apps.get_app_config("hearings"), using="default")
        print(f"Index of words after {time.monotonic() - started:.0f} s", flush=True)
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    print(f"Ready after {time.monotonic() - started:.0f} s", flush=True)
    return one.get_absolute_url()


def _like_proposals():
    """What is another in each copy, by column: SQL of the place n, and what it is given."""
    number = "'1999-' || (1000000 + n)"
    words, given = _said(folded=True)
    return {
        "id": ("1000000 + n", []),
        "number": (number, []),
        "text": _said(folded=False),
        "search_text": (f"{number} || ' ' || {words}", given),
        "receipt_digest": ("'bench ' || n", []),
        "intent": ("NULL", []),
        "decision_id": ("NULL", []),
        "status": ("'published'", []),
    }


def _like_decisions():
    return {
        "id": ("1000000 + n", []),
        "proposal_id": ("1000000 + n", []),
        "reason_ky": _said(folded=False),
        "search_text": _said(folded=True),
    }


def _said(*, folded):
    """One of the texts with its place, in one of all of them with the rare word."""
    from language.folding import fold

    texts = [fold(text) if folded else text for text in TEXTS]
    words = [f"CASE n %% {len(TEXTS)}", *(f"WHEN {place} THEN %s" for place in range(3)), "END"]
    rare = f"CASE n WHEN {ROWS // 2} THEN %s ELSE '' END"
    return f"{' '.join(words)} || ' (' || n || ')' || {rare}", [*texts, f" {RARE}"]


def _copies(record, values):
    """One statement, and what it is given: written one by one they would take an hour."""
    table, columns = record._meta.db_table, [each.column for each in record._meta.concrete_fields]
    # A column may be called as a word of the language is: "on".
    chosen = [values.get(column, (f'"{column}"', [])) for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    cells = ", ".join(sql for sql, _given in chosen)
    sql = f"""
        INSERT INTO {table} ({names})
        WITH RECURSIVE counted(n) AS
            (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {ROWS})
        SELECT {cells} FROM counted, {table} WHERE id = %s
    """  # noqa: S608, the names are our own
    return sql, [value for _sql, given in chosen for value in given] + [record.pk]


def pages(one):
    search, register = "/ky/search/?q=", "/ky/proposals/?q="
    words = {"rare": RARE, "common": COMMON, "absent": ABSENT, "number": "1999-1777777"}
    words |= {"two common": "балдар мектеп", "two letters": "су", "two letters, absent": "жё"}
    return {
        "one proposal": one,
        **{f"search, {what}": search + word for what, word in words.items()},
        **{f"register, {what}": register + word for what, word in words.items()},
    }


def measure(pages):
    """Milliseconds of each page, the median of rounds in which they take turns."""
    from django.test import Client

    client, seen = Client(), {name: [] for name in pages}
    for turn in range(ROUNDS + 1):
        for name, address in pages.items():
            started = time.perf_counter()
            answer = client.get(address, HTTP_HOST="127.0.0.1")
            took = time.perf_counter() - started
            if answer.status_code != 200:
                raise SystemExit(f"{address} answers {answer.status_code}")
            # What is done once in the life of a process is no cost of a page.
            if turn:
                seen[name].append(took * 1000)
    return {name: statistics.median(values) for name, values in seen.items()}


def print_table(took):
    print(f"\n{'page':32}{'ms':>9}{'× one proposal':>16}")
    for name, milliseconds in took.items():
        ratio = milliseconds / took["one proposal"]
        verdict = "  TOO SLOW" if ratio > MOST else ""
        print(f"{name:32}{milliseconds:9.1f}{ratio:16.1f}{verdict}")
    print(f"\nNeeded: at most {MOST} × the page of one proposal.")


if __name__ == "__main__":
    main()
