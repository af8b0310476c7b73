import sys

from django.core.management.base import BaseCommand

from groups.history.resealing import NotWhole, reseal
from groups.history.verifying import verify


class Command(BaseCommand):
    help = (
        "Compare every record with its history, and every row of history with its seal. Names "
        "what was changed past the portal and then ends with 1. Run it every night."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--reseal",
            action="store_true",
            help="seal all history with the present SECRET_KEY, if all of it is whole",
        )

    def handle(self, *args, **options):
        anew = options["reseal"]
        findings = self._resealed() if anew else list(verify(self.stderr.write))
        for finding in findings:
            self.stdout.write(str(finding))
        if findings:
            self.stdout.write(f"Does not match: {len(findings)}")
            sys.exit(1)
        self.stdout.write("The history is whole.")

    def _resealed(self):
        try:
            reseal(self.stderr.write)
        except NotWhole as problem:
            return problem.findings
        return []
