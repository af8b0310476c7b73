from django.core.management.base import BaseCommand, CommandError

from aimak_portal.backup import BackupProblem, restore_backup


class Command(BaseCommand):
    help = "Put a backup in the place of this portal's database and files. Stop the portal first."
    # The database may still be empty, even of tables.
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument(
            "--replace", action="store_true", help="overwrite what this portal holds"
        )

    def handle(self, *args, file, replace=False, **options):
        try:
            manifest = restore_backup(file, replace=replace)
        except (BackupProblem, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"Restored the backup of {manifest['made_at']}: {sum(manifest['rows'].values())} rows, "
            f"{len(manifest['members']) - 1} files."
        )
