from django.core.management.base import BaseCommand

from aimak_portal.roles import ROLES, sync_roles


class Command(BaseCommand):
    """Give the roles exactly the rights of the table in `aimak_portal/roles.py`."""

    help = "Give the roles exactly the rights of the table in aimak_portal/roles.py."

    def handle(self, *args, **options):
        sync_roles()
        self.stdout.write(f"Roles are up to date: {', '.join(ROLES)}")
