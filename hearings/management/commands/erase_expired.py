from django.core.management.base import BaseCommand

from groups.models import Deletion
from hearings.models import Proposer


class Command(BaseCommand):
    help = (
        "Erases names, telephones and e-mails of proposers whose matter was closed longer ago "
        "than personal data is kept, and what was deleted more than 30 days ago. Run it every "
        "night."
    )

    def handle(self, *args, **options):
        erased, _rows = Proposer.objects.expired().delete()
        emptied = Deletion.objects.expired().empty()
        self.stdout.write(f"Erased: {erased}; deleted records forgotten: {emptied}")
