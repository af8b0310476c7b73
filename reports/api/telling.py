"""An answer of the open interface as JSON, with its mark, or a refusal with its reason."""

import hashlib
import json

from django.http import HttpResponse
from django.utils.cache import get_conditional_response

JSON = "application/json"
METHODS = "GET, HEAD, OPTIONS"
# For how many seconds a browser need not ask again what a script may send.
DAY = 24 * 60 * 60


def tell(request, told):
    """The answer as JSON, or 304 where the reader has it already.

    The mark is made of the answer itself, so it changes with whatever the answer shows.
    """
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    mark = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=JSON)
    response["ETag"] = mark
    return get_conditional_response(request, etag=mark, response=response)


def problem(reason, status):
    """A refusal with its reason."""
    body = json.dumps({"detail": reason}, ensure_ascii=True).encode()
    return HttpResponse(body, content_type=JSON, status=status)


def read_only():
    """The refusal of whatever would write."""
    response = problem("This interface is read only: ask by GET.", 405)
    response["Allow"] = METHODS
    return response


def may_ask():
    """What a browser asks before a script of another site may send a header of its own."""
    response = HttpResponse(status=204)
    del response["Content-Type"]
    response["Allow"] = response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Max-Age"] = str(DAY)
    return response


def for_machines(response):
    """Any page of any site may read it; a copy is asked after before it is shown again."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag"
    response["Cache-Control"] = "public, no-cache"
    # Whoever asks in whatever language gets all three.
    response["Content-Language"] = "ky, ru, en"
    return response
