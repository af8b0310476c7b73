from django.core.management.base import BaseCommand

from hearings.models import EntryDraft, Proposer


class Command(BaseCommand):
    help = (
        "Erases names, telephones and e-mails of proposers whose matter was closed longer ago "
        "than personal data is kept, and forgotten drafts of clerks. Run it every night."
    )

    def handle(self, *args, **options):
        erased, _rows = Proposer.objects.expired().delete()
        EntryDraft.objects.expired().delete()
        self.stdout.write(f"Erased: {erased}")
