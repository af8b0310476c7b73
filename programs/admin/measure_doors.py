"""The buttons of a measure's page: every step on its way, and notes of progress."""

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from groups.desk import Door, DoorForm
from groups.desk.doors import day_field
from programs.models.choices import Status

READ_BY_ALL = _("Everybody reads it on the page of the measure. One language is enough.")


class StepForm(DoorForm):
    TEXTS = {"note": (_("note"), READ_BY_ALL, False)}
    on = day_field(
        _("Day"),
        required=False,
        help_text=_("The day on which it happened. Leave empty where no paper states it."),
    )


class ExplainedStepForm(StepForm):
    TEXTS = {"note": (_("reason"), READ_BY_ALL, True)}


class MeasureDoor(Door):
    permission = "programs.move_measure"

    def initial(self, measure):
        return {"on": timezone.localdate()}


class Step(MeasureDoor):
    """Leads onward to a status."""

    explanation = _("The step and its day appear on the public timeline.")
    done = _("The step is entered.")
    form = StepForm

    def __init__(self, leads_to, slug, label):
        self.leads_to, self.slug, self.label = leads_to, slug, label

    def is_open(self, measure):
        return self.leads_to in measure.possible_steps() and self.fits(measure)

    def fits(self, measure):
        """Whether this button says what such a step means from where the measure stands."""
        return not measure.reason_needed_for(self.leads_to)

    def notes(self, measure):
        return [_follows(*pair) for pair in measure.following(self.leads_to)]

    def go(self, measure, request, form):
        measure.move_to(
            self.leads_to,
            by=request.user,
            reason=form.texts("note"),
            on=form.cleaned_data["on"],
        )


def _follows(proposal, status):
    return gettext("Proposal %(number)s will then stand at “%(status)s”.") % {
        "number": proposal.number,
        "status": status.label,
    }


class Stop(Step):
    explanation = _(
        "The measure stays on the site as stopped, with the reason. It can be taken up again."
    )
    form = ExplainedStepForm

    def fits(self, measure):
        return True


class TakeUp(Step):
    explanation = _("The measure is taken up again. The reason stands on the public timeline.")
    form = ExplainedStepForm

    def fits(self, measure):
        return measure.status == Status.STOPPED


class Back(Step):
    explanation = _(
        "For a step that was entered by mistake. The reason stands on the public timeline; the "
        "proposals stay where they are."
    )
    form = ExplainedStepForm

    def fits(self, measure):
        return measure.status != Status.STOPPED and measure.reason_needed_for(self.leads_to)


class NoteForm(StepForm):
    TEXTS = {"note": (_("note"), READ_BY_ALL, True)}


class AddNote(MeasureDoor):
    slug = "note"
    label = _("Add a note of progress")
    explanation = _(
        "Tell in a sentence or two how the work goes. The note stands on the public timeline; "
        "the measure stays where it is."
    )
    done = _("The note is added.")
    logged = gettext_noop("progress")
    form = NoteForm

    def go(self, measure, request, form):
        measure.add_note(form.texts("note"), by=request.user, on=form.cleaned_data["on"])


DOORS = (
    AddNote(),
    Step(Status.FUNDED, "fund", _("Money is found")),
    Step(Status.UNDER_WAY, "begin", _("Work has begun")),
    Step(Status.DONE, "finish", _("Work is done")),
    TakeUp(Status.PLANNED, "plan-again", _("Plan it again")),
    TakeUp(Status.FUNDED, "fund-again", _("Take up again: money is found")),
    TakeUp(Status.UNDER_WAY, "begin-again", _("Take up again: work has begun")),
    Stop(Status.STOPPED, "stop", _("Stop")),
    Back(Status.PLANNED, "back-to-planned", _("Back to: planned")),
    Back(Status.FUNDED, "back-to-funded", _("Back to: funded")),
    Back(Status.UNDER_WAY, "back-to-work", _("Back to: under way")),
)
