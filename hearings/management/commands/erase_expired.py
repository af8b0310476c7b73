from django.core.management.base import BaseCommand

from groups.erasing import complete_ledger, erase, settle
from groups.models import Erasure
from hearings.models import Proposer


class Command(BaseCommand):
    help = (
        "Erases names, telephones and e-mails of proposers whose matter was closed longer ago "
        "than personal data is kept. Run it every night."
    )

    def handle(self, *args, **options):
        erased = erase(Proposer.objects.expired(), why=Erasure.Why.TERM)
        complete_ledger()
        settle()
        self.stdout.write(f"Erased: {erased}")
