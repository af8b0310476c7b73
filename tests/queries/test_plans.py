"""No public page reads or sorts the register as a whole (bars.md P9): the database's own plans.

A few rows are enough: what is looked at is not what the database would do with so few, but whether
it has another way at all.
"""

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import translation

from hearings.models import Proposal
from tests.aimak_portal.routes import body
from tests.queries.register import Register
from tests.queries.test_public_pages import MOST, addresses

pytestmark = [pytest.mark.django_db, pytest.mark.stress]

# The tables that have many rows for each proposal that anybody ever made.
LARGE = {"hearings_proposal", "hearings_proposalstep", "hearings_historicalproposal"}
SORTED = "USE TEMP B-TREE FOR ORDER BY"
NAMED = re.compile(r'(?:FROM|JOIN) "(\w+)"(?: ((?!LEFT|INNER|ON|WHERE|GROUP|ORDER)\w+))?')
# Reports add up what nobody keeps, and keep what they added up.
PAGES = [page for page in MOST if not page.startswith("passport")]


class Asked:
    """A question to the database, with the plan that it made for it."""

    def __init__(self, sql, parameters):
        self.sql, self.parameters = sql, parameters
        named = [(alias or table, table) for table, alias in NAMED.findall(sql)]
        # Two parts of a query may give the same name to two tables.
        others = {name for name, table in named if table not in LARGE}
        self.large = {name for name, table in named if table in LARGE} - others

    def reads_all(self):
        """The lines of the plan that go through a large table from end to end."""
        explain, look = {
            "sqlite": ("EXPLAIN QUERY PLAN", self._read_by_sqlite),
            "postgresql": ("EXPLAIN (COSTS OFF)", self._read_by_postgresql),
        }[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(f"{explain} {self.sql}", self.parameters)
            return list(look(cursor.fetchall()))

    def _read_by_sqlite(self, plan):
        sorted_parts = {part for _id, part, _, line in plan if line == SORTED}
        for _id, part, _, line in plan:
            how, name, *rest = line.split()
            if name not in self.large:
                continue
            # In the order of an index it stops after the rows of a page.
            in_order = "INDEX" in rest and "LIMIT" in self.sql and part not in sorted_parts
            by_a_property = part in sorted_parts and "INDEX proposals_of" in line
            if (how == "SCAN" and not in_order) or by_a_property:
                yield line

    def _read_by_postgresql(self, plan):
        """What it would sort of so few rows says nothing; for that we look at SQLite."""
        lines = [line for (line,) in plan]
        for place, line in enumerate(lines):
            found = re.search(r"(Seq|Index|Index Only) Scan .*?on (\w+)", line)
            if not found or found.group(2) not in LARGE:
                continue
            looked_up = any("Index Cond" in each for each in lines[place + 1 : place + 2])
            if found.group(1) == "Seq" or not (looked_up or goes_elsewhere(lines, place)):
                yield line


def goes_elsewhere(lines, place):
    """Whether what PostgreSQL reads in this line is not counted or added up."""
    depth = indent(lines[place])
    for above in reversed(lines[:place]):
        if indent(above) < depth and ("->" in above or above is lines[0]):
            depth = indent(above)
            if "Limit" in above or "Aggregate" in above:
                return "Limit" in above
    return True


def indent(line):
    return len(line) - len(line.lstrip())


def asked_by(deed):
    """What is asked of the database meanwhile."""
    questions = []

    def watch(execute, sql, parameters, many, context):
        if sql.startswith("SELECT"):
            questions.append(Asked(sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(watch):
        deed()
    return questions


def visit(address):
    return lambda: body(Client().get(address))


def without_an_easy_way():
    """On PostgreSQL a small table is soonest read from end to end; here we want the other way.

    It is told that the large tables are large: else what it noted of them while they were empty,
    after another test, would decide.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for easy in ("seqscan", "hashjoin", "mergejoin"):
                cursor.execute(f"SET LOCAL enable_{easy} = off")
            cursor.execute(
                "UPDATE pg_class SET reltuples = 1000000, relpages = 1 WHERE relname = ANY(%s)",
                [list(LARGE)],
            )


@pytest.fixture(scope="module")
def questions(django_db_setup, django_db_blocker):
    """What each page asks."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("ky"):
        places = addresses(Register(30).fill())
        without_an_easy_way()
        found = {page: asked_by(visit(places[page])) for page in PAGES}
        yield {
            page: [(each.sql, each.reads_all()) for each in asked] for page, asked in found.items()
        }
        transaction.set_rollback(True)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_looks_up_what_it_shows(questions, page):
    assert [(sql, lines) for sql, lines in questions[page] if lines] == []


WHOLE = [
    lambda: Proposal.objects.public().count(),
    pytest.param(
        lambda: list(Proposal.objects.public().order_by("-decision__on", "-number")[:5]),
        marks=pytest.mark.sqlite,
    ),
]


@pytest.mark.parametrize("way", WHOLE, ids=["counted", "sorted"])
def test_a_question_that_reads_the_register_is_noticed(questions, way):
    assert any(each.reads_all() for each in asked_by(way))
