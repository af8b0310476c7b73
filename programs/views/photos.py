from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from attachments.serving import serve
from programs.models import MeasurePhoto


@require_safe
def photo(request, key):
    """A photo of a measure: for everybody once published, before that for staff."""
    picture = _seen(request, key)
    return _serve(picture, picture.image)


@require_safe
def photo_thumbnail(request, key):
    """The small copy of the same photo."""
    picture = _seen(request, key)
    return _serve(picture, picture.thumbnail)


def _seen(request, key):
    seen = MeasurePhoto.objects.seen_by(request.user)
    return get_object_or_404(seen.select_related("measure"), key=key)


def _serve(picture, file):
    return serve(
        file,
        content_type=MeasurePhoto.CONTENT_TYPE,
        download_name=str(picture.key),
        public=picture.is_public and picture.measure.is_public,
    )
