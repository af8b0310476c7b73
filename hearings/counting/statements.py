"""What the database is told: how a proposal is counted in, and how it is counted out."""
# ruff: noqa: S608, every name put into a statement is one of ours

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
# The columns of a proposal that its place in the counts depends on.
_READ = [*(part for part in PARTS if part != "year"), "received_on", "published_at"]


class Statements:
    """For one kind of database. `row` is the name under which a statement knows a proposal."""

    def __init__(self, vendor):
        self.year = _YEAR[vendor]

    def is_counted(self, row):
        """Whether everybody may read it, as `IS_PUBLIC` says of the register."""
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

    def moved(self, different):
        """Whether the change of a proposal may lead it to another count."""
        old, new = (", ".join(f"{row}.{name}" for name in _READ) for row in ("OLD", "NEW"))
        return f"({old}) {different} ({new})"


def triggers(vendor):
    """What keeps the counts in step, by name, each as the statements that make it."""
    return {"sqlite": _on_sqlite, "postgresql": _on_postgresql}[vendor](Statements(vendor))


def _on_sqlite(of):
    def trigger(deed, when, does):
        name = f"{COUNTS}_{deed.split()[0].lower()}"
        return name, [f"CREATE TRIGGER {name} AFTER {deed} ON {REGISTER} {when} BEGIN {does} END"]

    return dict(
        [
            trigger("INSERT", f"WHEN {of.is_counted('NEW')}", of.count_in("NEW")),
            trigger("DELETE", f"WHEN {of.is_counted('OLD')}", of.count_out("OLD")),
            trigger(
                f"UPDATE OF {', '.join(_READ)}",
                f"WHEN {of.moved('IS NOT')}",
                of.count_in("NEW") + of.count_out("OLD"),
            ),
        ]
    )


def _on_postgresql(of):
    """One function for all deeds; what empties the register at a stroke empties the counts."""
    keep, empty = f"{COUNTS}_keep", f"{COUNTS}_empty"
    function = "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $$ {} $$"
    # Two clerks who move proposals between the same counts lock these in the same order.
    moves = f"""
        IF {of.cell("OLD")} < {of.cell("NEW")}
        THEN {of.count_out("OLD")} {of.count_in("NEW")}
        ELSE {of.count_in("NEW")} {of.count_out("OLD")} END IF;
    """
    kept = f"""
        BEGIN
            IF TG_OP = 'INSERT' THEN {of.count_in("NEW")}
            ELSIF TG_OP = 'DELETE' THEN {of.count_out("OLD")}
            ELSIF {of.moved("IS DISTINCT FROM")} THEN {moves} END IF;
            RETURN NULL;
        END
    """
    return {
        keep: [
            function.format(keep, kept),
            f"CREATE TRIGGER {keep} AFTER INSERT OR DELETE OR UPDATE OF {', '.join(_READ)} "
            f"ON {REGISTER} FOR EACH ROW EXECUTE FUNCTION {keep}()",
        ],
        empty: [
            function.format(empty, f"BEGIN DELETE FROM {COUNTS}; RETURN NULL; END"),
            f"CREATE TRIGGER {empty} AFTER TRUNCATE ON {REGISTER} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {empty}()",
        ],
    }
