from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from attachments.serving import serve
from hearings.models import HearingDocument, LocalAct, ProposalPhoto


@require_safe
def document(request, key):
    """A paper of a hearing, for everybody or for staff who may see it."""
    seen = HearingDocument.objects.seen_by(request.user)
    paper = get_object_or_404(seen.select_related("hearing"), key=key)
    return serve(
        paper.file,
        content_type=paper.content_type,
        download_name=paper.title,
        public=paper.is_public and paper.hearing.published_at is not None,
    )


@require_safe
def act_file(request, key):
    """The file of a resolution, rules or charter."""
    act = get_object_or_404(LocalAct.objects.seen_by(request.user).exclude(file=""), key=key)
    return serve(
        act.file, content_type=act.content_type, download_name=act.title, public=act.is_public
    )


@require_safe
def photo(request, key, small=False):
    """A citizen's photo: for everybody once published, before that for staff."""
    picture = get_object_or_404(ProposalPhoto.objects.seen_by(request.user), key=key)
    return serve(
        picture.thumbnail if small else picture.image,
        content_type=ProposalPhoto.CONTENT_TYPE,
        download_name=str(picture.key),
        public=ProposalPhoto.objects.public().filter(pk=picture.pk).exists(),
    )
