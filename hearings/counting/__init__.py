"""The counts of the register (`ProposalCount`), kept in step by triggers of the database.

Whatever changes a proposal changes its count in the same transaction: a door, a bulk update, a
statement typed at the database's own prompt. There is one exception: INSERT OR REPLACE on SQLite
takes a row away without a trigger, unless recursive_triggers is on. Such a drift, as where
somebody wrote the counts themselves, is found by `manage.py recount`.

Table and triggers are made after every `migrate`, not by a migration: SQLite forgets the triggers
of a table that a later migration rebuilds, and here they come back by themselves.
"""
