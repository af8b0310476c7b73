from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from attachments.orphans import sweep


class Command(BaseCommand):
    """Run daily: deletes stored files that no photo or document names any more."""

    help = "Deletes stored files older than a day that no photo or document names any more."

    def handle(self, *args, **options):
        count = sweep()
        self.stdout.write(_("Files deleted: %(count)s") % {"count": count})
