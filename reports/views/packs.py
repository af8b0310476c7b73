"""The session pack: ordered, waited for, and handed to whoever ordered it."""

import logging
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from attachments.serving import shut_in
from hearings.papers.word_page import CONTENT_TYPE as DOCX
from reports.packs import making, running, shelf
from reports.packs.folder import Folder, Stage
from reports.packs.form import PackForm
from reports.packs.order import PDF, WORD
from reports.views.reports import is_insider

log = logging.getLogger(__name__)

CONTENT_TYPES = {PDF: "application/pdf", WORD: DOCX}
# The page looks again after so many seconds.
AGAIN = 3
# Each waits in a process of its own, and a small machine has memory for few.
MOST_UNDER_WAY = 4


def insiders_only(view):
    """For members of the staff and deputies: others are sent to sign in, or refused."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not is_insider(request.user):
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@insiders_only
def pack_order(request):
    """Order a pack. Whoever has one under way is led to that one first."""
    packs = shelf.ordered_by(request.user.pk)
    form = PackForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        waited_for = next((each for each in packs if each.is_under_way), None)
        folder = waited_for or _ordered(form, request.user.pk)
        if folder:
            return redirect("reports:pack_detail", folder.token)
    return render(request, "reports/pack_order.html", {"form": form, "packs": packs})


def _ordered(form, by):
    """The folder of a new order that is already worked on; None where the form says why not."""
    try:
        shelf.sweep()
        if shelf.under_way() >= MOST_UNDER_WAY:
            form.add_error(None, _("Several packs are being made. Try again in a few minutes."))
            return None
        return _begun(form.order(by))
    except OSError:
        log.exception("A session pack could not be begun")
        form.add_error(
            None,
            _("The pack could not be ordered: the server takes no more files. Tell its keeper."),
        )
        return None


def _begun(order):
    """The folder of an order, already worked on. Where nobody can begin, no folder is left."""
    folder = Folder.create(order)
    try:
        running.start(folder)
    except OSError:
        folder.delete()
        raise
    return folder


@require_http_methods(["GET", "HEAD", "POST"])
@insiders_only
def pack_detail(request, token):
    """How far a pack is; by POST one that failed is tried again."""
    folder = _own(request, token)
    # Looked at once: else the page could say that it waits and no longer look again.
    stage, state = folder.stage, folder.state
    if request.method == "POST":
        if stage is Stage.FAILED:
            _try_again(folder)
        return redirect("reports:pack_detail", token)
    context = {
        "pack": folder,
        "order": folder.order,
        "stage": stage,
        "state": state,
        "reason": _reason(state.get("failed")),
    }
    response = render(request, "reports/pack_detail.html", context)
    if stage.is_under_way:
        # Looks again without any script.
        response["Refresh"] = str(AGAIN)
    return response


@require_safe
@insiders_only
def pack_file(request, token):
    """The finished pack, for the account that ordered it."""
    folder = _own(request, token)
    order = folder.order
    try:
        file = folder.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(
        file,
        as_attachment=True,
        filename=order.file_name,
        content_type=CONTENT_TYPES[order.format],
    )
    return shut_in(response)


def _try_again(folder):
    try:
        running.start(folder)
    except OSError:
        # The disk is full, or the folder was just deleted: the page looks and says so.
        log.exception("A session pack could not be begun again")


def _own(request, token):
    folder = Folder.find(token, by=request.user.pk)
    if folder is None:
        raise Http404
    return folder


def _reason(kind):
    """Why a pack was not made, in a plain sentence."""
    reasons = {
        making.DISK: _("The disk of the server is full. Tell whoever keeps the server."),
        making.PANGO: _(
            "This machine cannot make PDF files: the library Pango is missing. Order the pack as "
            "a Word file."
        ),
        making.VILLAGE: _("The village of this pack has been deleted since it was ordered."),
    }
    return reasons.get(
        kind, _("Something went wrong, or the server was started anew. Nothing else is lost.")
    )
