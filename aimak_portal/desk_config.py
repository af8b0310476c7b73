from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin with the clerk's desk as its site."""

    default_site = "aimak_portal.desk.Desk"
