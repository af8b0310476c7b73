from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    """People: the aimak, its villages, initiative groups and deputies."""

    name = "groups"
    verbose_name = _("Aimak and initiative groups")
