"""Permissions in the reader's language; the database keeps their names in English."""

from django.utils.translation import gettext

ACTIONS = {
    "add": lambda: gettext("Add"),
    "change": lambda: gettext("Change"),
    "delete": lambda: gettext("Delete"),
    "view": lambda: gettext("View"),
}


def permission_label(permission):
    """Which desk, which paper, what may be done with it: «Угуулар | угуу | Кошуу»."""
    return f"{permission.content_type} | {_deed(permission)}"


def _deed(permission):
    action, _, model = permission.codename.partition("_")
    if action in ACTIONS and model == permission.content_type.model:
        return ACTIONS[action]()
    # A permission of our own: its name is the English sentence of the model's Meta.
    return gettext(permission.name)
