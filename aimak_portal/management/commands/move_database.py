from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from aimak_portal.backup.move import MoveProblem, move_database
from aimak_portal.settings import database


class Command(BaseCommand):
    help = (
        "Copy everything from the portal's database into another, empty one, SQLite or PostgreSQL, "
        "and compare the two. Stop the portal first: what is entered later is not copied."
    )

    def add_arguments(self, parser):
        parser.add_argument("database_url", help="the new database, written as DATABASE_URL is")

    def handle(self, *args, database_url, **options):
        say = self.stdout.write
        try:
            rows = move_database(connection.settings_dict, database(database_url), say)
        except (MoveProblem, DatabaseError, ImproperlyConfigured, OSError) as problem:
            raise CommandError(
                f"{problem}\nNothing was moved, and the old database was only read."
            ) from problem
        say(
            f"Moved and compared: {len(rows)} tables, {sum(rows.values()):,} rows, "
            "all equal on both sides.\n"
            "\n"
            "What remains to be done:\n"
            "1. Set DATABASE_URL to the address that was given here.\n"
            "2. Start the portal and look at /health.\n"
            "3. Make a backup: earlier ones can only be restored into the old kind of database.\n"
            f"The attached files stay where they are, in DATA_DIR ({settings.DATA_DIR}).\n"
            "The old database was only read. Keep it until the backup is made."
        )
