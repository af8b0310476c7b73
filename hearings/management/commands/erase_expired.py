from django.core.management.base import BaseCommand

from groups.erasing import complete_ledger, erase, settle
from groups.models import Deletion, Erasure
from hearings.models import EntryDraft, HearingUpload, Proposer


class Command(BaseCommand):
    help = (
        "Erases names, telephones and e-mails of proposers whose matter was closed longer ago "
        "than personal data is kept, forgets what was deleted more than 30 days ago, forgotten "
        "drafts of clerks, and Excel files of hearings that nobody took in. Run it every night."
    )

    def handle(self, *args, **options):
        expired = Proposer.objects.expired().values_list("pk", flat=True)
        erased = erase(Proposer, expired, why=Erasure.Why.TERM)
        self.stdout.write(f"Erased: {erased}")
        self.stdout.write(f"Deleted records forgotten: {Deletion.objects.expired().empty()}")
        EntryDraft.objects.expired().delete()
        emptied = HearingUpload.objects.abandoned().empty()
        self.stdout.write(f"Emptied files: {emptied}")
        complete_ledger()
        settle()
