"""The minutes on the hearing's page: entered, then signed, then only corrected."""

from groups.desk import StackedInline
from hearings.models import Hearing, Minutes

from .forms import minutes_form

WHY = ("why_ky", "why_ru", "why_en")


class MinutesInline(StackedInline):
    """The figures in the order of the paper. An empty figure is unknown, which is not zero."""

    model = Minutes
    form = minutes_form()
    max_num = 1
    can_delete = False
    fields = (*Minutes.FIGURES, "summary", "discrepancy")

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj is None or obj.has_minutes else 1

    def get_fields(self, request, obj=None):
        signed = obj is not None and obj.has_minutes and obj.minutes.is_signed
        return (*self.fields, *WHY) if signed else self.fields


def may_have_minutes(hearing):
    """Minutes are entered once a published hearing has been held."""
    return hearing is not None and hearing.stage() in {Hearing.Stage.HELD, Hearing.Stage.RECORDED}


def keep_minutes(hearing, form, by):
    """Bring the clerk's figures through the right door of `Minutes`."""
    minutes = form.instance
    minutes.hearing = hearing
    if minutes.pk is None:
        Minutes.refuse_before(hearing)
        minutes.enter(by=by)
    elif form.was_signed:
        _correct(minutes, form, by)
    else:
        minutes.full_clean()
        minutes.save()


def _correct(minutes, form, by):
    """The texts as typed; each changed figure with its old value, who and why."""
    changes = form.corrections()
    minutes.correct(by=by, reason=form.reason(), **changes)
