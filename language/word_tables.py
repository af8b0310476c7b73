"""The index of words on SQLite: a table of FTS5 beside a model's own, kept in step by triggers."""
# ruff: noqa: S608, every name put into a statement is a table's of ours

from django.db import transaction

# What a trigram needs. Shorter words have none.
LETTERS = 3
# An expression of FTS5 is parsed into a tree; this many leaves narrow more than enough.
MOST_TRIGRAMS = 60


def table_of(model):
    """The table of the index; those in which FTS5 keeps it begin with the same name."""
    return f"{model._meta.db_table}_words"


def make(connection, model):
    """Make the index anew if a part of it is missing or is an older version's; then fill it."""
    words = table_of(model)
    parts = _parts(words, model._meta.db_table)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        # SQLite keeps each statement as it was written.
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE %s", [f"{words}%"])
        present = dict(cursor.fetchall())
        if all(present.get(name) == statement for name, statement in parts.items()):
            return
        drop(connection, model)
        for statement in parts.values():
            cursor.execute(statement)
        cursor.execute(f"""INSERT INTO "{words}"("{words}") VALUES ('rebuild')""")


def drop(connection, model):
    words = table_of(model)
    with connection.cursor() as cursor:
        for deed in ("insert", "delete", "update"):
            cursor.execute(f'DROP TRIGGER IF EXISTS "{words}_{deed}"')
        cursor.execute(f'DROP TABLE IF EXISTS "{words}"')


def settle(connection, model):
    """Write the index anew, without what was changed or deleted since the last time.

    Until then the letters of an erased text stay there, marked as gone. Takes some seconds at a
    million records.
    """
    words = table_of(model)
    with connection.cursor() as cursor:
        cursor.execute(f"""INSERT INTO "{words}"("{words}") VALUES ('optimize')""")


def rows(model, sought):
    """SQL and its parameters for the numbers of the records that the expression finds."""
    words = table_of(model)
    return f'SELECT rowid FROM "{words}" WHERE "{words}" MATCH %s', [sought]


def count(connection, model, sought, most):
    """How many records the expression finds; counted no further than needed."""
    sql, parameters = rows(model, sought)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql} LIMIT %s)", [*parameters, most])
        return cursor.fetchone()[0]


def expression(words, every=True):
    """What FTS5 is asked for records with `every` of the words, or any one; "" if it cannot tell.

    It knows which letters stand together, not the words: what it finds is looked at again.
    """
    long = [word for word in words if len(word) >= LETTERS]
    if every:
        return " AND ".join(_trigrams(long)[:MOST_TRIGRAMS])
    if len(long) < len(words):
        return ""
    return " OR ".join(f"({' AND '.join(_trigrams([word]))})" for word in long)


def _trigrams(words):
    """Every three letters in a row in a word, each once."""
    found = (
        word[start : start + LETTERS] for word in words for start in range(len(word) - LETTERS + 1)
    )
    return ['"{}"'.format(three.replace('"', '""')) for three in dict.fromkeys(found)]


def _parts(words, table):
    """The table and its triggers, by name. FTS5 is told the old text of what it has to forget."""
    forget = (
        f'INSERT INTO "{words}"("{words}", rowid, search_text) '
        "VALUES ('delete', OLD.id, OLD.search_text);"
    )
    learn = f'INSERT INTO "{words}"(rowid, search_text) VALUES (NEW.id, NEW.search_text);'
    changed = "OLD.search_text IS NOT NEW.search_text OR OLD.id IS NOT NEW.id"
    # Without the places of the words (detail) and their number (columnsize), which nobody asks
    # for. The text is folded already, so that FTS5 need not.
    options = (
        f'search_text, content="{table}", content_rowid="id", detail=none, columnsize=0, '
        'tokenize="trigram case_sensitive 1"'
    )
    deeds = {
        "insert": (f'INSERT ON "{table}"', learn),
        "delete": (f'DELETE ON "{table}"', forget),
        "update": (
            f'UPDATE OF id, search_text ON "{table}" WHEN {changed}',
            f"{forget} {learn}",
        ),
    }
    triggers = {
        f"{words}_{name}": f'CREATE TRIGGER "{words}_{name}" AFTER {deed} BEGIN {does} END'
        for name, (deed, does) in deeds.items()
    }
    return {words: f'CREATE VIRTUAL TABLE "{words}" USING fts5({options})', **triggers}
