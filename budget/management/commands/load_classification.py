from pathlib import Path

from django.core.management.base import BaseCommand

from budget.classification import FILE, load_classification


class Command(BaseCommand):
    """Bring the codes of the budget classification into the database, or up to date."""

    help = "Load the budget classification from its data file. A second run changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--file", type=Path, default=FILE, help="Another file of this shape.")

    def handle(self, *args, file, **options):
        changed = load_classification(file)
        self.stdout.write(f"Classification codes new or changed: {changed}")
