from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hearings import receipts, spam
from hearings.forms import SubmissionForm
from hearings.forms.submission import FIELDS, LABELS, STEPS
from hearings.models import ConsentText, Hearing, Proposal
from hearings.models.proposal import AnotherTextSent
from hearings.qr import code_image
from hearings.visitor import address

RECEIPT_COOKIE = "receipt" if settings.HTTP_ONLY else "__Host-receipt"
RECEIPT_DAYS = 1


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_new(request):
    """A citizen proposes or asks: four plain steps, then one sending."""
    if request.method != "POST":
        return _show(request, SubmissionForm.fresh(_asked_hearing(request)), "what")
    form = SubmissionForm(request.POST, request.FILES)
    secret = form.secret()
    sent = Proposal.objects.sent_by_form(secret).first() if secret else None
    if sent and form.target == "send":
        return _sent_again(request, form, sent)
    wrong = form.first_wrong_step()
    if wrong:
        return _show(request, form, wrong)
    if form.target != "send" or secret is None:
        step = "check" if form.target == "send" else form.target
        return _show(request, form.turned(), step, form)
    return _send(request, form)


def _send(request, form):
    """Take the words in, once; whatever the door refuses is shown beside its field."""
    secret = form.secret()
    try:
        Proposal.submit(
            secret=secret,
            channel=Proposal.Channel.ONLINE,
            contact=form.contact(),
            photo=form.cleaned_data["photo"],
            consent=ConsentText.objects.current(),
            held_because=spam.signs(
                address=address(request), trap=form.cleaned_data["website"], age=form.age()
            ),
            sent=form.sent(),
            **form.values(),
        )
    except AnotherTextSent as another:
        return _changed(request, form, another.proposal)
    except ValidationError as error:
        form.refuse(error)
        return _show(request, form, form.first_wrong_step() or "check")
    return _to_receipt(secret)


def _sent_again(request, form, proposal):
    try:
        proposal.same_or_refused(form.sent())
    except AnotherTextSent:
        return _changed(request, form, proposal)
    return _to_receipt(form.secret())


def _changed(request, form, proposal):
    context = {"proposal": proposal, "text": form.data.get("text", "")}
    return render(request, "hearings/proposal_changed.html", context, status=409)


def _to_receipt(secret):
    """Send the reader to the receipt. The secret travels in a cookie, never in an address."""
    response = redirect("hearings:proposal_sent", permanent=False)
    response.status_code = 303
    response.set_signed_cookie(
        RECEIPT_COOKIE,
        secret,
        salt=RECEIPT_COOKIE,
        max_age=RECEIPT_DAYS * 86_400,
        secure=not settings.HTTP_ONLY,
        httponly=True,
        samesite="Lax",
    )
    return response


@require_safe
@never_cache
def proposal_sent(request):
    """The receipt: number, code and what happens next. Reloading it sends nothing again."""
    secret = request.get_signed_cookie(RECEIPT_COOKIE, default=None, salt=RECEIPT_COOKIE)
    proposal = Proposal.objects.sent_by_form(secret).first() if secret else None
    code = receipts.issued_code(secret, proposal.receipt_digest) if proposal else None
    if code is None:
        return redirect("hearings:proposal_track")
    track_url = request.build_absolute_uri(reverse("hearings:proposal_track"))
    context = {
        "proposal": proposal,
        "code": receipts.printed(code),
        "track_url": track_url,
        "qr": code_image(track_url),
    }
    return render(request, "hearings/proposal_sent.html", context)


def _asked_hearing(request):
    """The hearing whose page the reader came from, if it takes proposals."""
    asked = request.GET.get("hearing", "")
    if not asked.isdecimal() or len(asked) > 12:
        return None
    return (
        Hearing.objects.taking_proposals()
        .filter(pk=int(asked))
        .values_list("pk", flat=True)
        .first()
    )


def _show(request, form, step, answered=None):
    """One step of the form; `answered` holds the judged answers that the last step lists."""
    number = STEPS.index(step)
    context = {
        "form": form,
        "step": step,
        "step_number": number + 1,
        "steps": [(name, LABELS[name], _state(place, number)) for place, name in enumerate(STEPS)],
        "visible": [form[name] for name in FIELDS[step]],
        "hidden": [form[name] for name in form.carried(step)],
        "back": STEPS[number - 1] if number else "",
        "go": "send" if step == "check" else STEPS[number + 1],
        "has_errors": form.is_bound,
    }
    if step == "where":
        text = form["text"].value() or ""
        context["similar"] = Proposal.objects.similar_to(text)
    if step == "check":
        context["answers"] = (answered or form).answers()
        context["consent"] = ConsentText.objects.current()
    status = 422 if form.is_bound else 200
    response = render(request, "hearings/proposal_form.html", context, status=status)
    # Kept by the browser for its back button, and by nobody else.
    response["Cache-Control"] = "private, no-cache"
    return response


def _state(place, current):
    if place == current:
        return "current"
    return "done" if place < current else "ahead"
