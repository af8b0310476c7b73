from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from aimak_portal.signin import factor, trace


class Command(BaseCommand):
    """Take the second factor away from somebody who lost the telephone and the back-up codes."""

    help = (
        "Take the second factor away from an account whose owner lost both the telephone and the "
        "back-up codes. Its sessions end; the password stays."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *args, username, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account “{username}”.")
        if factor.of(user) is None:
            raise CommandError(f"The account “{username}” has no second factor.")
        factor.take_away(user)
        trace.taken_away(username, "the operator")
        self.stdout.write(f"The second factor of {username} was taken away.")
