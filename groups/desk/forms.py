"""The forms of the desk: they show both versions of what two people changed at once."""

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.formats import localize
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext

SHOWN = 300


class DeskForm(forms.ModelForm):
    """A form of a record. The page leaves on the record what has to be said beside the fields.

    `record.changed_meanwhile`: columns that somebody else changed since the page was opened.
    `record.page_problems`: sentences for the top of the page.
    `record.refusal`: the ValidationError with which a door refused the values.
    """

    def full_clean(self):
        meanwhile = {
            name: shown(self.instance, name)
            for name in getattr(self.instance, "changed_meanwhile", ())
            if name in self.fields
        }
        super().full_clean()
        if not self.is_bound:
            return
        self._say_what_changed(meanwhile)
        for sentence in getattr(self.instance, "page_problems", ()):
            self.add_error(None, sentence)
        refusal = getattr(self.instance, "refusal", None)
        if refusal is not None:
            spread(self, refusal)

    def _say_what_changed(self, meanwhile):
        # A field that both set to the same value is no conflict.
        contested = [name for name in meanwhile if name in self.changed_data]
        if not contested:
            return
        self.add_error(None, conflict_sentence())
        for name in contested:
            self.add_error(
                name,
                gettext(
                    "Somebody else changed this meanwhile. Stored now: %(stored)s. "
                    "You typed: %(typed)s."
                )
                % {"stored": meanwhile[name], "typed": self._typed(name)},
            )

    def _typed(self, name):
        """What the clerk typed, as it would read once saved."""
        if self.has_error(name):
            typed = str(self[name].data or "")
        else:
            typed = readable(self.fields[name], self.cleaned_data.get(name))
        return Truncator(typed).chars(SHOWN) or gettext("nothing")


class DateAndTime(AdminSplitDateTime):
    """A date and a time side by side, each with its own name for a screen reader."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        names = (gettext("Date"), gettext("Time"))
        for part, spoken in zip(context["widget"]["subwidgets"], names, strict=True):
            part["attrs"]["aria-label"] = spoken
        return context


def conflict_sentence():
    return gettext(
        "Somebody else changed this page while you had it open. Nothing has been saved yet. "
        "Look at the marked fields, then save again to keep what you typed."
    )


def shown(record, name):
    """A stored value as a reader knows it."""
    display = getattr(record, f"get_{name}_display", None)
    value = display() if display else getattr(record, name)
    return _written(value) or gettext("nothing")


def readable(field, value):
    if isinstance(field, forms.TypedChoiceField | forms.ChoiceField) and not isinstance(
        field, forms.ModelChoiceField
    ):
        return str(dict(_flat(field.choices)).get(value, value or ""))
    return _written(value)


def _flat(choices):
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def _written(value):
    if value is None:
        return ""
    if hasattr(value, "all"):
        return ", ".join(map(str, value.all()))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return str(localize(value)) if not isinstance(value, str) else value


def spread(form, refusal):
    """Put the sentences of a refused door beside their fields, the others at the top."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        place = _place(form, name)
        if place or name == NON_FIELD_ERRORS:
            form.add_error(place, errors)
            continue
        for sentence in ValidationError(errors).messages:
            form.add_error(None, _labelled(form, name, sentence))


def _place(form, name):
    """The field of the form in which this column is typed, or None."""
    for candidate in (name, f"{name}_{settings.LANGUAGE_CODE}"):
        if candidate in form.fields:
            return candidate
    return None


def _labelled(form, name, sentence):
    """The sentence with the column's name before it, where the form shows no such field."""
    record = getattr(form, "instance", None) or getattr(form, "record", None)
    columns = {column.name: column for column in record._meta.concrete_fields} if record else {}
    if name not in columns:
        return sentence
    return gettext("%(field)s: %(problem)s") % {
        "field": capfirst(columns[name].verbose_name),
        "problem": sentence,
    }
