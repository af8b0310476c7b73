"""The receipt slip for a proposal from paper. Its code is shown once and stored nowhere."""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hearings import receipts
from hearings.models import Proposal
from hearings.qr import code_image

COOKIE = "slip"
SECONDS = 600


def hand_over(proposal, code):
    """Lead the clerk to the slip. The code travels in a cookie: never in an address or a log."""
    url = reverse("admin:receipt_slip", args=[proposal.pk])
    response = HttpResponseRedirect(url)
    response.set_signed_cookie(
        COOKIE,
        f"{proposal.pk}:{code}",
        salt=COOKIE,
        max_age=SECONDS,
        path=url,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def slip(model_admin, request, pk):
    """The slip in the language of the words; without the code once it has been shown."""
    proposal = Proposal.objects.filter(pk=pk).first()
    if proposal is None:
        raise Http404
    carried = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=SECONDS)
    owner, _colon, code = carried.partition(":")
    # A code that was replaced meanwhile is not shown: it opens nothing any more.
    works = owner == str(pk) and proposal.receipt_digest in receipts.digests(code)
    with translation.override(proposal.language):
        track_url = request.build_absolute_uri(reverse("hearings:proposal_track"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Receipt slip"),
        "opts": model_admin.opts,
        "original": proposal,
        "record_url": model_admin.record_url(proposal),
        "code": receipts.printed(code) if works else "",
        "track_url": track_url,
        "qr": code_image(track_url),
    }
    response = TemplateResponse(request, "admin/hearings/receipt_slip.html", context)
    response.delete_cookie(COOKIE, path=request.path, samesite="Strict")
    return response
