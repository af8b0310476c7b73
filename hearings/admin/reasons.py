"""Templates of reasons: kept on their own page, and taken over into the form of a door."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.desk import DeskAdmin, DoorForm
from groups.desk.doors import FILL_IN
from hearings.models import ReasonTemplate

_LANGUAGES = [code for code, _name in settings.LANGUAGES]
# The longest key that a database gives out.
_LONGEST_KEY = 18


@admin.register(ReasonTemplate)
class ReasonTemplateAdmin(DeskAdmin):
    """Reasons that come up often. Changing one changes no decision made with it."""

    list_display = ("title", "outcome", "reason_code", "position", "is_active")
    list_filter = ("outcome", "is_active")
    fields = ("outcome", "reason_code", "title", "text", "position", "is_active")


class _Select(forms.Select):
    """The choice of a template, with a button that works without a script."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        template = getattr(value, "instance", None)
        if template is not None:
            option["attrs"] |= {f"data-{name}": text for name, text in _filling(template).items()}
        return option

    def render(self, name, value, attrs=None, renderer=None):
        # Enter in any field of the page is its own button, not this one: it takes the first.
        return format_html(
            '{} <input type="submit" name="_go" value="{}" hidden tabindex="-1">'
            '<input type="submit" name="{}" value="{}" class="desk-fill-in">',
            super().render(name, value, attrs, renderer),
            gettext("Continue"),
            FILL_IN,
            gettext("Take the text"),
        )


class _Choice(forms.ModelChoiceField):
    widget = _Select

    def label_from_instance(self, template):
        words = {"outcome": template.get_outcome_display(), "title": template.title}
        return gettext("%(outcome)s: %(title)s") % words


class ReasonForm(DoorForm):
    """A door that needs a reason offers the templates of its outcomes."""

    OUTCOMES = frozenset()
    template = _Choice(
        label=_("Template of a reason"),
        queryset=ReasonTemplate.objects.none(),
        required=False,
        help_text=_("“Take the text” writes it into the fields below; change it as you like."),
    )

    class Media:
        js = ("reasons.js",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = ReasonTemplate.objects.offered(self.outcomes())
        if not offered.exists():
            del self.fields["template"]
            return
        self.fields["template"].queryset = offered
        self.order_fields(["template"])

    def outcomes(self):
        """To what the door can lead this record; all of it where many are asked about."""
        if self.record is None:
            return self.OUTCOMES
        return self.OUTCOMES & self.record.possible_steps()

    @classmethod
    def with_reason(cls, request, record):
        """The form with all that was typed, and the reason of the chosen template written in."""
        blank = cls(record=record)
        typed = {
            name: field.widget.value_from_datadict(request.POST, request.FILES, name)
            for name, field in blank.fields.items()
        }
        template = _chosen(blank, typed)
        if template is not None:
            typed |= _filling(template) | _chosen_already(typed)
        return cls(record=record, initial=typed)


def _chosen(form, typed):
    key = typed.get("template") or ""
    if "template" not in form.fields or not key.isascii() or not key.isdigit():
        return None
    if len(key) > _LONGEST_KEY:
        return None
    return form.fields["template"].queryset.filter(pk=key).first()


def _chosen_already(typed):
    """An outcome and a kind of reason that the clerk chose stay."""
    return {name: typed[name] for name in ("outcome", "reason_code") if typed.get(name)}


def _filling(template):
    """What a template writes into a form, by field."""
    texts = {f"reason_{code}": getattr(template, f"text_{code}") or "" for code in _LANGUAGES}
    return {"outcome": template.outcome, "reason_code": template.reason_code, **texts}
