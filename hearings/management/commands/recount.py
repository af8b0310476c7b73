import sys

from django.core.management.base import BaseCommand

from hearings.counting.keeping import count_anew, drift


class Command(BaseCommand):
    help = (
        "Compare the counts of the register with the register itself. What differs is named and "
        "put right, and the command ends with 1. Run it every night."
    )

    def handle(self, *args, **options):
        found = drift()
        if not found:
            self.stdout.write("The counts are right.")
            return
        for each in found:
            self.stdout.write(str(each))
        count_anew()
        self.stdout.write(f"Counts put right: {len(found)}")
        sys.exit(1)
