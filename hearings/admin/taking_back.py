"""Taking back: the latest step of one proposal, or all that one deed did to many."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hearings.models import Proposal, ProposalStep
from hearings.models.proposal.taking_back import last_moment

from .proposal_doors import DECIDE, NoteForm, ProposalDoor


class TakeBack(ProposalDoor):
    slug = "take-back"
    label = _("Take the latest step back")
    explanation = _(
        "The proposal stands again where it stood before. The step stays on the timeline, marked "
        "as taken back."
    )
    done = _("Taken back.")
    form = NoteForm

    def is_open(self, proposal):
        return not proposal.why_not_taken_back()

    def closed_because(self, proposal):
        return proposal.why_not_taken_back()

    def go(self, proposal, request, form):
        proposal.take_back(by=request.user, note=form.texts("reason"))


class WithBatches:
    """The register after a deed done to many: its page, from which all of it can be taken back."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.batch_view)
        return [path("batch/<uuid:batch>/", view, name="proposal_batch"), *super().get_urls()]

    def after_together(self, request, door, records, batch):
        count = len(records)
        text = ngettext("%(count)d proposal: %(step)s", "%(count)d proposals: %(step)s", count)
        self.message_user(request, text % {"count": count, "step": door.done}, messages.SUCCESS)
        return HttpResponseRedirect(batch_url(batch))

    def batch_view(self, request, batch):
        """What one deed did to many proposals, and for a short while the way back."""
        if not request.user.has_perm(DECIDE):
            self._refuse()
        steps = list(_steps_of(batch))
        if not steps:
            raise Http404
        problems = []
        if request.method == "POST":
            problems = self._take_back_together(request, batch, steps)
            if not problems:
                return HttpResponseRedirect(batch_url(batch))
            steps = list(_steps_of(batch))
        return self._show_batch(request, batch, steps, problems)

    def _take_back_together(self, request, batch, steps):
        """Do it; the sentences that say why nothing was done."""
        holding = _holding(steps)
        # The count on the button is the count of what is done.
        if request.POST.get("count") != str(len(holding)) or not holding:
            return [gettext("Somebody changed this meanwhile. Nothing has been done yet.")]
        try:
            count = Proposal.take_back_together(batch, by=request.user)
        except ValidationError as refusal:
            return [gettext("Nothing has been taken back."), *refusal.messages]
        for step in holding:
            self.log_change(request, step.proposal, [{"changed": {"fields": ["status"]}}])
        text = ngettext(
            "%(count)d proposal was taken back.", "%(count)d proposals were taken back.", count
        )
        self.message_user(request, text % {"count": count}, messages.SUCCESS)
        return []

    def _show_batch(self, request, batch, steps, problems):
        until = min(map(last_moment, steps))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Done together"),
            "opts": self.opts,
            "media": self.media,
            "list_url": self.list_url(),
            "rows": [{"step": step, "url": self.record_url(step.proposal)} for step in steps],
            "count": len(_holding(steps)),
            "until": until,
            "is_open": timezone.now() <= until,
            "problems": problems,
        }
        return TemplateResponse(request, "admin/hearings/proposal_batch.html", context)


def batch_url(batch):
    return reverse("admin:proposal_batch", args=[batch])


def _steps_of(batch):
    return ProposalStep.objects.of_batch(batch).told().select_related("proposal", "undoes")


def _holding(steps):
    return [step for step in steps if not step.is_undone]
