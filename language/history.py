"""The admin's history of changes: field labels are stored in English, read in one's language."""

import json

from django.utils.text import capfirst
from django.utils.translation import gettext


def translated_labels(change_message):
    """The stored change message with its field labels in the reader's language."""
    try:
        steps = json.loads(change_message)
    except ValueError:
        return change_message  # a sentence somebody wrote, not Django's list of steps
    if not isinstance(steps, list):
        return change_message
    for step in steps:
        changed = step.get("changed") or {}
        if "fields" in changed:
            changed["fields"] = [field_label(stored) for stored in changed["fields"]]
    return json.dumps(steps, ensure_ascii=False)


def field_label(stored):
    """The label behind "First name" (stored with a capital) or "Title [ky]" (with its language)."""
    label, mark, language = stored.rpartition(" [")
    if mark and language.endswith("]"):
        return f"{field_label(label)} [{language}"
    translated = gettext(stored)
    if translated != stored:
        return translated
    return capfirst(gettext(stored[:1].lower() + stored[1:]))
