from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hearings import receipts
from hearings.forms import ClarifyForm, TrackForm
from hearings.models import AttemptCount, Proposal
from hearings.models.choices import Status
from hearings.visitor import address
from hearings.way import way_of

# Wrong codes from one address within an hour. Slips that the check character catches are free.
WRONG_TRIES = 20
TOO_MANY = _("Too many wrong codes. Try again in an hour, or ask the aiyl okmotu.")
NOT_FOUND = _("We have found nothing under this code. Compare it with your receipt.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_track(request):
    """By the receipt code: what became of the proposal. Status only, never a name or number.

    The code is asked for by POST, so that it stands in no address, log or history.
    """
    if request.method != "POST":
        return _show(request, TrackForm())
    form = TrackForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    if AttemptCount.objects.seen("track", address(request)) >= WRONG_TRIES:
        form.add_error("code", TOO_MANY)
        return _show(request, form, status=429)
    proposal = _find(request, form.cleaned_data["code"])
    if proposal is None:
        form.add_error("code", NOT_FOUND)
        return _show(request, form, status=422)
    return _act(request, form, proposal)


def _find(request, typed):
    """The proposal of the code. Wrong, old and malformed codes are answered alike."""
    code = receipts.read(typed)
    if code is None:
        return None
    proposal = Proposal.objects.with_context().for_receipt(code).first()
    if proposal is None:
        AttemptCount.objects.add("track", address(request))
    return proposal


def _act(request, form, proposal):
    """What the holder of the receipt may do: take the words back, or say them more clearly."""
    deed = request.POST.get("do", "")
    if deed == "clarify":
        clarify_form = ClarifyForm(request.POST)
    else:
        clarify_form = ClarifyForm(initial={"text": proposal.text})
    try:
        if deed == "withdraw":
            proposal.withdraw()
        elif deed == "clarify" and clarify_form.is_valid():
            proposal.clarify(clarify_form.cleaned_data["text"])
    except ValidationError as error:
        form.add_error(None, error.messages)
    return _show(request, form, proposal, clarify_form)


def _show(request, form, proposal=None, clarify_form=None, status=200):
    context = {"form": form, "proposal": proposal}
    if proposal:
        steps = list(proposal.steps.told())
        returned = proposal.status == Status.RETURNED
        context |= {
            "steps": steps,
            "way": way_of(proposal, steps),
            "can_withdraw": Status.WITHDRAWN in proposal.possible_steps(),
            "clarify_form": clarify_form if returned else None,
        }
    return render(request, "hearings/proposal_track.html", context, status=status)
