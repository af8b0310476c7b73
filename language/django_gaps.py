"""What Django writes in English although the reader chose another language.

No catalogue can mend these places: the words are fixed in Django's code, stored in the database,
or translated once at start instead of for each reader. Each is replaced here, once, at start.
What a catalogue can mend stands in language/overrides/.
"""

from functools import wraps

from django.apps import apps
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from .history import translated_labels
from .permissions import permission_label


def fill():
    """Close every gap; called when all models are loaded."""
    _translate_permissions()
    _translate_history()
    _translate_yes_and_no()
    _translate_password_warning()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.auto_created:
            _name_link_table(model)


def _translate_permissions():
    """`Permission.name` is stored as "Can add hearing"."""
    from django.contrib.auth.models import Permission

    Permission.__str__ = wraps(Permission.__str__)(permission_label)


def _translate_history():
    """Changed fields are stored as "First name", while the catalogue knows "first name"."""
    from django.contrib.admin.models import LogEntry

    original = LogEntry.get_change_message

    @wraps(original)
    def get_change_message(entry):
        return original(LogEntry(change_message=translated_labels(entry.change_message)))

    LogEntry.get_change_message = get_change_message


def _translate_yes_and_no():
    """The tick and the cross of the lists are read aloud as "True" and "False"."""
    from django.contrib.admin.templatetags import admin_list

    original = admin_list._boolean_icon

    @wraps(original)
    def _boolean_icon(value):
        words = {True: gettext("Yes"), False: gettext("No"), None: gettext("Unknown")}[value]
        return format_html(str(original(value)).replace(f'alt="{value}"', 'alt="{}"'), words)

    admin_list._boolean_icon = _boolean_icon


def _translate_password_warning():
    """The password page of the admin appends an English sentence to its help text."""
    from django.contrib.auth.forms import AdminPasswordChangeForm, SetUnusablePasswordMixin

    AdminPasswordChangeForm.usable_password_help_text = format_lazy(
        '{}<ul id="id_unusable_warning" class="messagelist"><li class="warning">{}</li></ul>',
        SetUnusablePasswordMixin.usable_password_help_text,
        _("If disabled, the current password for this user will be lost."),
    )


def _name_link_table(model):
    """Deletion pages list the rows that link two papers: "User-group relationship: …object (1)"."""
    ends = [field for field in model._meta.fields if field.is_relation]
    models = [field.remote_field.model for field in ends]
    model._meta.verbose_name = _link(gettext_noop("%(from)s-%(to)s relationship"), *models)
    model._meta.verbose_name_plural = _link(gettext_noop("%(from)s-%(to)s relationships"), *models)
    model.__str__ = lambda row: " — ".join(str(getattr(row, field.name)) for field in ends)


def _name_of_link(msgid, source, target):
    return gettext(msgid) % {
        "from": source._meta.verbose_name,
        "to": target._meta.verbose_name,
    }


_link = lazy(_name_of_link, str)
