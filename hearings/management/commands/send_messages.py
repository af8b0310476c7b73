from django.core.management.base import BaseCommand

from hearings.outbox import send_due


class Command(BaseCommand):
    help = (
        "Sends the messages to proposers that are due, at most one an hour to one address. "
        "Run it every five minutes."
    )

    def handle(self, *args, **options):
        sent = send_due(self.stdout.write)
        self.stdout.write(f"Sent: {sent}")
