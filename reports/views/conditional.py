from functools import wraps

from django.utils.cache import get_conditional_response, set_response_etag


def conditional(view):
    """The page with a mark of its content; 304 where the reader has it already.

    Django's own `conditional_page` marks nothing when only the head of an answer is asked for.
    """

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = set_response_etag(view(request, *args, **kwargs))
        return get_conditional_response(request, etag=response["ETag"], response=response)

    return marked
