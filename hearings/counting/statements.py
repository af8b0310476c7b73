"""What the database is told: how a proposal is counted in, and how it is counted out."""
# ruff: noqa: S608, every name put into a statement is one of ours

from hashlib import sha256

from hearings.models import Proposal, ProposalCount
from hearings.models.choices import Status

REGISTER, COUNTS = Proposal._meta.db_table, ProposalCount._meta.db_table
PARTS = [
    field.column for field in ProposalCount._meta.fields if field.column not in ("cell", "count")
]
_YEAR = {
    "sqlite": "CAST(substr({}.received_on, 1, 4) AS integer)",
    "postgresql": "CAST(extract(year FROM {}.received_on) AS integer)",
}
# Who changes several counts, proposal by proposal, could meet another who changes the same ones in
# another order: each would wait for the other. So on PostgreSQL the first one holds all the counts
# until the end of its transaction. SQLite lets nobody else write anyway.
IN_TURN = f"PERFORM pg_advisory_xact_lock(hashtext('{COUNTS}'));"
# The columns of a proposal that its place in the counts depends on.
_READ = [*(part for part in PARTS if part != "year"), "received_on", "published_at"]


class Statements:
    """For one kind of database. `row` is the name under which a statement knows a proposal."""

    def __init__(self, vendor):
        self.year = _YEAR[vendor]

    def is_counted(self, row):
        """Whether everybody may read it, as `proposal_is_public` says."""
        return f"({row}.published_at IS NOT NULL AND {row}.status <> '{Status.DECLINED.value}')"

    def parts(self, row):
        """What is the same for all proposals of one count."""
        return [self.year.format(row) if name == "year" else f"{row}.{name}" for name in PARTS]

    def cell(self, row):
        texts = (f"coalesce(CAST({part} AS varchar(20)), '')" for part in self.parts(row))
        return " || '/' || ".join(texts)

    def count_in(self, row):
        return f"""
            INSERT INTO {COUNTS} (cell, {", ".join(PARTS)}, count)
            SELECT {self.cell(row)}, {", ".join(self.parts(row))}, 1 WHERE {self.is_counted(row)}
            ON CONFLICT (cell) DO UPDATE SET count = {COUNTS}.count + 1;
        """

    def count_out(self, row):
        return f"""
            UPDATE {COUNTS} SET count = count - 1
            WHERE cell = {self.cell(row)} AND {self.is_counted(row)};
            DELETE FROM {COUNTS} WHERE cell = {self.cell(row)} AND count = 0;
        """

    def fill(self):
        """Of the register as it stands."""
        groups = ", ".join(str(place) for place in range(1, len(PARTS) + 2))
        return f"""
            INSERT INTO {COUNTS} (cell, {", ".join(PARTS)}, count)
            SELECT {self.cell("p")}, {", ".join(self.parts("p"))}, count(*) FROM {REGISTER} p
            WHERE {self.is_counted("p")} GROUP BY {groups}
        """

    def differing(self):
        """Each cell with the count that is kept and the right one, where they differ.

        One statement, so that nobody changes the register between two looks at it.
        """
        return f"""
            SELECT cell, sum(kept), sum(counted) FROM (
                SELECT cell, count AS kept, 0 AS counted FROM {COUNTS}
                UNION ALL
                SELECT {self.cell("p")}, 0, count(*) FROM {REGISTER} p
                WHERE {self.is_counted("p")} GROUP BY 1
            ) AS sides GROUP BY cell HAVING sum(kept) <> sum(counted) ORDER BY cell
        """

    def moved(self):
        """Whether the change of a proposal may lead it to another count."""
        old, new = (", ".join(f"{row}.{name}" for name in _READ) for row in ("OLD", "NEW"))
        return f"({old}) IS NOT ({new})"

    def added_up(self, tables):
        """What the rows of these tables together do to each count.

        A table counts in or out: its name with 1 or -1.
        """
        rows = " UNION ALL ".join(
            f"SELECT {', '.join(_READ)}, {by} AS by_one FROM {table}"
            for table, by in tables.items()
        )
        parts = ", ".join(
            f"{part} AS {name}" for part, name in zip(self.parts("p"), PARTS, strict=True)
        )
        groups = ", ".join(str(place) for place in range(1, len(PARTS) + 2))
        return f"""
            SELECT {self.cell("p")} AS cell, {parts}, sum(p.by_one) AS difference
            FROM ({rows}) p WHERE {self.is_counted("p")}
            GROUP BY {groups} HAVING sum(p.by_one) <> 0
        """


def triggers(vendor):
    """What keeps the counts in step, by name, each as the statements that make it.

    A name ends with a mark of what is done: what a newer version does otherwise has another name,
    so `migrate` makes it, and takes away what did it before.
    """
    return dict({"sqlite": _on_sqlite, "postgresql": _on_postgresql}[vendor](Statements(vendor)))


def _named(deed, *statements):
    """A name, and the statements with it in the place of {name}."""
    mark = sha256("".join(statements).encode()).hexdigest()[:8]
    name = f"{COUNTS}_{deed}_{mark}"
    return name, [statement.replace("{name}", name) for statement in statements]


def _on_sqlite(of):
    def trigger(deed, when, does, columns=""):
        return _named(
            deed.lower(),
            f"CREATE TRIGGER {{name}} AFTER {deed} {columns} ON {REGISTER} {when} BEGIN {does} END",
        )

    yield trigger("INSERT", f"WHEN {of.is_counted('NEW')}", of.count_in("NEW"))
    yield trigger("DELETE", f"WHEN {of.is_counted('OLD')}", of.count_out("OLD"))
    changed = of.count_in("NEW") + of.count_out("OLD")
    yield trigger("UPDATE", f"WHEN {of.moved()}", changed, f"OF {', '.join(_READ)}")


def _on_postgresql(of):
    """One trigger for each deed; what empties the register at a stroke empties the counts.

    The rows of a statement are added up first. So a count is written once however many they are:
    in one transaction each more writing of it would have to pass over all those before.
    """
    new, old = {"new_rows": 1}, {"old_rows": -1}
    yield _kept(of, "INSERT", new)
    yield _kept(of, "DELETE", old)
    yield _kept(of, "UPDATE", new | old)
    yield _calls("TRUNCATE", f"BEGIN DELETE FROM {COUNTS}; RETURN NULL; END")


def _kept(of, deed, tables):
    values = ", ".join(f"changed.{part}" for part in PARTS)
    # A count that is wrong already never stops a clerk: it ends at 0, and `recount` names it.
    does = f"""
        DECLARE changed record;
        BEGIN
            FOR changed IN {of.added_up(tables)} LOOP
                {IN_TURN}
                IF changed.difference > 0 THEN
                    INSERT INTO {COUNTS} (cell, {", ".join(PARTS)}, count)
                    VALUES (changed.cell, {values}, changed.difference)
                    ON CONFLICT (cell) DO UPDATE SET count = {COUNTS}.count + changed.difference;
                ELSE
                    UPDATE {COUNTS} SET count = greatest(count + changed.difference, 0)
                    WHERE cell = changed.cell;
                    DELETE FROM {COUNTS} WHERE cell = changed.cell AND count = 0;
                END IF;
            END LOOP;
            RETURN NULL;
        END
    """
    seen = " ".join(f"{table.partition('_')[0].upper()} TABLE AS {table}" for table in tables)
    return _calls(deed, does, f"REFERENCING {seen}")


def _calls(deed, does, seeing=""):
    """A function, and the trigger that calls it once for each statement."""
    return _named(
        deed.lower(),
        f"CREATE OR REPLACE FUNCTION {{name}}() RETURNS trigger LANGUAGE plpgsql AS $$ {does} $$",
        f"CREATE TRIGGER {{name}} AFTER {deed} ON {REGISTER} {seeing} "
        "FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    )
