"""Choosing a few records out of thousands, with or without a script.

Those chosen stand on the page as ticks. What is typed in the search box brings more of them: the
page comes back with what was found, everything typed is still there, and nothing is saved yet.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.template.loader import render_to_string

from .forms import DeskForm

# So many are shown at once; whoever does not find theirs types another word.
MOST = 20
LONGEST_SEARCH = 200
# Longer keys no database gives out.
LONGEST_KEY = 18


class FindWidget(forms.CheckboxSelectMultiple):
    """Ticks for what is chosen and for what was found, and a box to search for more."""

    # Its form field, which knows the records.
    field = None
    searched = ""
    is_asked = False

    def value_from_datadict(self, data, files, name):
        self.searched = " ".join(data.get(f"{name}_find", "")[:LONGEST_SEARCH].split())
        self.is_asked = bool(self.searched) or f"{name}_look" in data
        keys = super().value_from_datadict(data, files, name) or []
        return [key for key in map(str, keys) if _is_key(key)]

    def value_omitted_from_data(self, data, files, name):
        return False

    def render(self, name, value, attrs=None, renderer=None):
        chosen = self.field.chosen(value or [])
        found, more = self.field.found(self.searched, chosen) if self.searched else ([], False)
        attrs = self.build_attrs(self.attrs, attrs)
        context = {
            "name": name,
            "id": attrs.get("id", f"id_{name}"),
            "label": self.field.label,
            "ticks": [self._tick(record, is_chosen=True) for record in chosen]
            + [self._tick(record, is_chosen=False) for record in found],
            "is_asked": self.is_asked,
            "searched": self.searched,
            "found": len(found),
            "more": more,
            "search_label": self.field.search_label,
        }
        return render_to_string("admin/desk/find.html", context)

    def _tick(self, record, *, is_chosen):
        label = self.field.label_from_instance(record)
        return {"key": str(record.pk), "label": label, "is_chosen": is_chosen}


def _is_key(text):
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY


class FindField(forms.ModelMultipleChoiceField):
    """Some records of a searchable set. `offered` may be chosen anew; what is chosen may stay."""

    widget = FindWidget
    search_label = ""
    refusal = ""

    def __init__(self, queryset, **kwargs):
        self.offered = queryset
        super().__init__(queryset, **kwargs)
        self.widget.field = self

    def __deepcopy__(self, memo):
        result = super().__deepcopy__(memo)
        result.widget.field = result
        return result

    def keep(self, keys):
        """Also accept these: they were chosen before, whatever became of them since."""
        allowed = Q(pk__in=self.offered.values("pk")) | Q(pk__in=keys)
        self.queryset = self.offered.model._default_manager.filter(allowed)

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError as error:
            if self.refusal and error.code == "invalid_choice":
                raise ValidationError(self.refusal, "invalid_choice") from error
            raise

    def chosen(self, value):
        """The records of these keys, as far as they may be chosen."""
        keys = [str(getattr(each, "pk", each)) for each in value]
        return list(self.queryset.filter(pk__in=[key for key in keys if _is_key(key)]))

    def found(self, text, chosen):
        """What a search brings besides the chosen ones, and whether there is more."""
        rows = self.offered.search(text).exclude(pk__in=[record.pk for record in chosen])
        rows = list(rows[: MOST + 1])
        return rows[:MOST], len(rows) > MOST


class FindingForm(DeskForm):
    """A form with such a choice: while something is looked for, nothing is saved."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, FindField) and self.instance.pk:
                field.keep([record.pk for record in self.initial.get(name, ())])

    def is_valid(self):
        return super().is_valid() and not self.is_searching

    @property
    def is_searching(self):
        return any(getattr(field.widget, "is_asked", False) for field in self.fields.values())
