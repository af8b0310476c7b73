import os

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from aimak_portal.demo import ForeignDatabase, holds_anything, load


class Command(BaseCommand):
    help = (
        "Load the demonstration data and the accounts clerk, treasurer, head and deputy. Needs an "
        "empty or a demonstration database; a second run adds nothing. The accounts get the "
        "password in DEMO_PASSWORD, or random ones that are printed once."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--sample",
            action="store_true",
            help="also invented years around today, and a notice of it on every page",
        )
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing where the database holds anything",
        )

    def handle(self, *args, sample, if_empty, **options):
        if if_empty and holds_anything():
            self.stdout.write("The database is not empty: no demonstration data was loaded.")
            return
        password = os.environ.get("DEMO_PASSWORD", "")
        with translation.override("en"):
            try:
                load(sample=sample, password=password, say=self.stdout.write)
            except ForeignDatabase as refusal:
                raise CommandError(str(refusal)) from refusal
