from django.core.management.base import BaseCommand, CommandError

from aimak_portal.backup import BackupProblem, make_backup


class Command(BaseCommand):
    help = "Write the database and all files into one backup file, while the portal works."

    def add_arguments(self, parser):
        parser.add_argument("directory", nargs="?", help="default: backups in DATA_DIR")

    def handle(self, *args, directory=None, **options):
        try:
            path = make_backup(directory)
        except (BackupProblem, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(str(path))
