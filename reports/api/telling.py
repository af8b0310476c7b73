"""An answer of the open interface as JSON, with its mark, or a refusal with its reason."""

import hashlib
import json

from django.http import HttpResponse
from django.utils.cache import get_conditional_response

JSON = "application/json"


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


def for_machines(response):
    """Any page of any site may read it; a copy is asked after before it is shown again."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag"
    response["Cache-Control"] = "public, no-cache"
    # Whoever asks in whatever language gets all three.
    response["Content-Language"] = "ky, ru, en"
    return response
