"""Moving the portal to another database, of the same kind or the other one."""

from dataclasses import dataclass

from django.db import transaction

from .move_ends import (
    MoveProblem,
    check_empty,
    check_schema,
    foreign_tables,
    make_tables,
    only_read,
    opened,
    portal_tables,
    snapshot,
)
from .move_numbers import continue_with, next_number
from .move_rows import (
    Tally,
    filled,
    in_batches,
    json_places,
    read,
    read_as_stored,
    with_ordered_json,
    write,
)

# A line for every so many rows of a long table: the operator sees that it goes on.
TOLD_EVERY = 10_000


@dataclass
class Figures:
    """What a table holds, in numbers that differ when the tables do."""

    rows: int
    total: int
    filled: dict
    next_number: int | None


def move_database(source, target, say):
    """Copies every row of one database into another, empty one, and compares the two.

    Both are given as Django's settings of a database. The source is only read, in one snapshot.
    The target gets everything or, whatever fails, no row. Returns the number of rows per table.
    """
    with opened("move_source", only_read(source)) as old, opened("move_target", target) as new:
        check_empty(new)
        with snapshot(old):
            check_schema(old)
            if foreign := foreign_tables(old):
                say(f"Left out, no tables of this portal: {', '.join(foreign)}")
            say("Making the tables.")
            make_tables(new)
            check_schema(new)
            with transaction.atomic(using=new.alias):
                copied = copy(old, new, say)
                say("Comparing both databases.")
                new.check_constraints()
                compare(copied, new)
    return {table: figures.rows for table, figures in copied.items()}


def copy(old, new, say):
    """Copies table by table, in no particular order: references are checked at the end."""
    models = portal_tables(old)
    copied = {}
    for place, (table, model) in enumerate(sorted(models.items()), start=1):
        tally = copy_rows(model, old, new, lambda rows, table=table: say(f"  {table}: {rows:,} …"))
        copied[table] = figures_of(model, old, tally)
        continue_with(model, new, copied[table].next_number)
        say(f"{place} of {len(models)}: {table}, rows: {tally.rows:,}")
    return copied


def copy_rows(model, old, new, tell):
    tally = Tally()
    texts = json_places(model)
    for batch in in_batches(read_as_stored(model, old.alias)):
        for row in batch:
            tally.add(with_ordered_json(row, texts))
        write(model, batch, new.alias)
        if tally.rows % TOLD_EVERY == 0:
            tell(tally.rows)
    return tally


def figures_of(model, connection, tally):
    return Figures(
        rows=tally.rows,
        total=tally.total,
        filled=filled(model, connection.alias),
        next_number=next_number(model, connection),
    )


def compare(copied, new):
    """Reads all that was written and refuses it when one value differs."""
    models = portal_tables(new)
    unlike = [table for table in copied if read_back(models[table], new) != copied[table]]
    if unlike:
        raise MoveProblem(
            f"Not everything arrived as it was: {', '.join(unlike)}. All of it was taken back."
        )


def read_back(model, new):
    tally = Tally()
    for row in read(model, new.alias):
        tally.add(row)
    return figures_of(model, new, tally)
