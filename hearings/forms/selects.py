from functools import cache

from django import forms
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language


class LeanSelect(forms.Select):
    """A select written in one go. Django's own renders a template for each of its options.

    The register's filters offer some forty options on every page of the list.
    """

    def render(self, name, value, attrs=None, renderer=None):
        chosen = escape(str(value or ""))
        options = "".join(
            f'<option value="{key}"{" selected" if key == chosen else ""}>{label}</option>\n'
            for key, label in self._written()
        )
        widget_id = (attrs or {}).get("id", "")
        # Keys and labels are escaped where they are written.
        return format_html(
            '<select name="{}" id="{}">{}</select>',
            name,
            widget_id,
            mark_safe(options),  # noqa: S308
        )

    def _written(self):
        return [(escape(str(key)), escape(str(label))) for key, label in self.choices]


class ClosedSelect(LeanSelect):
    """A select of a closed list, whose names are translated once for each language."""

    def _written(self):
        return _closed(tuple(self.choices), get_language())


@cache
def _closed(choices, language):
    return [(escape(str(key)), escape(str(label))) for key, label in choices]
